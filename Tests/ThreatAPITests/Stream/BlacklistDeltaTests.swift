import Geolocation
import IPNetworks
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("What became of a list since a cursor")
struct BlacklistDeltaTests {
    static func delta(
        _ world: ListedWorld, _ filter: ListFilter, since cursor: FeedCursor, mostAdded: Int = .max
    ) async throws -> BlacklistDelta? {
        try await BlacklistDelta(
            since: cursor, of: StreamFilter(filter, places: world.places.current), mostAdded: mostAdded,
            live: world.live, feed: world.feed, store: world.store)
    }

    static func list(_ world: ListedWorld, _ filter: ListFilter) -> AddressList {
        AddressList(of: world.live.current, filter: filter, places: world.places.current)
    }

    /// A client that holds a list and its cursor, applies what it is told and fetches the list when it must.
    @Test(
        "Random changes, quotas, restarts and forgetting lose nothing and tell nothing twice",
        arguments: 0..<60 as Range<UInt64>)
    func property(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let entries = ListFixture.variedEntries(30, &generator)
        let world = try await ListedWorld(
            store: MemoryStore(), ringCapacity: Int.random(in: 1...40, using: &generator),
            places: ListFixture.places(entries, &generator))
        let filter = ListFixture.filter(&generator)
        var cursor = Self.list(world, filter).cursor
        var held: Set<IPAddress> = []
        var resyncs = 0
        for _ in 0..<60 {
            for _ in 0..<Int.random(in: 0...8, using: &generator) {
                var entry = ListFixture.variedEntries(1, &generator)[0]
                entry.address = entries.randomElement(using: &generator)?.address ?? entry.address
                try await world.set([(entry.address, Bool.random(using: &generator) ? entry.facts : nil)])
            }
            if Int.random(in: 0..<10, using: &generator) == 0 { try await world.restart() }
            if Int.random(in: 0..<10, using: &generator) == 0 {
                try await world.store.write { try $0.pruneChanges(keeping: 5) }
            }
            var mostAdded = Int.random(in: 1...6, using: &generator)
            var isCut = true
            while isCut {
                guard let delta = try await Self.delta(world, filter, since: cursor, mostAdded: mostAdded) else {
                    let list = Self.list(world, filter)
                    held = Set(list.entries.map { list.address(of: $0) })
                    cursor = list.cursor
                    resyncs += 1
                    break
                }
                #expect(delta.added.count <= mostAdded)
                for (address, confidence) in delta.added {
                    #expect(held.insert(address).inserted)
                    #expect(confidence >= Int(filter.scoreMinimum))
                }
                for address in delta.removed { #expect(held.remove(address) != nil) }
                #expect(!delta.isCut || delta.cursor != cursor || mostAdded == 0)
                cursor = delta.cursor
                isCut = delta.isCut
                mostAdded = Int.random(in: 1...6, using: &generator)
            }
            #expect(held == world.listed(filter))
        }
        #expect(resyncs < 15)
    }

    @Test("An address that came back to what it was is not told")
    func coalesced() async throws {
        let world = try await ListedWorld(store: MemoryStore(), ringCapacity: 100)
        let address = IPAddress(v4: 0x2d42_0001)
        let start = world.live.current.cursor
        for confidence in [80, 10, 90, 20] as [UInt8] { try await world.set([(address, confidence)]) }
        let nothing = try #require(try await Self.delta(world, ListFilter(), since: start))
        #expect(nothing.added.isEmpty && nothing.removed.isEmpty && nothing.cursor == world.live.current.cursor)
        try await world.set([(address, 95)])
        let added = try #require(try await Self.delta(world, ListFilter(), since: start))
        let sequence = world.live.current.cursor
        #expect(
            String(decoding: added.json, as: UTF8.self)
                == #"{"cursor":"\#(sequence)","more":false,"fullResync":false,"#
                + #""added":[{"ip":"45.66.0.1","confidenceLevel":95}],"removed":[]}"# + "\n")
        #expect(String(decoding: added.plainText, as: UTF8.self) == "+45.66.0.1\n")
        try await world.set([(address, nil as UInt8?)])
        let removed = try #require(try await Self.delta(world, ListFilter(), since: sequence))
        #expect(String(decoding: removed.plainText, as: UTF8.self) == "-45.66.0.1\n")
    }

    @Test("With other places, or for another list by place, a cursor is of no use")
    func places() async throws {
        var generator = SeededGenerator(seed: 1)
        let entries = ListFixture.variedEntries(30, &generator)
        let world = try await ListedWorld(
            store: MemoryStore(), ringCapacity: 9, places: ListFixture.places(entries, &generator))
        var filter = ListFilter()
        filter.places.exceptASNs = [64_501]
        let cursor = Self.list(world, filter).cursor
        #expect(cursor.view != 0 && FeedCursor(cursor.description) == cursor)
        #expect(try await Self.delta(world, filter, since: cursor) != nil)
        #expect(try await Self.delta(world, ListFilter(), since: cursor) == nil)
        #expect(try await Self.delta(world, filter, since: world.live.current.cursor) == nil)
        world.places.replace(with: ListFixture.places(entries, &generator))
        #expect(try await Self.delta(world, filter, since: cursor) == nil)
        #expect(try await Self.delta(world, ListFilter(), since: world.live.current.cursor) != nil)
    }
}
