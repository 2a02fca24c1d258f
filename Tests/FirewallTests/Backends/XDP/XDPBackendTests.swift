import IPNetworks
import Netlink
import Synchronization
import TestHosts
import Testing

@testable import Firewall

/// The shield on real interfaces.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted)
struct XDPBackendTests {
    private let attacker: TestHost
    private let server: TestHost
    private let notices = Notices()

    init() async throws {
        attacker = try TestHost("attacker")
        server = try TestHost("server")
        try await attacker.connect(
            to: server, addresses: ["10.5.0.1/24", "fd05::1/64"], peerAddresses: ["10.5.0.2/24", "fd05::2/64"])
    }

    private final class Notices: Sendable {
        private let texts = Mutex<[String]>([])
        var all: [String] { texts.withLock { $0 } }
        func add(_ text: String) { texts.withLock { $0.append(text) } }
    }

    private func backend(_ options: XDPOptions = XDPOptions()) throws -> XDPBackend {
        XDPBackend(thread: try NetlinkThread(inside: server), options: options) { [notices] in notices.add($0) }
    }

    private var state: FirewallState {
        var state = FirewallState(policy: FirewallPolicy(mode: .drop, logging: nil), generation: 1)
        state.lists.blocked4 = ExactAddresses([0x0a05_0001])
        state.lists.networks6 = AddressIntervals([0xfd05 << 112...0xfd05 << 112 | 7])
        return state
    }

    private func bring(_ state: FirewallState, _ backend: XDPBackend) async throws {
        _ = try await backend.apply(FirewallPlan(from: backend.read(), to: state))
    }

    /// Pings that are not answered, and how many of them nf_tables dropped.
    private func ping(_ count: Int = 20) async throws {
        for address in ["10.5.0.2", "fd05::2"] {
            try await attacker.command(
                ["sh", "-c", "ping -q -c \(count) -i 0.01 -W 1 \(address) >/dev/null; true"])
        }
    }

    private func droppedByRules() async throws -> UInt64 {
        try await server.run {
            var connection = try NftablesConnection()
            return try connection.counter(NftablesLayout.dropped, of: NftablesLayout.table)?.packets ?? 0
        }
    }

    private func details() async throws -> String { try await server.command(["ip", "-d", "link"]) }

    @Test(arguments: [([.native, .generic], "xdp"), ([.generic], "xdpgeneric")] as [([XDPProgram.Mode], String)])
    func shedsBeforeTheRulesAndCountsIt(_ modes: [XDPProgram.Mode], _ title: String) async throws {
        let backend = try backend(XDPOptions(modes: modes))
        try await bring(state, backend)
        #expect(notices.all.count == 1)
        #expect(try await details().contains("\(title) "))
        try await ping()
        let traffic = try await backend.traffic()
        #expect(traffic.dropped.packets >= 40)
        #expect(try await droppedByRules() + 40 <= traffic.dropped.packets)
        #expect(
            Set(traffic.flows.map(\.source)).isSuperset(
                of: [IPAddress("10.5.0.1"), IPAddress("fd05::1")].compactMap { $0 }))
        try await backend.remove()
        #expect(try await !details().contains("xdp"))
        try await attacker.command(["ping", "-q", "-c", "1", "10.5.0.2"])
    }

    /// What is logged is handed on to the rules, and the sum is exact.
    @Test func whatIsLoggedGoesThroughTheRules() async throws {
        var state = state
        state.policy.logging = PacketLogging()
        let backend = try backend()
        try await bring(state, backend)
        try await ping()
        #expect(try await droppedByRules() >= 40)
        #expect(try await backend.traffic().dropped.packets == droppedByRules())
    }

    /// The process that looks after the program goes; the rules stay and protect.
    @Test func goesWithItsProcessAndComesBackWithTheNext() async throws {
        var first: XDPBackend? = try backend()
        if let first { try await bring(state, first) }
        #expect(try await details().contains("xdp"))
        first = nil
        let deadline = ContinuousClock.now + .seconds(20)
        while try await details().contains("xdp"), ContinuousClock.now < deadline { await Task.yield() }
        #expect(try await !details().contains("xdp"))
        let second = try backend()
        #expect(try await second.survey().appears(to: state))
        #expect(try await !details().contains("xdp"))
        _ = try await second.watch()
        #expect(try await details().contains("xdp"))
        try await ping(3)
        #expect(try await second.traffic().dropped.packets >= 6)
        #expect(try await droppedByRules() < second.traffic().dropped.packets)
    }

    @Test func newInterfacesAreShieldedWhenTheyAppear() async throws {
        let backend = try backend()
        try await bring(state, backend)
        #expect(notices.all.count == 1)
        try await attacker.connect(
            to: server, interface: "second", addresses: ["10.6.0.1/24"], peerAddresses: ["10.6.0.2/24"])
        let deadline = ContinuousClock.now + .seconds(20)
        while notices.all.count < 2, ContinuousClock.now < deadline { await Task.yield() }
        #expect(notices.all.count == 2)
        #expect(notices.all.last?.contains("second") == true)
        _ = backend
    }

    /// Another program's place is not taken, and its interface is protected by the rules.
    @Test func anotherProgramIsLeftAlone() async throws {
        let other = try backend()
        try await bring(state, other)
        let before = try await details()
        let backend = try backend()
        try await bring(FirewallState(lists: state.lists, policy: state.policy, generation: 2), backend)
        #expect(notices.all.last?.contains("another XDP program is there") == true)
        #expect(try await details() == before)
        try await backend.remove()
        #expect(try await details() == before)
    }

    /// An address that leaves the lists gets through at once, one that comes is shed, in log-only mode all get through.
    @Test func followsChanges() async throws {
        let backend = try backend()
        try await bring(state, backend)
        var next = state
        next.generation = 2
        next.lists.blocked4 = ExactAddresses([0x0a05_0009])
        next.lists.networks6 = AddressIntervals()
        try await bring(next, backend)
        try await attacker.command(["ping", "-q", "-c", "1", "10.5.0.2"])
        try await attacker.command(["ping", "-q", "-c", "1", "fd05::2"])
        next.generation = 3
        next.policy.mode = .logOnly
        next.lists = state.lists
        try await bring(next, backend)
        try await attacker.command(["ping", "-q", "-c", "1", "10.5.0.2"])
        try await attacker.command(["ping", "-q", "-c", "1", "fd05::2"])
        next.generation = 4
        next.policy.mode = .drop
        try await bring(next, backend)
        let before = try await droppedByRules()
        try await ping(5)
        #expect(try await droppedByRules() == before)
    }

    /// While lists are changed and written anew, nobody else loses a packet that the program decides about, and no listed
    /// source gets through.
    @Test(.timeLimit(.minutes(2))) func nothingLeaksAndNothingIsLostWhileListsChange() async throws {
        try await attacker.ip("addr add 10.5.0.9/24 dev cable")
        let backend = try backend()
        try await bring(state, backend)
        async let bystander = attacker.command([
            "ping", "-q", "-i", "0.002", "-c", "1500", "-I", "10.5.0.9", "10.5.0.2",
        ])
        async let listed = attacker.command(
            ["sh", "-c", "ping -q -i 0.002 -c 1000 -W 1 -I 10.5.0.1 10.5.0.2; true"])
        for round in 1...UInt32(60) {
            var next = state
            next.generation = UInt64(round) + 1
            // Around the one address and the other; every third time so much that all is written anew.
            let others: [UInt32] = round % 3 == 0 ? (0..<3000).map { 0x0b00_0000 + round * 4000 + $0 } : [0x0a05_0008]
            if round % 2 == 0 {
                next.lists.blocked4 = ExactAddresses([0x0a05_0001] + others)
            } else {
                next.lists.blocked4 = ExactAddresses([0x0a05_000a] + others)
                next.lists.networks4 = AddressIntervals([0x0a05_0000...0x0a05_0001 + round % 4])
            }
            next.lists.allowed4 = AddressIntervals([0x0a05_0010...0x0a05_0010 + round])
            try await bring(next, backend)
        }
        #expect(try await bystander.contains(" 0% packet loss"))
        #expect(try await listed.contains(" 0 received"))
        #expect(try await backend.traffic().dropped.packets > droppedByRules())
    }
}
