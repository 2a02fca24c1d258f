import Geolocation
import IPNetworks
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Following a list")
struct BlacklistStreamTests {
    static func address(_ number: Int) -> IPAddress {
        number.isMultiple(of: 3)
            ? IPAddress(v6: 0x2a00 << 112 | UInt128(number)) : IPAddress(v4: 0x2d42_0000 + UInt32(number))
    }

    /// Reads a stream until it has caught up, or is cut.
    static func catchUp(
        _ world: ListedWorld, _ filter: ListFilter, _ client: StreamClient, cutAfter left: Int = .max,
        limit: Int? = nil
    ) async throws -> CuttingWriter {
        let feed = world.feed
        // Closing the feed ends the stream at the moment it would begin to wait.
        let writer = CuttingWriter(client, cutAfter: left) { feed.close() }
        do {
            try await world.stream(filter, since: client.cursor, limit: limit).write(to: writer)
        } catch is CuttingWriter.Cut {}
        return writer
    }

    @Test("A client without a cursor gets the whole list, then that it is complete")
    func wholeList() async throws {
        let world = try await ListedWorld(store: MemoryStore(), ringCapacity: 8)
        try await world.set((0..<2500).map { (Self.address($0), UInt8($0 % 101)) })
        let writer = try await Self.catchUp(world, ListFilter(), StreamClient())
        let names = writer.events.compactMap(\.name)
        #expect(
            names.first == "reset" && names.last == "ready" && names.count == 2 + (0..<2500).count { $0 % 101 >= 50 })
        #expect(writer.client.listed == world.listed(ListFilter()))
        // The most confident first.
        #expect(writer.events[1].data?.contains("\"confidenceLevel\":100") == true)
        #expect(writer.client.cursor == world.live.current.cursor.description)
    }

    @Test("A client cut off inside the whole list begins anew")
    func cutInsideList() async throws {
        let world = try await ListedWorld(store: MemoryStore(), ringCapacity: 8)
        try await world.set((0..<100).map { (Self.address($0), 80) })
        let cut = try await Self.catchUp(world, ListFilter(), StreamClient(), cutAfter: 40)
        #expect(cut.client.listed.count == 39)
        let whole = try await Self.catchUp(world, ListFilter(), cut.client)
        #expect(whole.events.first?.name == "reset" && whole.client.listed.count == 100)
    }

    @Test("A cursor of another epoch, of the future, or of forgotten changes begins anew")
    func staleCursors() async throws {
        let world = try await ListedWorld(store: MemoryStore(), ringCapacity: 2)
        for number in 0..<20 { try await world.set([(Self.address(number), 90)]) }
        try await world.store.write { _ = try $0.pruneChanges(keeping: 5, limit: .max) }
        let epoch = world.live.current.cursor.epoch
        for (cursor, first) in [
            ("\(epoch &+ 1)-20", "reset"), ("\(epoch)-21", "reset"), ("\(epoch)-14", "reset"), ("0-20", "reset"),
            ("\(epoch)-15", "add"), ("\(epoch)-20", "ready"),
        ] {
            try await world.restart()
            var client = StreamClient()
            try client.apply(.init(id: cursor, name: "ready"))
            let writer = try await Self.catchUp(world, ListFilter(), client)
            #expect(writer.events.first?.name == first, "\(cursor)")
            #expect(writer.events.last { $0.name != nil }?.name == "ready")
        }
    }

    @Test("Only what enters or leaves the list is told")
    func transitions() async throws {
        let world = try await ListedWorld(store: MemoryStore(), ringCapacity: 100)
        let start = world.live.current.cursor
        let filter = ListFilter(scoreMinimum: 60, family: .v4)
        for (number, confidence) in [(1, 59), (1, 60), (1, 99), (1, 60), (1, 10), (3, 99), (2, 70), (2, nil), (2, 65)]
            as [(Int, UInt8?)]
        {
            try await world.set([(Self.address(number), confidence)])
        }
        var client = StreamClient()
        try client.apply(.init(id: start.description, name: "ready"))
        let writer = try await Self.catchUp(world, filter, client)
        let told = writer.events.filter { $0.name != nil }.map { "\($0.name ?? "") \($0.data ?? "")" }
        #expect(
            told == [
                #"add {"ip":"45.66.0.1","confidenceLevel":60}"#, #"remove {"ip":"45.66.0.1"}"#,
                #"add {"ip":"45.66.0.2","confidenceLevel":70}"#, #"remove {"ip":"45.66.0.2"}"#,
                #"add {"ip":"45.66.0.2","confidenceLevel":65}"#, "ready {}",
            ])
        #expect(writer.client.listed == world.listed(filter))
    }

    /// The promise of the stream: whatever happens to addresses, connections, the server and its memory of changes, a
    /// client that applies what it is told ends with the server's list, and is told nothing twice.
    @Test("Random changes, cuts, restarts and forgetting lose and repeat nothing", arguments: 0..<60 as Range<UInt64>)
    func property(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let world = try await ListedWorld(store: MemoryStore(), ringCapacity: Int.random(in: 1...40, using: &generator))
        let filter = ListFilter(
            scoreMinimum: UInt8.random(in: 1...100, using: &generator),
            family: FamilyFilter.allCases.randomElement(using: &generator) ?? .mixed)
        var client = StreamClient()
        for _ in 0..<40 {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<5:
                let changes = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                    let number = Int.random(in: 0..<30, using: &generator)
                    let confidence = UInt8.random(in: 0...120, using: &generator)
                    return (Self.address(number), confidence > 100 ? nil : confidence)
                }
                try await world.set(changes)
            case 5..<8:
                let left = Int.random(in: 0...25, using: &generator)
                client = try await Self.catchUp(world, filter, client, cutAfter: left).client
                try await world.restart()
            case 8: try await world.restart()
            default:
                let kept = Int.random(in: 0...30, using: &generator)
                try await world.store.write { _ = try $0.pruneChanges(keeping: kept, limit: .max) }
            }
        }
        try await world.restart()
        client = try await Self.catchUp(world, filter, client).client
        #expect(client.listed == world.listed(filter))
        #expect(client.repetitions == 0)
    }

    @Test("An add costs a unit; without units the stream ends and says so, and goes on where it was")
    func quota() async throws {
        let world = try await ListedWorld(store: MemoryStore(), ringCapacity: 100)
        try await world.set((0..<10).map { (Self.address($0), 80) })
        let first = try await Self.catchUp(world, ListFilter(), StreamClient(), limit: 13)
        #expect(first.client.listed.count == 10)
        try await world.restart()
        try await world.set([(Self.address(0), 1), (Self.address(1), 1)])
        try await world.set((10..<20).map { (Self.address($0), 80) })
        let second = try await Self.catchUp(world, ListFilter(), first.client, limit: 13)
        #expect(second.client.listed.count == 11)
        #expect(second.events.last?.comment?.contains("quota of 13 blacklist addresses is used up") == true)
        world.clock.advance(by: .seconds(86_400))
        try await world.restart()
        let third = try await Self.catchUp(world, ListFilter(), second.client, limit: 13)
        #expect(third.client.listed == world.listed(ListFilter()) && third.client.repetitions == 0)
    }

    @Test("When places are seen differently, a list by place begins anew, and others go on")
    func places() async throws {
        var generator = SeededGenerator(seed: 3)
        let entries = ListFixture.variedEntries(60, &generator)
        let world = try await ListedWorld(
            store: MemoryStore(), ringCapacity: 100, places: ListFixture.places(entries, &generator))
        try await world.set(entries.map { ($0.address, $0.facts) })
        var filter = ListFilter(scoreMinimum: 1)
        filter.places.exceptASNs = [64_501]

        // In the middle of a stream.
        let (feed, other) = (world.feed, ListFixture.places(Array(entries.dropFirst(3)), &generator))
        var readies = 0
        let writer = CuttingWriter(StreamClient()) {
            readies += 1
            if readies == 1 { world.places.replace(with: other) } else { feed.close() }
        }
        try await world.stream(filter, since: nil).write(to: writer)
        #expect(writer.events.count { $0.name == "reset" } == 2)
        #expect(writer.client.listed == world.listed(filter))

        // And while the client was away.
        try await world.restart()
        let goesOn = try await Self.catchUp(world, filter, writer.client)
        #expect(goesOn.events.first?.name == "ready")
        world.places.replace(with: ListFixture.places(Array(entries.dropFirst(5)), &generator))
        try await world.restart()
        let anew = try await Self.catchUp(world, filter, writer.client)
        #expect(anew.events.first?.name == "reset" && anew.client.listed == world.listed(filter))
        var usual = StreamClient()
        try usual.apply(.init(id: world.live.current.cursor.description, name: "ready"))
        try await world.restart()
        #expect(try await Self.catchUp(world, ListFilter(), usual).events.first?.name == "ready")
    }
}
