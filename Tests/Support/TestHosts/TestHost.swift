import CTestHosts
import Glibc
import Synchronization

/// A host of a test's own: a network namespace, which goes when this object does.
///
/// Needs root. Namespaces are named `sk-fw-<process>-<number>-<label>`; those of processes that are gone are swept away
/// when the first host of a process is made.
package final class TestHost: Sendable {
    package let name: String
    /// Keeps the namespace while it is in use, and is what threads enter it through.
    private let descriptor: Int32

    private static let made = Atomic<Int>(0)
    private static let prefix = "sk-fw-"
    private static let folder = "/var/run/netns"

    /// - Parameter label: a short word for error messages.
    package init(_ label: String) throws {
        let number = Self.made.wrappingAdd(1, ordering: .relaxed).newValue
        if number == 1 { try Self.sweep() }
        name = "\(Self.prefix)\(getpid())-\(number)-\(label)"
        try TestCommand.run(["ip", "netns", "add", name])
        descriptor = open("\(Self.folder)/\(name)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let error = TestHostError.call("open(\(name))", errno: errno)
            _ = try? TestCommand.run(["ip", "netns", "delete", name])
            throw error
        }
        try ip("link set lo up")
    }

    deinit {
        close(descriptor)
        _ = try? TestCommand.run(["ip", "netns", "delete", name])
    }

    /// Moves the calling thread into this host for good. For threads that serve nothing else.
    package func enter() {
        if th_enter_network_namespace(descriptor) != 0 { perror("setns \(name)") }
    }

    /// Runs `body` on a new thread inside this host. Sockets it opens stay here wherever they are used.
    package func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try TestThread.start {
                    self.enter()
                    continuation.resume(with: Swift.Result { try body() })
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// Runs a command inside this host to its end and returns what it printed. Throws when it fails.
    @discardableResult
    package func command(_ arguments: [String], input: String? = nil) throws -> String {
        try TestCommand.run(inside + arguments, input: input)
    }

    /// Starts a command inside this host.
    package func start(_ arguments: [String]) throws -> TestProcess { try TestProcess(inside + arguments) }

    /// `ip` with these words, inside this host.
    @discardableResult
    package func ip(_ words: String) throws -> String {
        try TestCommand.run(["ip", "-n", name] + words.split(separator: " ").map(String.init))
    }

    /// Joins two hosts by a cable with a network interface of that name at each end.
    ///
    /// - Parameters:
    ///   - addresses: of the first host, with prefix length; any number.
    ///   - peerAddresses: of the other.
    package func connect(
        to peer: TestHost, interface: String = "cable", addresses: [String], peerAddresses: [String]
    ) throws {
        try ip("link add \(interface) type veth peer name \(interface) netns \(peer.name)")
        for (host, addresses) in [(self, addresses), (peer, peerAddresses)] {
            for address in addresses {
                try host.ip("addr add \(address) dev \(interface)" + (address.contains(":") ? " nodad" : ""))
            }
            try host.ip("link set \(interface) up")
        }
    }

    private var inside: [String] { ["ip", "netns", "exec", name] }

    private static func sweep() throws {
        let names = try TestCommand.run(["ip", "netns", "list"]).split(separator: "\n").compactMap {
            $0.split(separator: " ").first
        }
        for name in names where name.hasPrefix(prefix) {
            guard let owner = name.dropFirst(prefix.count).split(separator: "-").first.flatMap({ pid_t($0) }),
                kill(owner, 0) != 0, errno == ESRCH
            else { continue }
            try TestCommand.run(["ip", "netns", "delete", String(name)])
        }
    }
}
