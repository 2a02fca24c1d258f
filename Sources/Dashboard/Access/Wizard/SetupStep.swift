import Guard
import WebPages

/// What a guard is told first, one page after the other. Each can be left as it is, and changed later.
enum SetupStep: String, CaseIterable {
    case server, sources, allowlist, mode

    var title: String {
        switch self {
        case .server: "Server"
        case .sources: "Sources"
        case .allowlist: "Allowlist"
        case .mode: "Start"
        }
    }

    var target: LinkTarget { .path("setup", rawValue) }

    /// `nil` after the last.
    var next: Self? { Self.allCases.drop { $0 != self }.dropFirst().first }

    /// Where somebody goes from here.
    var afterwards: LinkTarget { next?.target ?? .path("") }

    /// Where somebody begins who has just set the first password; `nil`: there is nothing to tell this guard.
    static func first(for desk: ControlDesk?) async -> Self? {
        // The settings of some guards cannot change while they run.
        guard let desk, await desk.isChangeable else { return nil }
        return await desk.configuration.hasSources ? .allowlist : .server
    }
}
