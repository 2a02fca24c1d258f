import Glibc
import IPNetworks
import Netlink
import TestHosts
import Testing

@testable import Firewall

/// What real packets meet.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted)
struct PacketTests {
    private let attacker: TestHost
    private let server: TestHost

    init() async throws {
        attacker = try TestHost("attacker")
        server = try TestHost("server")
        try await attacker.connect(
            to: server, addresses: ["10.5.0.1/24", "10.5.0.9/24", "fd05::1/64", "fd05::9/64"],
            peerAddresses: ["10.5.0.2/24", "fd05::2/64"])
    }

    /// One address of the attacker's, on a list of either kind.
    enum Listing: CaseIterable, Sendable {
        case address4
        case network4
        case address6
        case network6

        var attacker: String { isV6 ? "fd05::1" : "10.5.0.1" }
        /// Another of the attacker's, that is on no list.
        var bystander: String { isV6 ? "fd05::9" : "10.5.0.9" }
        var server: String { isV6 ? "fd05::2" : "10.5.0.2" }

        var state: FirewallState {
            var state = FirewallState(generation: 1)
            switch self {
            case .address4: state.lists.blocked4 = ExactAddresses([0x0a05_0001])
            case .network4: state.lists.networks4 = AddressIntervals([0x0a05_0000...0x0a05_0003])
            case .address6: state.lists.blocked6 = ExactAddresses([0xfd05 << 112 | 1])
            case .network6: state.lists.networks6 = AddressIntervals([0xfd05 << 112...0xfd05 << 112 | 7])
            }
            return state
        }

        private var isV6: Bool {
            switch self {
            case .address4, .network4: false
            case .address6, .network6: true
            }
        }
    }

    private func backend(_ subject: Subject) throws -> any FirewallBackend { try subject.backend(on: server) }

    private func bring(_ state: FirewallState, _ backend: any FirewallBackend) async throws {
        _ = try await backend.apply(FirewallPlan(from: backend.read(), to: state))
    }

    /// Whether a datagram gets through to the server.
    private func arrives(from source: String, at destination: String) async throws -> Bool {
        let inbox = try await server.run { try TestSocket(.udp, from: destination, port: 4000) }
        return try await arrives(from: source, at: destination, port: 4000, inbox: inbox)
    }

    /// Whether a datagram gets through to a socket. One from a bystander follows, which always does, so that nobody waits
    /// for what is not coming, or goes away before it comes.
    private func arrives(
        from source: String, at destination: String, port: UInt16, inbox: TestSocket
    ) async throws -> Bool {
        let bystander = destination.contains(":") ? "fd05::9" : "10.5.0.9"
        return try await attacker.run {
            for (source, bytes) in [(source, [1]), (bystander, [2])] as [(String, [UInt8])] {
                let outlet = try TestSocket(.udp, from: source)
                try outlet.connect(to: destination, port: port)
                outlet.send(bytes)
            }
            inbox.setTimeout(milliseconds: 30_000)
            switch inbox.receive() {
            case [1]: return inbox.receive() == [2]
            case [2]:
                // Two processors may have swapped them.
                inbox.setTimeout(milliseconds: 20)
                return inbox.receive() == [1]
            default: throw TestHostError.late("a datagram from the bystander")
            }
        }
    }

    @Test(arguments: Subject.protecting, Listing.allCases)
    func listedAddressesAreDropped(_ subject: Subject, _ listing: Listing) async throws {
        let backend = try backend(subject)
        #expect(try await arrives(from: listing.attacker, at: listing.server))
        try await bring(listing.state, backend)
        #expect(try await !arrives(from: listing.attacker, at: listing.server))
        #expect(try await arrives(from: listing.bystander, at: listing.server))
        try await backend.remove()
        #expect(try await arrives(from: listing.attacker, at: listing.server))
    }

    @Test(arguments: Subject.protecting, Listing.allCases)
    func allowedWinsOverBlocked(_ subject: Subject, _ listing: Listing) async throws {
        let backend = try backend(subject)
        var state = listing.state
        state.lists.allowed4 = AddressIntervals([0x0a05_0001...0x0a05_0001])
        state.lists.allowed6 = AddressIntervals([0xfd05 << 112...0xfd05 << 112 | 1])
        try await bring(state, backend)
        #expect(try await arrives(from: listing.attacker, at: listing.server))
        #expect(try await backend.traffic() == .none)
    }

    @Test(arguments: Subject.protecting, Listing.allCases)
    func logOnlyLetsThroughAndCounts(_ subject: Subject, _ listing: Listing) async throws {
        let backend = try backend(subject)
        var state = listing.state
        state.policy.mode = .logOnly
        try await bring(state, backend)
        #expect(try await arrives(from: listing.attacker, at: listing.server))
        let traffic = try await backend.traffic()
        #expect(traffic.observed.packets == 1)
        #expect(traffic.dropped.packets == 0)
        #expect(traffic.flows.map(\.source) == [IPAddress(listing.attacker)])
    }

    @Test(arguments: Subject.protecting, Listing.allCases)
    func droppedPacketsAreCountedExactly(_ subject: Subject, _ listing: Listing) async throws {
        let backend = try backend(subject)
        var state = listing.state
        // The log is limited, the counters are not.
        state.policy.logging = PacketLogging(group: 9, packetsPerSecond: 1)
        try await bring(state, backend)
        try await attacker.run {
            for (port, count) in [(22, 700), (80, 1300)] as [(UInt16, Int)] {
                let socket = try TestSocket(.udp, from: listing.attacker)
                try socket.connect(to: listing.server, port: port)
                try socket.send([0], times: count)
            }
        }
        // They are counted where they arrive, which a busy machine puts off.
        var traffic = try await backend.traffic()
        let deadline = ContinuousClock.now + .seconds(30)
        while traffic.dropped.packets < 2000, ContinuousClock.now < deadline { traffic = try await backend.traffic() }
        #expect(traffic.dropped.packets == 2000)
        let flows = traffic.flows.sorted { $0.destinationPort < $1.destinationPort }
        #expect(flows.map(\.source) == [IPAddress(listing.attacker), IPAddress(listing.attacker)])
        #expect(flows.map(\.destinationPort) == [22, 80])
        #expect(flows.map(\.transport) == [17, 17])
        #expect(flows.map(\.count.packets) == [700, 1300])
        #expect(flows.map(\.count.bytes).reduce(0, +) == traffic.dropped.bytes)
        // What was counted outlives changes of lists and rules.
        state.policy.mode = .logOnly
        state.generation = 2
        try await bring(state, backend)
        #expect(try await backend.traffic().dropped.packets == 2000)
    }

    @Test(arguments: Subject.protecting, [FirewallPolicy.Mode.drop, .logOnly])
    func loggedPacketsSayWhatBecameOfThem(_ subject: Subject, _ mode: FirewallPolicy.Mode) async throws {
        let backend = try backend(subject)
        var state = Listing.address4.state
        state.policy = FirewallPolicy(mode: mode, logging: PacketLogging(group: 9))
        try await bring(state, backend)
        let (packets, continuation) = AsyncStream.makeStream(of: LoggedPacket.self)
        let listener = PacketLogListener(thread: try NetlinkThread(inside: server), group: 9) {
            for packet in $0 { continuation.yield(packet) }
        }
        try await listener.start()
        #expect(try await arrives(from: "10.5.0.1", at: "10.5.0.2") == (mode == .logOnly))
        let packet = try #require(await packets.first { _ in true })
        #expect(packet.source == IPAddress("10.5.0.1"))
        #expect(packet.destinationPort == 4000)
        #expect(packet.tag == PacketLogTag(mode.logPrefix))
    }

    /// A connection that was open before its peer was listed is cut.
    @Test(arguments: Subject.protecting, Listing.allCases)
    func openConnectionsAreCut(_ subject: Subject, _ listing: Listing) async throws {
        let backend = try backend(subject)
        // Connection tracking is on before the connection begins, as it is where a firewall runs.
        try await bring(FirewallState(generation: 0), backend)
        let (inside, outside) = try await connection(
            to: listing.server, on: server, from: listing.attacker, on: attacker)
        #expect(outside.send([1]))
        #expect(inside.receive() == [1])
        try await bring(listing.state, backend)
        #expect(outside.send([2]))
        inside.setTimeout(milliseconds: 300)
        #expect(inside.receive() == nil)
    }

    /// What the server opens itself works, whoever it is opened to.
    @Test(arguments: Subject.protecting, Listing.allCases)
    func outboundToListedAddressesWorks(_ subject: Subject, _ listing: Listing) async throws {
        let backend = try backend(subject)
        try await bring(listing.state, backend)
        let (inside, outside) = try await connection(
            to: listing.attacker, on: attacker, from: listing.server, on: server)
        #expect(outside.send([1]))
        #expect(inside.receive() == [1])
        #expect(inside.send([2]))
        #expect(outside.receive() == [2])
        // The other way round, nothing has changed.
        #expect(try await !arrives(from: listing.attacker, at: listing.server))
    }

    /// A listening socket on one host, a client on another, both ends of the connection between them.
    private func connection(
        to address: String, on listening: TestHost, from source: String, on calling: TestHost
    ) async throws -> (inside: TestSocket, outside: TestSocket) {
        let listener = try await listening.run {
            let socket = try TestSocket(.tcp, from: address, port: 4001)
            try socket.listen()
            return socket
        }
        let outside = try await calling.run {
            let socket = try TestSocket(.tcp, from: source)
            socket.setTimeout(milliseconds: 10_000)
            try socket.connect(to: address, port: 4001)
            return socket
        }
        let inside = try await listening.run {
            listener.setTimeout(milliseconds: 10_000)
            let socket = try listener.accept()
            socket.setTimeout(milliseconds: 10_000)
            return socket
        }
        return (inside, outside)
    }

    /// A packet that conntrack can make nothing of is no answer to anything.
    @Test(arguments: Subject.protecting)
    func forwardedPacketsAreDroppedToo(_ subject: Subject) async throws {
        let backend = try backend(subject)
        let container = try TestHost("container")
        try await server.connect(
            to: container, interface: "bridge", addresses: ["10.6.0.1/24"], peerAddresses: ["10.6.0.2/24"])
        try await container.ip("route add default via 10.6.0.1")
        try await attacker.ip("route add 10.6.0.0/24 via 10.5.0.2")
        try await server.command(["sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"])
        // And a published port: the server's own, led on to the container.
        try await server.command(
            ["nft", "-f", "-"],
            input: """
                table ip nat {
                    chain prerouting {
                        type nat hook prerouting priority dstnat
                        udp dport 8000 dnat to 10.6.0.2:4000
                    }
                }
                """)
        let inbox = try await container.run { try TestSocket(.udp, from: "10.6.0.2", port: 4000) }
        func arrives(_ source: String, _ destination: String, _ port: UInt16) async throws -> Bool {
            try await self.arrives(from: source, at: destination, port: port, inbox: inbox)
        }
        #expect(try await arrives("10.5.0.1", "10.6.0.2", 4000))
        #expect(try await arrives("10.5.0.1", "10.5.0.2", 8000))
        try await bring(Listing.address4.state, backend)
        #expect(try await !arrives("10.5.0.1", "10.6.0.2", 4000))
        #expect(try await !arrives("10.5.0.1", "10.5.0.2", 8000))
        #expect(try await arrives("10.5.0.9", "10.6.0.2", 4000))
    }
}
