import Netlink
import TestHosts
import Testing

@testable import Firewall

/// A backend holds what it was given, says so, and does nothing twice.
@Suite(.tags(.namespaces))
struct ContentsTests {
    private static var some: FirewallState {
        var history = History(seed: 1)
        for _ in 0..<5 { history.step() }
        return history.state
    }

    @Test(arguments: Subject.all)
    func atFirstThereIsNothing(_ subject: Subject) async throws {
        let trial = try subject.make()
        try await trial.backend.probe()
        #expect(try await trial.backend.survey().condition == .absent)
        #expect(try await trial.backend.read().state == nil)
        #expect(try await trial.backend.traffic() == .none)
        try await trial.backend.remove()
    }

    @Test(arguments: Subject.all)
    func sameStateAgainDoesNothing(_ subject: Subject) async throws {
        let trial = try subject.make()
        try await trial.bring(Self.some)
        let before = try await trial.backend.survey()
        #expect(before.appears(to: Self.some))
        let plan = try await trial.bring(Self.some)
        #expect(plan.isEmpty)
        #expect(try await trial.backend.survey() == before)
    }

    @Test(arguments: Subject.all, 1...4)
    func randomHistoriesReadBack(_ subject: Subject, _ seed: UInt64) async throws {
        let trial = try subject.make()
        var history = History(seed: seed)
        for _ in 0..<25 {
            history.step()
            let plan = try await trial.bring(history.state)
            try await trial.backend.verify(plan)
            let reading = try await trial.backend.read()
            #expect(reading.state == history.state)
            #expect(reading.standing.appears(to: history.state))
        }
    }

    /// Known differences lead to the same as reading everything and planning anew.
    @Test(arguments: Subject.all, 5...7)
    func randomDifferencesReadBack(_ subject: Subject, _ seed: UInt64) async throws {
        let trial = try subject.make()
        var history = History(seed: seed, spacing: 3)
        var standing = try await trial.backend.apply(FirewallPlan(from: trial.backend.read(), to: history.state))
        var known = 0
        for _ in 0..<40 {
            let before = history.state
            history.step()
            let after = history.state
            var plan: FirewallPlan?
            if after.policy == before.policy {
                plan = FirewallPlan(
                    changing: standing, removing: before.lists.subtracting(after.lists),
                    adding: after.lists.subtracting(before.lists), generation: after.generation)
            }
            if plan != nil { known += 1 }
            if plan == nil { plan = FirewallPlan(from: try await trial.backend.read(), to: after) }
            standing = try await trial.backend.apply(#require(plan))
            #expect(standing.stamp == FirewallStamp(after))
            #expect(try await trial.backend.read().state == after)
        }
        #expect(known >= 10)
    }

    /// A restart recognises what an earlier run left, without reading the addresses.
    @Test(arguments: Subject.protecting)
    func anotherBackendRecognisesTheState(_ subject: Subject) async throws {
        let trial = try subject.make()
        try await trial.bring(Self.some)
        let later = try subject.backend(on: #require(trial.host))
        let standing = try await later.survey()
        #expect(standing.appears(to: Self.some))
        #expect(try await later.read().state == Self.some)
        // And goes on from there.
        var next = Self.some
        next.lists.blocked4 = ExactAddresses([1])
        next.generation += 1
        _ = try await later.apply(FirewallPlan(from: later.read(), to: next))
        #expect(try await later.read().state == next)
    }

    @Test(arguments: Subject.all)
    func oldPlansAreRefused(_ subject: Subject) async throws {
        let trial = try subject.make()
        let old = FirewallPlan(from: try await trial.backend.read(), to: Self.some)
        var other = Self.some
        other.generation += 1
        try await trial.bring(other)
        await #expect(throws: FirewallError.stale) { try await trial.backend.apply(old) }
        await #expect(throws: FirewallError.stale) { try await trial.backend.verify(old) }
        #expect(try await trial.backend.read().state == other)
    }

    /// A difference that does not fit to what is there changes nothing at all, and says so.
    @Test(arguments: Subject.all)
    func misfitsChangeNothing(_ subject: Subject) async throws {
        let trial = try subject.make()
        var state = Self.some
        state.lists.blocked4 = ExactAddresses([10, 20])
        state.lists.networks4 = AddressIntervals([100...110])
        try await trial.bring(state)
        func lists(_ change: (inout FirewallLists) -> Void) -> FirewallLists {
            var lists = FirewallLists()
            change(&lists)
            return lists
        }
        let misfits: [(removing: FirewallLists, adding: FirewallLists)] = [
            (lists { $0.blocked4 = ExactAddresses([10, 11]) }, FirewallLists()),
            (FirewallLists(), lists { $0.blocked4 = ExactAddresses([19, 20]) }),
            (FirewallLists(), lists { $0.networks4 = AddressIntervals([105...120]) }),
            (lists { $0.networks4 = AddressIntervals([100...109]) }, FirewallLists()),
        ]
        for misfit in misfits {
            let standing = try await trial.backend.survey()
            let plan = try #require(
                FirewallPlan(
                    changing: standing, removing: misfit.removing, adding: misfit.adding,
                    generation: state.generation + 1))
            do throws(FirewallError) {
                _ = try await trial.backend.apply(plan)
                Issue.record("a misfit was applied")
            } catch {
                guard case .drifted = error else {
                    Issue.record("\(error)")
                    continue
                }
            }
            #expect(try await trial.backend.read().state == state)
        }
    }

    @Test(arguments: Subject.protecting)
    func withoutThePrivilegeItIsSaid(_ subject: Subject) async throws {
        let host = try TestHost("server")
        let thread = try NetlinkThread(onStart: host.unprivilegedEntrance)
        let backend = subject.description.make(BackendSurroundings(thread: thread))
        await #expect(throws: FirewallError.notPermitted) { try await backend.probe() }
        await #expect(throws: FirewallError.notPermitted) { try await backend.survey() }
    }
}
