import Netlink
import Synchronization
import TestHosts
import Testing

@testable import Firewall

/// While lists and rules change under traffic, no packet from an address that is listed before and after gets through, and
/// none from another is dropped. Counted in the kernel, before our hook and after it, so that nothing else can be blamed.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized)
struct AtomicityTests {
    private let attacker: TestHost
    private let server: TestHost

    private static let updates = 20
    private static let takeovers = 220
    /// Far longer than a hundred packets take on the busiest machine.
    private static let patience = Duration.seconds(60)

    init() async throws {
        attacker = try TestHost("attacker")
        server = try TestHost("server")
        try await attacker.connect(
            to: server, addresses: ["10.5.0.1/24", "10.5.0.9/24", "fd05::1/64", "fd05::9/64"],
            peerAddresses: ["10.5.0.2/24", "fd05::2/64"])
        try await server.command(
            ["nft", "-f", "-"],
            input: """
                table inet witness {
                    counter listed_before {}
                    counter listed_after {}
                    counter other_before {}
                    counter other_after {}
                    chain before {
                        type filter hook prerouting priority -400
                        udp dport 9 ip saddr 10.5.0.1 counter name listed_before
                        udp dport 9 ip6 saddr fd05::1 counter name listed_before
                        udp dport 9 ip saddr 10.5.0.9 counter name other_before
                        udp dport 9 ip6 saddr fd05::9 counter name other_before
                    }
                    chain after {
                        type filter hook input priority 10
                        udp dport 9 ip saddr 10.5.0.1 counter name listed_after
                        udp dport 9 ip6 saddr fd05::1 counter name listed_after
                        udp dport 9 ip saddr 10.5.0.9 counter name other_after
                        udp dport 9 ip6 saddr fd05::9 counter name other_after
                        udp dport 9 drop
                    }
                }
                """)
    }

    private struct Witness: Equatable, Sendable {
        var listedBefore: UInt64 = 0
        var listedAfter: UInt64 = 0
        var otherBefore: UInt64 = 0
        var otherAfter: UInt64 = 0
    }

    private func witness() async throws -> Witness {
        try await server.run {
            var connection = try NftablesConnection()
            func packets(_ name: String) throws -> UInt64 {
                try connection.counter(name, of: "witness")?.packets ?? 0
            }
            return try Witness(
                listedBefore: packets("listed_before"), listedAfter: packets("listed_after"),
                otherBefore: packets("other_before"), otherAfter: packets("other_after"))
        }
    }

    /// What changes around the attacker's entry, which stays in one form or another.
    enum Churn: CaseIterable, Sendable {
        /// A few addresses come and go.
        case addresses
        /// More than half of a list, so that it is written anew.
        case wholeLists
        /// The network that the attacker is in grows, shrinks and splits.
        case networks
        /// The rules are written anew.
        case policy
        /// Somebody breaks the table's rules at a place that does no harm; it is built anew as a whole.
        case wholeTable
        /// The same, and the attacker is in a network.
        case wholeTableOfNetworks

        var breaksRules: Bool {
            switch self {
            case .addresses, .wholeLists, .networks, .policy: false
            case .wholeTable, .wholeTableOfNetworks: true
            }
        }
    }

    /// Networks elsewhere, of which each round moves the beginnings.
    private static func far(_ round: UInt32) -> [ClosedRange<UInt32>] {
        (0..<200).map { 0x0b00_0000 + $0 * 0x400 + round...0x0b00_0000 + $0 * 0x400 + 0x100 }
    }

    private func state(_ churn: Churn, _ round: UInt32) -> FirewallState {
        var state = FirewallState(generation: UInt64(round))
        var addresses4: [UInt32] = [0x0a05_0001]
        var addresses6: [UInt128] = [0xfd05 << 112 | 1]
        switch churn {
        case .addresses:
            addresses4 += (0..<500).map { 0x0b00_0000 + $0 * 7 + round * 100 }
            addresses6 += (0..<500).map { 0xfd06 << 112 | UInt128($0 * 7 + round * 100) }
        case .wholeLists:
            addresses4 += (0..<20_000).map { 0x0b00_0000 + round * 0x10_0000 + $0 }
            addresses6 += (0..<5000).map { 0xfd06 << 112 | UInt128(round * 0x10_0000 + $0) }
        case .networks:
            addresses4 = []
            addresses6 = []
            let low = round % 3
            state.lists.networks4 = AddressIntervals([0x0a05_0001 - low...0x0a05_0001 + round % 4] + Self.far(round))
            state.lists.networks6 = AddressIntervals([
                0xfd05 << 112 | UInt128(1 - low % 2)...0xfd05 << 112 | UInt128(1 + round % 4),
                0xfd06 << 112...0xfd06 << 112 | UInt128(round),
            ])
        case .policy:
            state.policy.logging = PacketLogging(group: UInt16(round), packetsPerSecond: 1)
        case .wholeTable: break
        case .wholeTableOfNetworks:
            (addresses4, addresses6) = ([], [])
            state.lists.networks4 = AddressIntervals([0x0a05_0000...0x0a05_0003] + Self.far(round))
            state.lists.networks6 = AddressIntervals([0xfd05 << 112...0xfd05 << 112 | 7])
        }
        state.lists.blocked4 = ExactAddresses(addresses4)
        state.lists.blocked6 = ExactAddresses(addresses6)
        return state
    }

    @Test(arguments: Subject.protecting, Churn.allCases)
    func nothingLeaksAndNothingIsLost(_ subject: Subject, _ churn: Churn) async throws {
        let backend = try subject.backend(on: server)
        _ = try await backend.apply(FirewallPlan(from: backend.read(), to: state(churn, 0)))
        let isOver = Flag()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (source, destination) in [
                ("10.5.0.1", "10.5.0.2"), ("10.5.0.9", "10.5.0.2"), ("fd05::1", "fd05::2"), ("fd05::9", "fd05::2"),
            ] {
                group.addTask { [attacker] in
                    try await attacker.run {
                        let socket = try TestSocket(.udp, from: source)
                        try socket.connect(to: destination, port: 9)
                        while !isOver.isRaised { try socket.send([0], times: 64) }
                    }
                }
            }
            defer { isOver.raise() }
            for round in 1...UInt32(Self.updates) {
                // Packets are under way before, during and after each update.
                let before = try await witness()
                if churn.breaksRules {
                    try await subject.breakRules(on: server)
                }
                // What was written is not read back: that would take most of the time.
                let lists = state(churn, round - 1).lists
                let known = FirewallReading(standing: try await backend.survey(), lists: lists)
                _ = try await backend.apply(FirewallPlan(from: known, to: state(churn, round)))
                let deadline = ContinuousClock.now + Self.patience
                var after = before
                while after.listedBefore < before.listedBefore + 100 || after.otherBefore < before.otherBefore + 100 {
                    if ContinuousClock.now > deadline { throw TestHostError.late("traffic from the attacker") }
                    after = try await witness()
                }
            }
        }
        let seen = try await witness()
        #expect(seen.listedBefore > 1000)
        #expect(seen.listedAfter == 0)
        #expect(seen.otherBefore > 1000)
        #expect(seen.otherAfter == seen.otherBefore)
    }

    /// What becomes of the list of networks while an address changes from one kind of list to the other.
    enum Takeover: CaseIterable, Sendable {
        /// The network that takes over comes and goes, beside others that stay.
        case inPlace
        /// Networks elsewhere change so that all of them are written anew.
        case writtenAnew
        /// Addresses elsewhere change so that all of those are written anew.
        case addressesWrittenAnew
    }

    private func state(_ takeover: Takeover, _ round: UInt32) -> FirewallState {
        var state = FirewallState(generation: UInt64(round))
        var addresses4: [UInt32] = []
        var networks4: [ClosedRange<UInt32>] = []
        switch takeover {
        case .inPlace: networks4 = [0x0b00_0000...0x0b00_00ff]
        case .writtenAnew: networks4 = [0x0b00_0000 + round % 4...0x0b00_00ff]
        case .addressesWrittenAnew: addresses4 = (0..<1100).map { 0x0c00_0000 + round % 4 * 2000 + $0 }
        }
        if round % 2 == 0 {
            addresses4.append(0x0a05_0001)
            state.lists.blocked6 = ExactAddresses([0xfd05 << 112 | 1])
        } else {
            networks4.append(0x0a05_0000...0x0a05_0003)
            state.lists.networks6 = AddressIntervals([0xfd05 << 112...0xfd05 << 112 | 7])
        }
        state.lists.blocked4 = ExactAddresses(addresses4)
        state.lists.networks4 = AddressIntervals(networks4)
        return state
    }

    /// The attacker's addresses are listed alone, then as part of a network, and so on in turn: many times, since a gap is
    /// no longer than a packet takes from one look-up to the next.
    @Test(.timeLimit(.minutes(2)), arguments: Subject.protecting, Takeover.allCases)
    func whatChangesListsIsNeverOnNone(_ subject: Subject, _ takeover: Takeover) async throws {
        let backend = try subject.backend(on: server)
        var standing = try await backend.apply(FirewallPlan(from: backend.read(), to: state(takeover, 0)))
        let isOver = Flag()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (source, destination) in [("10.5.0.1", "10.5.0.2"), ("fd05::1", "fd05::2")] {
                group.addTask { [attacker] in
                    try await attacker.run {
                        let socket = try TestSocket(.udp, from: source)
                        try socket.connect(to: destination, port: 9)
                        while !isOver.isRaised { try socket.send([0], times: 64) }
                    }
                }
            }
            defer { isOver.raise() }
            for round in 1...UInt32(Self.takeovers) {
                let known = FirewallReading(standing: standing, lists: state(takeover, round - 1).lists)
                standing = try await backend.apply(FirewallPlan(from: known, to: state(takeover, round)))
            }
        }
        let seen = try await witness()
        #expect(seen.listedBefore > UInt64(Self.takeovers))
        #expect(seen.listedAfter == 0)
        #expect(try await backend.read().state == state(takeover, UInt32(Self.takeovers)))
    }

    /// What would leave an address on neither list is done in two transactions, and nothing else is.
    @Test func onlyTakeoversTakeTwoTransactions() async throws {
        let backend = NftablesBackend(thread: try NetlinkThread(inside: server))
        var state = FirewallState(generation: 0)
        state.lists.networks4 = AddressIntervals([0x0b00_0000...0x0b00_00ff])
        var standing = try await backend.apply(FirewallPlan(from: backend.read(), to: state))
        let steps: [(transactions: UInt32, change: (inout FirewallLists) -> Void)] = [
            (1, { $0.blocked4 = ExactAddresses([1, 7, 20]) }),
            (2, { ($0.blocked4, $0.networks4) = (ExactAddresses([1, 20]), AddressIntervals([5...9])) }),
            (2, { ($0.blocked4, $0.networks4) = (ExactAddresses([1, 7]), AddressIntervals([40...49])) }),
            (1, { ($0.blocked4, $0.networks4) = (ExactAddresses([2]), AddressIntervals([60...69])) }),
            (1, { $0.blocked6 = ExactAddresses([8]) }),
            (2, { ($0.blocked6, $0.networks6) = (ExactAddresses([4]), AddressIntervals([8...9])) }),
        ]
        for (round, step) in steps.enumerated() {
            let known = FirewallReading(standing: standing, lists: state.lists)
            step.change(&state.lists)
            state.generation = UInt64(round)
            let before = try await generation()
            standing = try await backend.apply(FirewallPlan(from: known, to: state))
            #expect(try await generation() == before + step.transactions)
            #expect(try await backend.read().state == state)
        }
    }

    private func generation() async throws -> UInt32 {
        try await server.run {
            var connection = try NftablesConnection()
            return try connection.generation()
        }
    }

    private final class Flag: Sendable {
        private let value = Atomic<Bool>(false)
        var isRaised: Bool { value.load(ordering: .relaxed) }
        func raise() { value.store(true, ordering: .relaxed) }
    }
}
