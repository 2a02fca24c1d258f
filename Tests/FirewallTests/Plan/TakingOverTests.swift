import Testing

@testable import Firewall

/// An address that changes from one kind of list to the other is never on neither.
@Suite struct TakingOverTests {
    private static func lists(
        blocked: [UInt32] = [], networks: [ClosedRange<UInt32>] = [], allowed: [ClosedRange<UInt32>] = []
    ) -> FirewallLists {
        var lists = FirewallLists()
        lists.blocked4 = ExactAddresses(blocked)
        lists.networks4 = AddressIntervals(networks)
        lists.allowed4 = AddressIntervals(allowed)
        return lists
    }

    private static let capacities = PerList<Int?> { $0 == .blocked4 ? 1536 : nil }

    private func changes(_ old: FirewallLists, _ new: FirewallLists) -> ListChanges {
        ListChanges(from: old, to: new, capacities: Self.capacities)
    }

    @Test func addressesLingerUntilTheirNetworkIsThere() {
        let old = Self.lists(blocked: [5, 15, 30], networks: [100...110])
        let taking = changes(old, Self.lists(blocked: [5, 40], networks: [10...20, 100...110]))
        #expect(taking.networks4 == .update(removing: [], adding: [10...20]))
        #expect(taking.blocked4 == .update(removing: [15, 30], adding: [40]))
        #expect(taking.lingering == Self.lists(blocked: [15]))
        #expect(taking.keeping(taking.lingering).blocked4 == .update(removing: [30], adding: [40]))
        #expect(ListChanges(lettingGoOf: taking.lingering).blocked4 == .update(removing: [15], adding: []))
        // One that merely holds a listed address, or lies beside those that go, does not matter.
        let others = [
            Self.lists(blocked: [5, 15, 30], networks: [10...20, 100...110]),
            Self.lists(blocked: [5, 30], networks: [16...20, 100...110]),
            Self.lists(blocked: [5, 30], networks: [10...14, 100...110]),
        ]
        for new in others { #expect(changes(old, new).lingering.isEmpty) }
    }

    @Test func networksLingerUntilTheirAddressesAreThere() {
        let old = Self.lists(blocked: [5], networks: [10...20, 50...60, 100...110])
        let giving = changes(old, Self.lists(blocked: [5, 12], networks: [100...110]))
        #expect(giving.networks4 == .update(removing: [10...20, 50...60], adding: []))
        #expect(giving.lingering == Self.lists(networks: [10...20]))
        #expect(giving.keeping(giving.lingering).networks4 == .update(removing: [50...60], adding: []))
        #expect(giving.keeping(giving.lingering).blocked4 == .update(removing: [], adding: [12]))
    }

    /// The old set of networks stands as long as packets are looked up in it.
    @Test func networksWrittenAnewDoNotLinger() {
        let old = Self.lists(blocked: [15], networks: [50...60])
        let new = Self.lists(blocked: [50], networks: [10...20, 51...60])
        #expect(changes(old, new).networks4 == .replace(with: new.networks4))
        #expect(changes(old, new).lingering == Self.lists(blocked: [15]))
    }

    @Test(arguments: [10...10, 8...10, 10...12, 0...UInt32.max])
    func boundsCount(_ range: ClosedRange<UInt32>) {
        let address = Self.lists(blocked: [10])
        let network = Self.lists(networks: [range])
        #expect(changes(address, network).lingering == address)
        #expect(changes(network, address).lingering == network)
    }

    @Test func listsThatAreBothWrittenAnewChangeAtOnce() {
        let many = Array(1000..<4000 as Range<UInt32>)
        let alone = Self.lists(blocked: many)
        let inside = Self.lists(blocked: many.map { $0 + 10_000 }, networks: [2000...2001])
        #expect(changes(alone, inside).networks4 == .replace(with: inside.networks4))
        #expect(changes(alone, inside).lingering.isEmpty)
        #expect(changes(inside, alone).networks4 == .replace(with: alone.networks4))
        #expect(changes(inside, alone).lingering.isEmpty)
    }

    /// What lingers needs room.
    @Test func fullListsAreWrittenAnew() {
        let many = Array(1000..<2500 as Range<UInt32>)
        let old = Self.lists(blocked: many)
        let added: [UInt32] = (0..<36).map { 5000 + $0 }
        let fitting = Self.lists(blocked: many[1...] + added, networks: [1000...1000])
        #expect(changes(old, fitting).lingering == Self.lists(blocked: [1000]))
        let full = Self.lists(blocked: many[1...] + added + [9000], networks: [1000...1000])
        #expect(changes(old, full).blocked4 == .replace(with: full.blocked4))
        #expect(changes(old, full).networks4 == .replace(with: full.networks4))
    }

    @Test func whatIsAllowedAsItIsBlockedIsWrittenAnew() {
        let new = Self.lists(blocked: [15], allowed: [10...20])
        #expect(changes(Self.lists(), new).allowed4 == .replace(with: new.allowed4))
        #expect(changes(Self.lists(blocked: [15]), new).allowed4 == .update(removing: [], adding: [10...20]))
    }

    @Test func knownDifferences() {
        let counts: [FirewallList: Int] = [.blocked4: 1]
        let standing = FirewallStanding(
            condition: .intact(FirewallStamp(FirewallState(generation: 1))), counts: PerList { counts[$0] ?? 0 },
            capacities: PerList { $0 == .blocked4 || $0 == .blocked6 ? 1536 : nil }, revision: .first)
        func known(_ removing: FirewallLists, _ adding: FirewallLists) -> ListChanges? {
            ListChanges(removing: removing, adding: adding, standing: standing)
        }
        #expect(known(Self.lists(), Self.lists(blocked: [15], allowed: [10...20])) == nil)
        let taking = known(Self.lists(blocked: [15]), Self.lists(networks: [10...20]))
        #expect(taking?.lingering == Self.lists(blocked: [15]))
        // Unless there is no room for both.
        let many = Self.lists(blocked: Array(1000..<2536 as Range<UInt32>))
        #expect(known(Self.lists(blocked: [15]), many) != nil)
        let network = Self.lists(blocked: many.blocked4.items, networks: [10...20])
        #expect(known(Self.lists(blocked: [15]), network) == nil)
    }
}
