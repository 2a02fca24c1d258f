import Foundation

/// Parts of the program that run in processes of their own, so that what they cost can be told from what measuring does:
/// `bench --child ROLE ARGUMENT…`.
enum Child: String, CaseIterable {
    /// OUTPUT INPUT…: merges lists.
    case merge
    /// FOLDER PORT: serves the threat API.
    case server
    /// FOLDER PORT SERVER-PORT TOKEN: plays Telnet.
    case sensor

    static let option = "--child"
    private static let program = "/proc/self/exe"

    static func start(_ child: Child, _ arguments: [String], log: String) throws -> RunningProcess {
        try RunningProcess(executable(), [option, child.rawValue] + arguments, log: log)
    }

    static func measured(_ child: Child, _ arguments: [String]) throws -> Usage {
        try Run.measured(executable(), [option, child.rawValue] + arguments)
    }

    private static func executable() throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: program)
    }

    /// What the process does.
    func run(_ arguments: [String]) async throws {
        switch self {
        case .merge: try MergeChild.run(arguments)
        case .server: try await ServerChild.run(arguments)
        case .sensor: try await SensorChild.run(arguments)
        }
    }
}
