import Geolocation
import IPNetworks
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("What a bouncer is told")
struct DecisionDeltaTests {
    /// A bouncer's set, filled by what it is told and nothing else, over random changes, short quotas, restarts and a feed that
    /// forgets.
    @Test(
        "It holds what is listed, and nothing else, however changes and quotas fall", arguments: 0..<80 as Range<UInt64>
    )
    func property(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let entries = ListFixture.variedEntries(24, &generator)
        let world = try await ListedWorld(
            store: MemoryStore(), ringCapacity: Int.random(in: 1...40, using: &generator))
        let filter = ListFilter()
        let list = StreamFilter(filter, places: .empty)
        var held: Set<IPAddress> = []
        var sequence: UInt64 = world.live.current.cursor.sequence
        var removals = sequence
        for _ in 0..<80 {
            for _ in 0..<Int.random(in: 0...8, using: &generator) {
                var entry = ListFixture.variedEntries(1, &generator)[0]
                entry.address = entries.randomElement(using: &generator)?.address ?? entry.address
                try await world.set([(entry.address, Bool.random(using: &generator) ? entry.facts : nil)])
            }
            if Int.random(in: 0..<12, using: &generator) == 0 { try await world.restart() }
            let newest = world.live.current.cursor.sequence
            // Most of the time there is enough.
            let quota = Bool.random(using: &generator) ? Int.max : Int.random(in: 0...3, using: &generator)
            var delta = try #require(
                try await DecisionDelta(
                    after: sequence, removalsTold: removals, to: newest, of: list, feed: world.feed, store: world.store)
            )
            let told = delta.added.count
            let place = delta.keepAdded(quota)
            #expect(delta.added.count == min(quota, told) && (place == nil) == (told <= quota))
            for change in delta.removed { held.remove(change.address) }
            for change in delta.added { held.insert(change.address) }
            (sequence, removals) = (place ?? newest, newest)

            let listed = world.listed(filter)
            #expect(held.isSubset(of: listed), "what left the list is told at once, whatever the quota")
            if place == nil { #expect(held == listed) }
        }
    }

    @Test("Without cuts nothing is told twice")
    func once() async throws {
        let world = try await ListedWorld(store: MemoryStore(), ringCapacity: 100)
        let address = try #require(IPAddress("45.66.0.1"))
        let list = StreamFilter(ListFilter(), places: .empty)
        func delta(_ sequence: UInt64) async throws -> DecisionDelta? {
            try await DecisionDelta(
                after: sequence, removalsTold: sequence, to: world.live.current.cursor.sequence, of: list,
                feed: world.feed, store: world.store)
        }
        let start = world.live.current.cursor.sequence
        try await world.set([(address, 90)])
        #expect(try await delta(start)?.added.map(\.address) == [address])
        try await world.set([(address, 95)])
        let middle = world.live.current.cursor.sequence
        #expect(try await delta(middle - 1)?.added.isEmpty == true, "still listed is nothing new")
        try await world.set([(address, 10)])
        #expect(try await delta(middle)?.removed.map(\.address) == [address])
        // Came and went.
        let both = try #require(try await delta(start))
        #expect(both.added.isEmpty && both.removed.isEmpty)
    }
}
