import Foundation
import Synchronization
import TestHosts
import TestLoop

/// A host with the program's guard on it, and another that sends to it from listed addresses and from others.
///
/// The cable between them has private addresses, which are never blocked; the attacker's own are behind it.
final class GuardedHost: Sendable {
    /// Always on the lists.
    static let listed = "45.40.1.1"
    /// Never.
    static let ordinary = "45.40.1.2"
    /// Two of which a list may hold one, to see which list is in force.
    static let marks = ["45.40.1.3", "45.40.1.4"]

    /// Options with which the program in the network driver sheds what is sent here from listed addresses.
    static let shedding = ["--backend", "xdp", "--xdp-udp-ports", "\(port)"]

    let folder: LoopFolder
    let server: TestHost
    private let attacker: TestHost
    private let program: String
    private let inbox: TestSocket
    /// Packets of the attacker that came and were not asked for.
    private let strays = Atomic<Int>(0)

    private static let address = "10.9.0.2"
    private static let port: UInt16 = 4000
    /// A packet that was not dropped is there within this time, on a busy machine too.
    private static let deliveryMilliseconds = 100

    init(_ bench: Bench) async throws {
        guard getuid() == 0 else { throw BenchmarkFailure("needs root, for network namespaces") }
        program = bench.program
        folder = try LoopFolder()
        attacker = try TestHost("attacker")
        server = try TestHost("server")
        let sources = ([Self.listed, Self.ordinary] + Self.marks).map { $0 + "/32" }
        try await attacker.connect(
            to: server, addresses: ["10.9.0.1/24"] + sources, peerAddresses: [Self.address + "/24"])
        try await server.ip("route add 45.40.0.0/16 via 10.9.0.1")
        try await server.ip("link set lo up")
        inbox = try await server.run { try TestSocket(.udp, from: GuardedHost.address, port: GuardedHost.port) }
        inbox.setTimeout(milliseconds: Self.deliveryMilliseconds)
    }

    /// Starts the guard, with these files of the folder as its lists.
    func startGuard(
        lists: [String], _ options: [String] = [], environment: [String] = []
    ) async throws -> LoopProcess {
        try await LoopProcess(
            "guard",
            [program, "guard", "--data", folder.file("data")] + options
                + lists.flatMap { ["--custom-blacklist", folder.file($0)] },
            environment: environment, in: server, folder: folder)
    }

    /// Writes a list and ``listed``, and so that a reader sees the old file or the new one.
    func write(_ addresses: some Sequence<UInt32>, and others: [String] = [], to name: String) throws {
        let lines = [Self.listed] + others + addresses.lazy.map(BlockedAddresses.text)
        try (lines.joined(separator: "\n") + "\n")
            .write(toFile: folder.file(name), atomically: true, encoding: .utf8)
    }

    /// A socket of the attacker that sends from this address.
    func outlet(from source: String, port: UInt16 = GuardedHost.port) async throws -> TestSocket {
        try await attacker.run { try GuardedHost.outlet(from: source, port: port) }
    }

    private static func outlet(from source: String, port: UInt16) throws -> TestSocket {
        let socket = try TestSocket(.udp, from: source)
        try socket.connect(to: address, port: port)
        return socket
    }

    /// Has ``listed`` send packets, each to another port, so many a second. Blocks neither this task nor the server.
    func knock(perSecond rate: Int, seconds: Double) async throws {
        try await attacker.run {
            let start = ContinuousClock.now
            for number in 0..<Int(Double(rate) * seconds) {
                let due = start + .seconds(Double(number) / Double(rate))
                let early = due - ContinuousClock.now
                if early > .milliseconds(1) { usleep(useconds_t(early / .microseconds(1))) }
                try GuardedHost.outlet(from: GuardedHost.listed, port: UInt16(1024 + number % 60_000)).send([0])
            }
        }
    }

    /// Whether a packet gets through. Blocks for a moment when it does not.
    func arrives(_ outlet: TestSocket, _ mark: [UInt8]) -> Bool {
        outlet.send(mark)
        while let received = inbox.receive() {
            if received == mark { return true }
            strays.add(1, ordering: .relaxed)
        }
        return false
    }

    /// How many packets have come so far that ``arrives(_:_:)`` did not wait for.
    func countStrays() -> Int {
        inbox.setTimeout(milliseconds: 1)
        while inbox.receive() != nil { strays.add(1, ordering: .relaxed) }
        inbox.setTimeout(milliseconds: Self.deliveryMilliseconds)
        return strays.load(ordering: .relaxed)
    }

    /// Sends until a packet of ``listed`` is dropped. Returns when that one was sent.
    func firstDrop(seconds: Double = 60) async throws -> ContinuousClock.Instant {
        let outlet = try await outlet(from: Self.listed)
        return try await server.run { [self] in
            let end = ContinuousClock.now + .seconds(seconds)
            var number: UInt32 = 0
            while true {
                let now = ContinuousClock.now
                guard now < end else { throw BenchmarkFailure("nothing was dropped within \(seconds) s") }
                number += 1
                if !arrives(outlet, withUnsafeBytes(of: number) { Array($0) }) { return now }
            }
        }
    }
}
