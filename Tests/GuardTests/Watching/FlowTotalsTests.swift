import Firewall
import IPNetworks
import Netlink
import TestHosts
import Testing

@testable import Guard

/// Exact counts of rounds out of the kernel's sums.
struct FlowTotalsTests {
    private func traffic(_ dropped: UInt64, observed: UInt64 = 0, _ flows: [(String, UInt16, UInt64)]) throws
        -> FirewallTraffic
    {
        func count(_ packets: UInt64) -> PacketCount { PacketCount(packets: packets, bytes: packets * 40) }
        return FirewallTraffic(
            dropped: count(dropped), observed: count(observed),
            flows: try flows.map {
                CountedFlow(source: try address($0), transport: 6, destinationPort: $1, count: count($2))
            })
    }

    private func flow(_ source: String, _ port: UInt16) throws -> BlockedFlow {
        BlockedFlow(source: try address(source), transport: 6, destinationPort: port)
    }

    private func packets(_ round: FlowTotals.Round) -> [BlockedFlow: Int] {
        Dictionary(uniqueKeysWithValues: round.flows.map { ($0.flow, $0.packets) })
    }

    @Test func whatWasCountedBeforeIsNotCounted() throws {
        var totals = FlowTotals()
        #expect(totals.take(try traffic(7, [("45.40.0.1", 22, 7)]), logged: [:]) == FlowTotals.Round())
        let round = totals.take(try traffic(12, [("45.40.0.1", 22, 9), ("45.40.0.2", 23, 3)]), logged: [:])
        #expect(packets(round) == [try flow("45.40.0.1", 22): 2, try flow("45.40.0.2", 23): 3])
        #expect(round.rest == 0)
    }

    @Test func aFlowThatBeganAnewCountsFromNothing() throws {
        var totals = FlowTotals()
        _ = totals.take(try traffic(100, [("45.40.0.1", 22, 100)]), logged: [:])
        let round = totals.take(try traffic(104, [("45.40.0.1", 22, 4)]), logged: [:])
        #expect(packets(round) == [try flow("45.40.0.1", 22): 4])
    }

    @Test func rulesThatWereMadeAnewCountFromNothing() throws {
        var totals = FlowTotals()
        _ = totals.take(try traffic(100, [("45.40.0.1", 22, 3)]), logged: [:])
        let round = totals.take(try traffic(5, [("45.40.0.1", 22, 5)]), logged: [:])
        #expect(packets(round) == [try flow("45.40.0.1", 22): 5])
        #expect(round.rest == 0)
    }

    @Test func whatTheKernelDoesNotKeepIsCountedAsLogged() throws {
        var totals = FlowTotals()
        _ = totals.take(try traffic(0, []), logged: [:])
        let (kept, logged) = (try flow("45.40.0.1", 22), try flow("45.40.0.2", 23))
        let round = totals.take(
            try traffic(50, [("45.40.0.1", 22, 30)]),
            logged: [kept: LoggedPackets(packets: 9, cut: 2), logged: LoggedPackets(packets: 5, cut: 5)])
        #expect(packets(round) == [kept: 30, logged: 5])
        #expect(round.flows.first { $0.flow == kept }?.cut == 2)
        #expect(round.rest == 15)
        #expect(round.mode == .drop)
    }

    @Test func aKernelThatCannotBeAskedLeavesWhatWasLogged() throws {
        var totals = FlowTotals()
        let ssh = try flow("45.40.0.1", 22)
        let round = totals.take(nil, logged: [ssh: LoggedPackets(packets: 3, cut: 0)])
        #expect(packets(round) == [ssh: 3])
    }

    @Test func whatWasOnlySeenIsSaidToBe() throws {
        var totals = FlowTotals()
        _ = totals.take(try traffic(0, []), logged: [:])
        #expect(totals.take(try traffic(0, observed: 4, [("45.40.0.1", 22, 4)]), logged: [:]).mode == .logOnly)
    }

    /// However packets spread over flows, every one is in exactly one round.
    @Test(arguments: 1...20 as ClosedRange<UInt64>) func nothingIsLostOrCountedTwice(_ seed: UInt64) throws {
        var generator = SeededRandom(seed: seed)
        var totals = FlowTotals()
        _ = totals.take(try traffic(0, []), logged: [:])
        var sums: [UInt16: UInt64] = [:]
        var (dropped, told) = (0 as UInt64, 0)
        for _ in 0..<50 {
            // Silent for ten minutes.
            if generator.next() % 7 == 0 { sums[UInt16(generator.next() % 4)] = nil }
            for _ in 0..<generator.next() % 10 {
                let (port, packets) = (UInt16(generator.next() % 6), generator.next() % 9 + 1)
                // The kernel has no room for the others.
                if port < 4 { sums[port, default: 0] += packets }
                dropped += packets
            }
            let flows = sums.map { ("45.40.0.1", $0.key, $0.value) }
            let round = totals.take(try traffic(dropped, flows), logged: [:])
            told += round.flows.reduce(round.rest) { $0 + $1.packets }
        }
        #expect(told == Int(dropped))
    }
}
