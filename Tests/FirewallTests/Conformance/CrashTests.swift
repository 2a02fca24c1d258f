import Glibc
import Netlink
import TestHosts
import Testing

@testable import Firewall

/// Whatever happens in the middle of a change, the kernel holds all of the old state or all of the new one.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized)
struct CrashTests {
    private static func state(from first: UInt32, generation: UInt64) -> FirewallState {
        var state = FirewallState(generation: generation)
        state.lists.blocked4 = ExactAddresses((0..<5000).map { first + $0 })
        state.lists.networks4 = AddressIntervals((0..<50).map { first + $0 * 100...first + $0 * 100 + 9 })
        return state
    }

    private static let old = state(from: 0x0100_0000, generation: 1)
    private static let new = state(from: 0x0200_0000, generation: 2)

    /// The bytes of a change between two states that are both there under the first names.
    private func change(from: FirewallState, to: FirewallState) -> [UInt8] {
        let counts = from.lists.counts
        let standing = FirewallStanding(
            condition: .intact(FirewallStamp(from)), counts: PerList { counts[$0] },
            capacities: PerList { _ in nil }, revision: .first)
        var changes = ListChanges()
        changes.blocked4 = .update(removing: from.lists.blocked4.items, adding: to.lists.blocked4.items)
        changes.networks4 = .update(removing: from.lists.networks4.items, adding: to.lists.networks4.items)
        let plan = FirewallPlan(extent: .update, changes: changes, stamp: FirewallStamp(to), base: standing)
        var transaction = NftablesTransaction(table: NftablesLayout.table)
        transaction.write(plan, over: .initial)
        return transaction.batch()
    }

    /// A transaction of which only the beginning arrives.
    @Test func cutTransactionsChangeNothing() async throws {
        let host = try TestHost("server")
        let backend = NftablesBackend(thread: try NetlinkThread(inside: host))
        _ = try await backend.apply(FirewallPlan(from: backend.read(), to: Self.old))
        let bytes = change(from: Self.old, to: Self.new)
        for part in [0.1, 0.5, 0.9, 0.999] {
            let cut = Array(bytes.prefix(Int(Double(bytes.count) * part)))
            try await host.run {
                var socket = try NetlinkSocket(.netfilter)
                try socket.send(cut)
            }
            #expect(try await backend.read().state == Self.old)
        }
    }

    /// A change that is refused when its sets of networks are prepared already.
    @Test func refusedAfterPreparation() async throws {
        let host = try TestHost("server")
        let backend = NftablesBackend(thread: try NetlinkThread(inside: host))
        let standing = try await backend.apply(FirewallPlan(from: backend.read(), to: Self.old))
        let listing = try await host.command(["nft", "list", "ruleset"])
        // An address is to go that is not there, and a network grows.
        var believed = Self.old.lists
        believed.blocked4 = ExactAddresses(believed.blocked4.items + [1])
        var wanted = Self.old
        let networks = Self.old.lists.networks4.items
        wanted.lists.networks4 = AddressIntervals(networks + [networks[0].upperBound...networks[0].upperBound + 1])
        let plan = FirewallPlan(from: FirewallReading(standing: standing, lists: believed), to: wanted)
        #expect(plan.hasPreparations)
        await #expect(throws: FirewallError.self) { try await backend.apply(plan) }
        #expect(try await host.command(["nft", "list", "ruleset"]) == listing)
        _ = try await backend.apply(FirewallPlan(from: backend.read(), to: wanted))
        #expect(try await backend.read().state == wanted)
    }

    /// A change of which only the first part was done: a network has taken an address over, and an address a network, and
    /// both are on both lists. A later start sees it and does the rest.
    @Test func cutOffBetweenTwoParts() async throws {
        let host = try TestHost("server")
        var old = Self.old
        old.lists.networks6 = AddressIntervals([5...6])
        var new = old
        new.generation += 1
        let taken = old.lists.blocked4.items[4050]
        new.lists.blocked4 = ExactAddresses(old.lists.blocked4.items.filter { $0 != taken })
        new.lists.networks4 = AddressIntervals(old.lists.networks4.items + [taken...taken + 3])
        new.lists.blocked6 = ExactAddresses([5, 6])
        new.lists.networks6 = AddressIntervals()

        let first = NftablesBackend(thread: try NetlinkThread(inside: host))
        let plan = FirewallPlan(from: try await first.read(), to: old)
        let standing = try await first.apply(plan)
        let change = FirewallPlan(from: FirewallReading(standing: standing, lists: old.lists), to: new)
        var both = FirewallLists()
        both.blocked4 = ExactAddresses([taken])
        both.networks6 = old.lists.networks6
        #expect(change.changes.lingering == both)
        _ = try await first.apply(change.keeping(both))

        let second = NftablesBackend(thread: try NetlinkThread(inside: host))
        let found = try await second.survey()
        #expect(!found.appears(to: old))
        #expect(!found.appears(to: new))
        let reading = try await second.read()
        #expect(reading.standing.stamp?.fingerprint == reading.lists.fingerprint)
        let rest = FirewallPlan(from: reading, to: new)
        #expect(rest.changes == ListChanges(lettingGoOf: both))
        _ = try await second.apply(rest)
        try await second.verify(rest)
        #expect(try await second.read().state == new)
    }

    /// A process that changes the lists back and forth is killed at any moment, again and again.
    @Test func killedInTheMiddle() async throws {
        let host = try TestHost("server")
        let backend = NftablesBackend(thread: try NetlinkThread(inside: host))
        let forth = change(from: Self.old, to: Self.new)
        let back = change(from: Self.new, to: Self.old)
        for round in 0..<8 {
            // Built anew, since the bytes are about sets under the names they have at first.
            try await backend.remove()
            _ = try await backend.apply(FirewallPlan(from: backend.read(), to: Self.old))
            try await host.run {
                var connection = try NftablesConnection()
                let socket = try NetlinkSocket(.netfilter)
                socket.setSendQueue(forth.count)
                let before = try connection.generation()
                let child = try TestChild(sending: forth, and: back, on: socket.descriptor)
                // At least so many changes are through, and another is under way.
                let deadline = ContinuousClock.now + Self.patience
                while try connection.generation() &- before < UInt32(2 + round) {
                    if ContinuousClock.now > deadline { throw TestHostError.late("a change by the child") }
                }
                child.kill()
            }
            let state = try #require(try await backend.read().state)
            #expect(state == Self.old || state == Self.new)
        }
    }

    /// Far longer than a few changes take on the busiest machine.
    private static let patience = Duration.seconds(60)
}
