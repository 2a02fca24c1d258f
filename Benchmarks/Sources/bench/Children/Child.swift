import Foundation

/// Parts of the program that run in processes of their own, so that what they cost can be told from what measuring does:
/// `bench --child ROLE ARGUMENT…`.
enum Child: String, CaseIterable {
    /// PORT: a minimal SSH server, libssh's.
    case sshPeer = "ssh-peer"
    /// ADDRESSES [NETWORKS]: blocks what is in these files.
    case apply
    /// ADDRESSES ROUNDS: blocks what is in the file, then changes it. Prints ``DeltaChild/Outcome``.
    case delta
    /// SOURCE COUNT: listens to packets dropped from an address, until so many were. Prints ``PacketLogChild/Outcome``.
    case packetLog = "packet-log"
    /// FOLDER DAYS: keeps a history, then asks it. Prints ``HistoryChild/Outcome``.
    case history

    static let option = "--child"
    private static let program = "/proc/self/exe"

    static func start(_ child: Child, _ arguments: [String], log: String) throws -> RunningProcess {
        try RunningProcess(executable(), [option, child.rawValue] + arguments, log: log)
    }

    static func measured(_ child: Child, _ arguments: [String]) throws -> Usage {
        try Run.measured(executable(), [option, child.rawValue] + arguments)
    }

    /// The words that start it, for whoever starts processes elsewhere: in another network namespace, say.
    static func command(_ child: Child, _ arguments: [String]) throws -> [String] {
        [try executable(), option, child.rawValue] + arguments
    }

    /// Another program that was built with this one.
    static func sibling(_ name: String) throws -> String {
        URL(filePath: try executable()).deletingLastPathComponent().appending(path: name).path
    }

    private static func executable() throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: program)
    }

    /// What the process does.
    func run(_ arguments: [String]) async throws {
        switch self {
        case .sshPeer: try SSHPeerChild.run(arguments)
        case .apply: try await ApplyChild.run(arguments)
        case .delta: try await DeltaChild.run(arguments)
        case .packetLog: try await PacketLogChild.run(arguments)
        case .history: try await HistoryChild.run(arguments)
        }
    }
}
