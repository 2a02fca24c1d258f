import Blocklists
import Firewall
import IPNetworks
import TestGuards
import Testing

@testable import Guard

struct BlocklistMergerTests {
    private static func merger(_ lists: KeptList?..., limits: MergeLimits = MergeLimits()) -> BlocklistMerger {
        var merger = BlocklistMerger(limits: limits)
        for (number, list) in lists.enumerated() {
            _ = merger.register(SourceIdentity(id: "\(number)", name: "\(number)"), list)
        }
        return merger
    }

    @Test func theUnionIsBlocked() throws {
        var merger = Self.merger(KeptList("45.40.0.1", "45.41.0.0/16"), KeptList("45.40.0.1", "2600:9::1"))
        #expect(merger.lists().blocked == IPAddressSet("45.40.0.1", "45.41.0.0/16", "2600:9::1"))
        #expect(merger.sources(of: try address("45.40.0.1")).map(\.name) == ["0", "1"])
        #expect(merger.sources(of: try address("45.41.7.7")).map(\.name) == ["0"])
        #expect(merger.sources(of: try address("45.99.0.1")).isEmpty)
    }

    /// A network that contains what is allowed is split around it.
    @Test func whatIsAllowedIsTakenOut() throws {
        var merger = Self.merger(KeptList("45.0.0.0/8", "10.0.0.0/8"))
        merger.allow(Allowlist(network: .sample))
        merger.allow(sessions: [try address("45.40.0.9")])
        let lists = merger.lists()
        let expected = IPAddressSet("45.0.0.0/8").subtracting(
            IPAddressSet("45.41.0.0/24", "45.53.53.53", "45.40.0.9"))
        #expect(lists.blocked == expected)
        #expect(lists.allowed4.items.contains { $0.contains(0x0a00_0001) })
        let sentences = merger.exclusions().map(\.description)
        #expect(sentences.contains { $0.contains("45.40.0.9") && $0.contains("SSH") })
    }

    @Test func withoutIPv6NothingOfItIsBlocked() {
        var merger = Self.merger(KeptList("45.40.0.1", "2600:9::/48"), limits: MergeLimits(coversIPv6: false))
        #expect(merger.lists().blocked == IPAddressSet("45.40.0.1"))
    }

    // MARK: - Safety layer 2

    @Test func tooMuchOfTheInternetIsRefused() throws {
        var merger = Self.merger(KeptList("45.40.0.1"), KeptList("48.0.0.0/6"))
        let greedy = KeptList("64.0.0.0/5", "80.0.0.0/5")
        let refusal = #expect(throws: MergeRefusal.self) { try merger.replace(greedy, of: 0) }
        #expect(refusal?.description.contains("7.8 % of all IPv4 addresses") == true, "\(String(describing: refusal))")
        #expect(refusal?.description.contains("5.0 %") == true)
        #expect(merger.lists().blocked == IPAddressSet("45.40.0.1", "48.0.0.0/6"))
        #expect(throws: MergeRefusal.self) { try merger.replace(KeptList("2400::/6"), of: 0) }
        try merger.replace(KeptList("64.0.0.0/6"), of: 0)
        #expect(merger.lists().blocked == IPAddressSet("64.0.0.0/6", "48.0.0.0/6"))
    }

    // MARK: - Before every source has spoken

    @Test func whatWasBlockedStaysUntilEverySourceHasSpoken() throws {
        var merger = Self.merger(KeptList("45.40.0.1"), nil)
        merger.inherit(IPAddressSet("45.40.0.1", "45.40.0.2"))
        #expect(merger.lists().blocked == IPAddressSet("45.40.0.1", "45.40.0.2"))
        // What the first source lets go is not kept for the second.
        try merger.replace(KeptList("45.40.0.3"), of: 0)
        #expect(merger.lists().blocked == IPAddressSet("45.40.0.2", "45.40.0.3"))
        try merger.replace(KeptList("45.40.0.4"), of: 1)
        #expect(merger.lists().blocked == IPAddressSet("45.40.0.3", "45.40.0.4"))
    }

    @Test func aRefusedListEndsNoInheritance() {
        var merger = Self.merger(nil)
        merger.inherit(IPAddressSet("45.40.0.1"))
        #expect(throws: MergeRefusal.self) { try merger.replace(KeptList("64.0.0.0/4"), of: 0) }
        #expect(merger.lists().blocked == IPAddressSet("45.40.0.1"))
    }

    // MARK: - Changes

    @Test func aSingleAddressIsASingleItem() throws {
        let many = KeptList(IPAddressSet((0..<10_000).map { IPRange(IPAddress(v4: 0x2d00_0000 + $0 * 4)) }))
        var merger = Self.merger(many)
        _ = merger.takeChange()
        var list = many
        list.apply(.add(try address("45.99.0.1")))
        list.apply(.remove(IPAddress(v4: 0x2d00_0000)))
        merger.change([try address("45.99.0.1"), IPAddress(v4: 0x2d00_0000)], to: list, of: 0)
        var (removing, adding) = (FirewallLists(), FirewallLists())
        removing.blocked4 = ExactAddresses([0x2d00_0000])
        adding.blocked4 = ExactAddresses([0x2d63_0001])
        #expect(merger.hasChange)
        #expect(merger.takeChange().change == .items(removing: removing, adding: adding))
        #expect(!merger.hasChange)
    }

    @Test func thereAndBackAgainIsNothing() throws {
        var merger = Self.merger(KeptList("45.40.0.1"), KeptList("45.40.0.2"))
        _ = merger.takeChange()
        let added = try address("45.40.0.9")
        merger.change([added], to: KeptList("45.40.0.1", "45.40.0.9"), of: 0)
        merger.change([added], to: KeptList("45.40.0.1"), of: 0)
        #expect(merger.takeChange().change == .nothing)
        // On one list less, and still on another.
        merger.change([try address("45.40.0.2")], to: KeptList("45.40.0.1", "45.40.0.2"), of: 0)
        #expect(merger.takeChange().change == .nothing)
    }

    @Test func aLargeChangeComparesEverything() {
        var merger = Self.merger(KeptList("45.40.0.1"))
        #expect(merger.takeChange().change == .everything)
        let changed = (0...UInt32(CellChanges.most)).map { IPAddress(v4: 0x2d00_0000 + $0 * 8) }
        merger.change(changed, to: KeptList(IPAddressSet(changed.map { IPRange($0) })), of: 0)
        #expect(merger.takeChange().change == .everything)
    }
}
