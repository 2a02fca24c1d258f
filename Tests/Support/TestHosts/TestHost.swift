import CTestHosts
import Glibc

/// A host of a test's own: a network namespace without a name, which goes when the last thing in it does, however the
/// test ends. Needs root.
package final class TestHost: Sendable {
    private let door: Door

    /// - Parameter label: a short word, by which a debugger shows the threads that work in this host.
    package init(_ label: String) throws { door = try Door(label) }

    /// Moves the thread that calls it into this host for good. For threads that serve nothing else. Does not keep the host.
    package var entrance: @Sendable () -> Void {
        { [door] in door.enter() }
    }

    /// As ``entrance``, and the thread has no privilege from there on.
    package var unprivilegedEntrance: @Sendable () -> Void {
        { [door] in
            door.enter()
            if th_drop_capabilities() != 0 { perror("capset") }
        }
    }

    /// Runs `body` on a new thread inside this host, where it may block. Sockets it opens stay here wherever they are
    /// used, and so do processes it starts.
    package func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await TestThread.run { [door] in
            door.enter()
            // Whoever waits for the result is woken by this thread. If the pool of threads that everybody shares has none left
            // by then, it is this one that makes a new one, which would be in this host for as long as it lives.
            defer { door.leave() }
            return try body()
        }
    }

    /// Runs a command inside this host to its end and returns what it printed. Throws when it fails.
    @discardableResult
    package func command(_ arguments: [String], input: String? = nil) async throws -> String {
        try await run { try TestCommand.run(arguments, input: input) }
    }

    /// Starts a command inside this host.
    package func start(_ arguments: [String]) async throws -> TestProcess {
        try await run { try TestProcess(arguments) }
    }

    /// `ip` with these words, inside this host.
    @discardableResult
    package func ip(_ words: String) async throws -> String {
        try await command(["ip"] + words.split(separator: " ").map(String.init))
    }

    /// Joins two hosts by a cable with a network interface of that name at each end.
    ///
    /// - Parameters:
    ///   - addresses: of the first host, with prefix length; any number.
    ///   - peerAddresses: of the other.
    package func connect(
        to peer: TestHost, interface: String = "cable", addresses: [String], peerAddresses: [String]
    ) async throws {
        let cable = "link add \(interface) type veth peer name \(interface) netns \(peer.door.path)"
        try await configure([cable] + Self.steps(interface, addresses))
        try await peer.configure(Self.steps(interface, peerAddresses))
        try await waitUntilRunning(interface)
        try await peer.waitUntilRunning(interface)
    }

    /// The kernel makes an interface ready a moment after it was switched on, of many at most some a second; what is sent
    /// before is lost without a word (linkwatch in net/core/link_watch.c).
    private func waitUntilRunning(_ interface: String) async throws {
        try await run {
            let deadline = ContinuousClock.now + .seconds(20)
            while true {
                let state = th_interface_is_running(interface)
                if state == 1 { return }
                guard state == 0, ContinuousClock.now < deadline else {
                    throw TestHostError.call("interface \(interface)", errno: state == 0 ? ETIMEDOUT : errno)
                }
                usleep(1000)
            }
        }
    }

    private static func steps(_ interface: String, _ addresses: [String]) -> [String] {
        addresses.map { "addr add \($0) dev \(interface)" + ($0.contains(":") ? " nodad" : "") }
            + ["link set \(interface) up"]
    }

    /// One step of `ip` a line.
    private func configure(_ steps: [String]) async throws {
        try await command(["ip", "-batch", "-"], input: steps.joined(separator: "\n") + "\n")
    }

    /// An open namespace, which lives as long as anything in it.
    private final class Door: Sendable {
        private let descriptor: Int32
        private let label: String

        init(_ label: String) throws {
            self.label = label
            descriptor = th_new_network_namespace()
            guard descriptor >= 0 else { throw TestHostError.call("a network namespace", errno: errno) }
        }

        deinit { close(descriptor) }

        /// For other programs.
        var path: String { "/proc/\(getpid())/fd/\(descriptor)" }

        /// What is done in a host must not be done anywhere else instead.
        func enter() {
            guard th_enter_network_namespace(descriptor, "host \(label)") == 0 else {
                perror("setns")
                abort()
            }
        }

        func leave() {
            guard th_enter_home_network_namespace() == 0 else {
                perror("setns")
                abort()
            }
        }
    }
}
