import Testing

@testable import Firewall

@Suite struct FirewallPlanTests {
    private static func state(_ addresses: [UInt32], generation: UInt64 = 1) -> FirewallState {
        var state = FirewallState(generation: generation)
        state.lists.blocked4 = ExactAddresses(addresses)
        return state
    }

    /// As a backend would have read it.
    private static func reading(_ state: FirewallState) -> FirewallReading {
        let counts = state.lists.counts
        let standing = FirewallStanding(
            condition: .intact(FirewallStamp(state)), counts: PerList { counts[$0] },
            capacities: PerList { $0 == .blocked4 || $0 == .blocked6 ? 1536 : nil }, revision: .first)
        return FirewallReading(standing: standing, lists: state.lists)
    }

    private static func reading(_ condition: FirewallStanding.Condition) -> FirewallReading {
        let standing = FirewallStanding(
            condition: condition, counts: PerList { _ in nil }, capacities: PerList { _ in nil }, revision: .first)
        return FirewallReading(standing: standing, lists: FirewallLists())
    }

    @Test func sameStateIsNoPlan() {
        let state = Self.state([1, 2])
        let plan = FirewallPlan(from: Self.reading(state), to: state)
        #expect(plan.isEmpty)
        #expect(plan.description == "nothing to do")
    }

    @Test func anotherGenerationIsMarked() {
        let plan = FirewallPlan(from: Self.reading(Self.state([1])), to: Self.state([1], generation: 2))
        #expect(!plan.isEmpty)
        #expect(plan.changes.isEmpty)
        #expect(!plan.changesPolicy)
    }

    @Test func anotherPolicyIsAChange() {
        var desired = Self.state([1])
        desired.policy.mode = .logOnly
        let plan = FirewallPlan(from: Self.reading(Self.state([1])), to: desired)
        #expect(plan.changes.isEmpty)
        #expect(plan.changesPolicy)
        #expect(plan.description.contains("let through, log to group 7064 up to 5000 a second"))
    }

    @Test(
        arguments: [
            (.absent, "there is nothing yet"), (.foreign("it was chewed"), "it was chewed"),
        ] as [(FirewallStanding.Condition, String)])
    func whatIsNotIntactIsBuiltAnew(_ condition: FirewallStanding.Condition, _ reason: String) {
        let plan = FirewallPlan(from: Self.reading(condition), to: Self.state([1]))
        #expect(plan.extent == .rebuild(reason))
        #expect(plan.changes == ListChanges(replacingWith: Self.state([1]).lists))
        #expect(plan.description.hasPrefix("build everything anew: \(reason)\nblocked IPv4 addresses: write 1 anew"))
    }

    /// Lists that are not what the stamp says were changed by hand: the plan is made from what they are.
    @Test func driftIsRepaired() {
        var reading = Self.reading(Self.state([1, 2, 3]))
        reading.lists.blocked4 = ExactAddresses([1, 3, 9])
        let plan = FirewallPlan(from: reading, to: Self.state([1, 2, 3]))
        #expect(plan.changes.blocked4 == .update(removing: [9], adding: [2]))
    }

    @Test func doubtfulContentsAreReplacedInPlace() {
        let plan = FirewallPlan(replacing: Self.reading(Self.state([5])).standing, with: Self.state([1]))
        #expect(plan.extent == .update)
        #expect(plan.changes == ListChanges(replacingWith: Self.state([1]).lists))
    }

    @Test func knownDifference() throws {
        let before = Self.reading(Self.state([1, 2]))
        var removing = FirewallLists()
        removing.blocked4 = ExactAddresses([1])
        var adding = FirewallLists()
        adding.blocked4 = ExactAddresses([7, 8])
        let plan = try #require(
            FirewallPlan(changing: before.standing, removing: removing, adding: adding, generation: 2))
        #expect(plan.stamp == FirewallStamp(Self.state([2, 7, 8], generation: 2)))
        #expect(plan == FirewallPlan(from: before, to: Self.state([2, 7, 8], generation: 2)))
        #expect(plan.standing(at: .first.next).counts[.blocked4] == 3)
    }

    @Test func knownDifferenceNeedsSomethingIntact() {
        for condition in [FirewallStanding.Condition.absent, .foreign("")] {
            let standing = Self.reading(condition).standing
            let plan = FirewallPlan(
                changing: standing, removing: FirewallLists(), adding: FirewallLists(), generation: 2)
            #expect(plan == nil)
        }
    }

    @Test func recognition() {
        let state = Self.state([1, 2])
        var standing = Self.reading(state).standing
        #expect(standing.appears(to: state))
        #expect(!standing.appears(to: Self.state([1, 3])))
        #expect(!standing.appears(to: Self.state([1, 2], generation: 2)))
        standing.counts[.blocked4] = 3
        #expect(!standing.appears(to: state))
        // Kernels that do not count leave it at the stamp.
        standing.counts[.blocked4] = nil
        #expect(standing.appears(to: state))
        standing.condition = .absent
        #expect(!standing.appears(to: state))
    }

    @Test func applyingToListsIsAllOrNothing() {
        var lists = Self.state([1, 2]).lists
        var changes = ListChanges()
        changes.blocked4 = .update(removing: [1], adding: [])
        changes.networks4 = .update(removing: [4...5], adding: [])
        #expect(throws: FirewallError.self) { try lists.apply(changes) }
        #expect(lists == Self.state([1, 2]).lists)
    }
}
