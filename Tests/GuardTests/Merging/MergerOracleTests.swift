import Blocklists
import Firewall
import IPNetworks
import TestHosts
import Testing

@testable import Guard

/// Whatever happens in whatever order: a firewall that is only told of changes holds what plain set arithmetic says.
struct MergerOracleTests {
    /// So few addresses that neighbours are blocked together often.
    private static let space: ClosedRange<UInt32> = 0x2d28_0000...0x2d28_007f

    private static func anyRange(_ random: inout SeededRandom) -> IPRange {
        let first = UInt32.random(in: space, using: &random)
        let last = min(first + UInt32.random(in: 0...20, using: &random), space.upperBound)
        // A part of them in the other family.
        return Int.random(in: 0..<4, using: &random) > 0
            ? .v4(AddressRange(first, last))
            : .v6(AddressRange(0x2600 << 112 | UInt128(first), 0x2600 << 112 | UInt128(last)))
    }

    private static func anyAddress(_ random: inout SeededRandom) -> IPAddress {
        let number = UInt32.random(in: space, using: &random)
        return Int.random(in: 0..<4, using: &random) > 0
            ? IPAddress(v4: number) : IPAddress(v6: 0x2600 << 112 | UInt128(number))
    }

    private static func anySet(_ random: inout SeededRandom, ranges: Int) -> IPAddressSet {
        IPAddressSet((0..<Int.random(in: 0...ranges, using: &random)).map { _ in anyRange(&random) })
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func changesLeadWhereEverythingLeads(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var merger = BlocklistMerger(limits: MergeLimits(coversIPv6: seed % 5 != 0))
        var lists = (0..<3).map { _ in KeptList(Self.anySet(&random, ranges: 6)) }
        for number in lists.indices { _ = merger.register(SourceIdentity(id: "\(number)", name: ""), lists[number]) }
        var allowed = IPAddressSet()
        var sessions: Set<IPAddress> = []
        var firewall = AppliedLists(FirewallLists())
        var changesOfItems = 0

        for _ in 0..<150 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                let number = Int.random(in: 0..<3, using: &random)
                lists[number] = KeptList(Self.anySet(&random, ranges: 6))
                try merger.replace(lists[number], of: number)
            case 1:
                let entries = (0..<2).map { _ in WhitelistEntry.range(Self.anyRange(&random)) }
                let allowlist = Allowlist(whitelist: entries)
                allowed = allowlist.addresses
                merger.allow(allowlist)
            case 2:
                sessions = Set((0..<2).map { _ in Self.anyAddress(&random) })
                merger.allow(sessions: sessions)
            default:
                let number = Int.random(in: 0..<3, using: &random)
                let addresses = (0..<Int.random(in: 1...3, using: &random)).map { _ in Self.anyAddress(&random) }
                for address in addresses {
                    lists[number].apply(Bool.random(using: &random) ? .add(address) : .remove(address))
                }
                merger.change(addresses, to: lists[number], of: number)
            }
            guard Int.random(in: 0..<3, using: &random) > 0 else { continue }
            let (change, undo) = merger.takeChange()
            // Now and then the kernel refuses, and is asked again later.
            if Int.random(in: 0..<8, using: &random) == 0 {
                merger.restore(undo)
                if change == .everything { merger.compareEverything() }
                continue
            }
            switch change {
            case .nothing: break
            case .items(let removing, let adding):
                changesOfItems += 1
                firewall.apply(removing: removing, adding: adding)
            case .everything: firewall = AppliedLists(merger.lists())
            }
            var expected = lists.reduce(IPAddressSet()) { $0.union($1.addresses) }.subtracting(allowed)
                .subtracting(IPAddressSet(sessions.map { IPRange($0) }))
            if seed % 5 == 0 { expected = IPAddressSet(v4: expected.v4) }
            #expect(firewall.lists.blocked == expected)
            #expect(firewall.lists == FirewallLists(blocked: expected, allowed: merger.allowlist.addresses))
        }
        #expect(changesOfItems > 3)
    }

    /// Splitting into single addresses and networks loses nothing, and every network is made of whole cells.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func splittingLosesNothing(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let set = Self.anySet(&random, ranges: 30)
        let lists = FirewallLists(blocked: set, allowed: IPAddressSet())
        #expect(lists.blocked == set)
        #expect(lists.networks4.items.allSatisfy { $0.lowerBound % 8 == 0 && $0.upperBound % 8 == 7 })
        #expect(lists.networks6.items.allSatisfy { $0.lowerBound % 8 == 0 && $0.upperBound % 8 == 7 })
    }

    @Test func splittingReachesTheEndsOfTheSpace() {
        let set = IPAddressSet(
            v4: AddressSet([AddressRange(0, 9), AddressRange(.max - 9, .max)]),
            v6: AddressSet([AddressRange(.max - 20, .max)]))
        let lists = FirewallLists(blocked: set, allowed: IPAddressSet())
        #expect(lists.blocked == set)
        #expect(lists.networks4.items == [0...7, .max - 7 ... .max])
        #expect(lists.blocked4.items == [8, 9, .max - 9, .max - 8])
    }

    /// Thousands of changes beside the whole are worked in without a difference.
    @Test func manyChangesAreWorkedIn() {
        var lists = FirewallLists()
        lists.blocked4 = ExactAddresses([1])
        var applied = AppliedLists(lists)
        for number in 2...UInt32(AppliedLists.mostChanges + 100) {
            var adding = FirewallLists()
            adding.blocked4 = ExactAddresses([number])
            applied.apply(removing: FirewallLists(), adding: adding)
        }
        var removing = FirewallLists()
        removing.blocked4 = ExactAddresses([1])
        applied.apply(removing: removing, adding: FirewallLists())
        #expect(applied.lists.blocked4.items == Array(2...UInt32(AppliedLists.mostChanges + 100)))
    }
}
