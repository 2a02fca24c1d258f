import Foundation
import Geolocation
import IPNetworks
import NIOCore
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

/// Whatever is asked for in any combination, a list is what going through all records one by one would give.
@Suite("Filters in any combination")
struct FilterPropertyTests {
    static func bytes(_ text: ListText) -> [UInt8] {
        let part = text.part()
        var bytes = part.head
        text.forEachBlock { bytes += $0 }
        return bytes + part.rest + part.tail
    }

    @Test("JSON, lines of JSON and plain text hold what a naive filter holds", arguments: 0..<150 as Range<UInt64>)
    func lists(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let entries = ListFixture.variedEntries(Int.random(in: 0...700, using: &generator), &generator)
        let places = ListFixture.places(entries, &generator)
        let snapshot = ListFixture.snapshot(entries)
        let filter = ListFixture.filter(&generator)
        let expected = ListFixture.listed(entries, filter, places)

        let list = AddressList(of: snapshot, filter: filter, places: places)
        let text = String(decoding: Self.bytes(ListText(list, as: PlainTextFormat())), as: UTF8.self)
        #expect(text == expected.map { "\($0.address)\n" }.joined())

        let json = Self.bytes(ListText(list, as: JSONFormat()))
        let answer = try JSONDecoder().decode(BlacklistAnswer.self, from: Data(json))
        #expect(answer.meta.count == expected.count && answer.meta.scoreMinimum == Int(filter.scoreMinimum))
        let lines = Self.bytes(ListText(list, as: NDJSONFormat())).split(separator: UInt8(ascii: "\n"))
        let decoded = try lines.map { try JSONDecoder().decode(BlacklistAnswer.Entry.self, from: Data($0)) }
        #expect(decoded == answer.data)
        let told = answer.data.map { row in
            "\(row.ip) \(row.confidenceLevel) \(row.lastSeen.milliseconds) \(row.sessions) \(row.protocols)"
                + " \(row.countryCode ?? "-") \(row.asn ?? "-") \(row.asnOrg ?? "-")"
        }
        let meant = expected.map { entry in
            let place = places.place(of: entry.address)
            return "\(entry.address) \(entry.confidence) \(entry.lastSeen) \(entry.sessions)"
                + " \(entry.protocols.members) \(place?.country?.text ?? "-")"
                + " \(place?.asn.map { String($0) } ?? "-") \(place?.organisation ?? "-")"
        }
        #expect(told == meant)
    }

    @Test("Following a list gives what a naive filter holds", arguments: 0..<60 as Range<UInt64>)
    func streams(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        var entries = ListFixture.variedEntries(60, &generator)
        let places = ListFixture.places(entries, &generator)
        let filter = ListFixture.filter(&generator)
        let world = try await ListedWorld(store: MemoryStore(), ringCapacity: 1000, places: places)
        try await world.set(entries.map { ($0.address, $0.facts) })
        var client = try await BlacklistStreamTests.catchUp(world, filter, StreamClient()).client
        #expect(client.listed == Set(ListFixture.listed(entries, filter, places).map(\.address)))

        // Everything about some of them changes.
        var other = ListFixture.variedEntries(60, &generator)
        other.shuffle(using: &generator)
        for (index, new) in zip(entries.indices, other) where Bool.random(using: &generator) {
            var entry = new
            entry.address = entries[index].address
            entries[index] = entry
            try await world.restart()
            try await world.set([(entry.address, entry.facts)])
        }
        try await world.restart()
        client = try await BlacklistStreamTests.catchUp(world, filter, client).client
        #expect(client.listed == Set(ListFixture.listed(entries, filter, places).map(\.address)))
        #expect(client.repetitions == 0)
    }
}
