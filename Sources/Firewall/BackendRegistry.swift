package import Netlink

/// The backends there are. A new one is a folder under `Backends` and a line here; the conformance suite then runs on it.
package enum BackendRegistry {
    /// In the order in which `auto` tries them.
    package static let all: [BackendDescription] = [
        BackendDescription(name: "nftables", summary: "nf_tables through netlink", touchesKernel: true) {
            surroundings in
            NftablesBackend(thread: surroundings.thread)
        },
        BackendDescription(name: "dry-run", summary: "says what would be done", touchesKernel: false) { surroundings in
            DryRunBackend(report: surroundings.report)
        },
    ]

    /// The backend of that name; `nil` when there is none.
    package static func named(_ name: String) -> BackendDescription? { all.first { $0.name == name } }

    /// The first backend that works here.
    ///
    /// - Throws: what the first one said, when none of those that protect does.
    package static func first(in surroundings: BackendSurroundings) async throws(FirewallError) -> any FirewallBackend {
        var reason: FirewallError?
        for description in all where description.touchesKernel {
            let backend = description.make(surroundings)
            do throws(FirewallError) {
                try await backend.probe()
                return backend
            } catch {
                reason = reason ?? error
            }
        }
        throw reason ?? .unsupported("no backend is built in")
    }
}

/// A backend before it is made.
package struct BackendDescription: Sendable {
    /// As in the configuration.
    package let name: String
    /// A few words for help texts.
    package let summary: String
    /// Whether it protects anything, and needs privileges to do so.
    package let touchesKernel: Bool
    package let make: @Sendable (BackendSurroundings) -> any FirewallBackend
}

/// What backends are made with.
package struct BackendSurroundings: Sendable {
    /// For blocking work; its network namespace is the one that is protected.
    package let thread: NetlinkThread
    /// Takes what a backend has to say that does not act.
    package let report: @Sendable (String) -> Void

    package init(thread: NetlinkThread, report: @escaping @Sendable (String) -> Void = { _ in }) {
        self.thread = thread
        self.report = report
    }
}
