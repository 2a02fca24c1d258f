import TestHosts
import Testing

@testable import Firewall

/// What others do to our objects is noticed, and put right by the next plan; what they do elsewhere is not our business.
@Suite(.tags(.namespaces))
struct IntrusionTests {
    private static var state: FirewallState {
        var state = FirewallState(generation: 1)
        state.lists.blocked4 = ExactAddresses([0xc000_0201, 0xc000_0202])
        state.lists.networks4 = AddressIntervals([0xc633_6400...0xc633_64ff])
        return state
    }

    @Test(arguments: Subject.all)
    func flushIsNoticedAndHealed(_ subject: Subject) async throws {
        let trial = try subject.make()
        let standing = try await trial.backend.apply(FirewallPlan(from: trial.backend.read(), to: Self.state))
        let intrusions = try await trial.backend.watch()
        try await trial.flushFromOutside()
        #expect(await intrusions.first { _ in true } == .changed(by: "nft"))
        #expect(try await trial.backend.survey().condition == .absent)
        let late = FirewallPlan(replacing: standing, with: Self.state)
        await #expect(throws: FirewallError.stale) { try await trial.backend.apply(late) }
        try await trial.bring(Self.state)
        #expect(try await trial.backend.read().state == Self.state)
    }

    @Test(.ifNamespacesArePermitted, arguments: Tampering.all)
    func tamperingIsNoticedAndHealed(_ tampering: Tampering) async throws {
        let trial = try #require(tampering.subject).make()
        let plan = try await trial.bring(Self.state)
        let intrusions = try await trial.backend.watch()
        try await #require(trial.host).command(tampering.words)
        let author = tampering.isAnnounced ? tampering.words[0] : ""
        #expect(await intrusions.first { _ in true } == .changed(by: author))
        await #expect(throws: FirewallError.stale) { try await trial.backend.verify(plan) }
        let repair = try await trial.bring(Self.state)
        #expect(!repair.isEmpty)
        try await trial.backend.verify(repair)
        #expect(try await trial.backend.read().state == Self.state)
        #expect(try await trial.bring(Self.state).isEmpty)
    }

    /// Tampering before a backend was there to notice is found by reading.
    @Test(.ifNamespacesArePermitted, arguments: Tampering.all)
    func earlierTamperingIsFound(_ tampering: Tampering) async throws {
        let subject = try #require(tampering.subject)
        let trial = try subject.make()
        try await trial.bring(Self.state)
        let host = try #require(trial.host)
        try await host.command(tampering.words)
        let later = try subject.backend(on: host)
        let repair = FirewallPlan(from: try await later.read(), to: Self.state)
        #expect(!repair.isEmpty)
        _ = try await later.apply(repair)
        #expect(try await later.read().state == Self.state)
    }

    /// What a process leaves behind that ends between the transactions of one change.
    @Test(
        .ifNamespacesArePermitted,
        arguments: [
            "add set inet sikkerguard networks4.2 { type ipv4_addr; flags interval; }",
            "add table inet sikkerguard.bridge",
        ])
    func leftoversAreClearedAway(_ leftover: String) async throws {
        let subject = try #require(Subject.protecting.first { $0.description.name == "nftables" })
        let trial = try subject.make()
        let host = try #require(trial.host)
        try await trial.bring(Self.state)
        let listing = try await host.command(["nft", "list", "ruleset"])
        try await host.command(["nft", "-f", "-"], input: leftover)
        let later = try subject.backend(on: host)
        _ = try await later.apply(FirewallPlan(from: later.read(), to: Self.state))
        #expect(try await later.read().state == Self.state)
        #expect(try await host.command(["nft", "list", "ruleset"]) == listing)
        try await host.command(["nft", "-f", "-"], input: leftover)
        try await later.remove()
        #expect(try await host.command(["nft", "list", "ruleset"]) == "")
    }

    @Test(arguments: Subject.protecting)
    func otherTablesAreNotOurBusiness(_ subject: Subject) async throws {
        let trial = try subject.make()
        let host = try #require(trial.host)
        var standing = try await trial.backend.apply(FirewallPlan(from: trial.backend.read(), to: Self.state))
        let intrusions = try await trial.backend.watch()
        for number in 1...20 {
            try await host.command(["nft", "add", "table", "inet", "other\(number)"])
            var adding = FirewallLists()
            adding.blocked4 = ExactAddresses([UInt32(number)])
            let plan = try #require(
                FirewallPlan(
                    changing: standing, removing: FirewallLists(), adding: adding, generation: UInt64(number) + 1))
            standing = try await trial.backend.apply(plan)
            try await trial.backend.verify(plan)
        }
        // The first that is heard of is what really concerns us.
        try await host.command(["nft", "delete", "table", "inet", "other1"])
        try await host.command(["nft", "flush", "ruleset"])
        #expect(await intrusions.first { _ in true } == .changed(by: "nft"))
        #expect(try await trial.backend.survey().revision == standing.revision.next)
    }
}
