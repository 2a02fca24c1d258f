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

    @Test func networksThatTakeOverAddressesAreWrittenAnew() {
        let old = Self.lists(blocked: [5, 15, 30], networks: [100...110])
        let taking = Self.lists(blocked: [5, 30], networks: [10...20, 100...110])
        #expect(changes(old, taking).networks4 == .replace(with: taking.networks4))
        #expect(changes(old, taking).blocked4 == .update(removing: [15], adding: []))
        // One that merely holds a listed address, or lies beside those that go, does not matter.
        let others = [
            Self.lists(blocked: [5, 15, 30], networks: [10...20, 100...110]),
            Self.lists(blocked: [5, 30], networks: [16...20, 100...110]),
            Self.lists(blocked: [5, 30], networks: [10...14, 100...110]),
        ]
        for new in others {
            #expect(changes(old, new).networks4 == .update(removing: [], adding: [new.networks4.items[0]]))
        }
    }

    @Test(arguments: [10...10, 8...10, 10...12, 0...UInt32.max])
    func boundsCount(_ range: ClosedRange<UInt32>) {
        let new = Self.lists(networks: [range])
        #expect(changes(Self.lists(blocked: [10]), new).networks4 == .replace(with: new.networks4))
    }

    @Test func listsWrittenAnewLetGoOfEverything() {
        let many = Array(1000..<4000 as Range<UInt32>)
        let new = Self.lists(blocked: many.map { $0 + 10_000 }, networks: [2000...2001])
        #expect(changes(Self.lists(blocked: many), new).networks4 == .replace(with: new.networks4))
    }

    @Test func whatIsAllowedAsItIsBlockedIsWrittenAnew() {
        let new = Self.lists(blocked: [15], allowed: [10...20])
        #expect(changes(Self.lists(), new).allowed4 == .replace(with: new.allowed4))
        #expect(changes(Self.lists(blocked: [15]), new).allowed4 == .update(removing: [], adding: [10...20]))
    }

    @Test func knownDifferencesOfThatKindAreNotTaken() {
        let counts: [FirewallList: Int] = [.blocked4: 1]
        let standing = FirewallStanding(
            condition: .intact(FirewallStamp(FirewallState(generation: 1))), counts: PerList { counts[$0] ?? 0 },
            capacities: PerList { $0 == .blocked4 || $0 == .blocked6 ? 1536 : nil }, revision: .first)
        func known(_ removing: FirewallLists, _ adding: FirewallLists) -> ListChanges? {
            ListChanges(removing: removing, adding: adding, standing: standing)
        }
        #expect(known(Self.lists(blocked: [15]), Self.lists(networks: [10...20])) == nil)
        #expect(known(Self.lists(), Self.lists(blocked: [15], allowed: [10...20])) == nil)
        #expect(known(Self.lists(blocked: [9]), Self.lists(networks: [10...20])) != nil)
    }
}
