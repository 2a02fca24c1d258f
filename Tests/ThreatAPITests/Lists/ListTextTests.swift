import Geolocation
import IPNetworks
import NIOCore
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Lists written down")
struct ListTextTests {
    /// Counts at and around every border of blocks.
    static let counts = [
        0, 1, 2, ListText.blockRows - 1, ListText.blockRows, ListText.blockRows + 1, 2 * ListText.blockRows, 999, 1000,
        .max,
    ]

    static func bytes(_ pieces: [ByteBuffer]) -> [UInt8] { pieces.flatMap { $0.readableBytesView } }

    static func plain(_ text: ListText, _ part: ListText.Part) throws -> [UInt8] {
        bytes([
            ByteBuffer(bytes: part.head), try #require(text.kept(blocks: part.blocks)),
            ByteBuffer(bytes: part.rest + part.tail),
        ])
    }

    static func list(_ count: Int, seed: UInt64) -> AddressList {
        var generator = SeededGenerator(seed: seed)
        let entries = ListFixture.variedEntries(count, &generator)
        return AddressList(
            of: ListFixture.snapshot(entries), filter: ListFilter(scoreMinimum: 1),
            places: ListFixture.places(entries, &generator))
    }

    @Test("The text of the first addresses is that of a list of these", arguments: ListFormatRegistry.all.map(\.name))
    func cuts(_ name: String) throws {
        let format = try #require(RegisteredFormat(named: name)).format
        let list = Self.list(1300, seed: 1)
        let whole = ListText(list, as: format)
        #expect(whole.canBeCut == !format.separatesFamilies)
        for count in Self.counts where whole.canBeCut {
            let part = whole.part(count, limit: 77)
            let short = ListText(list.prefix(count), as: format)
            #expect(part.length == (try Self.plain(whole, part)).count)
            #expect(try Self.plain(whole, part) == Self.plain(short, short.part(.max, limit: 77)))
            #expect(whole.tag(of: part) == short.tag(of: short.part()))
        }
    }

    @Test(
        "Compressed, it unpacks to the same, whatever part it is; equal parts are equal bytes",
        arguments: ListFormatRegistry.all.map(\.name))
    func packing(_ name: String) throws {
        let format = try #require(RegisteredFormat(named: name)).format
        let list = Self.list(1300, seed: 2)
        let (text, other) = (ListText(list, as: format), ListText(list.prefix(1000), as: format))
        let packed: [(any PackedText, any PackedText, ([UInt8]) throws -> [UInt8])] = [
            (try GzipText(text), try GzipText(other), Gunzip.unpack),
            (try ZstdText(text), try ZstdText(other), Unzstd.unpack),
        ]
        for (whole, short, unpack) in packed {
            for count in Self.counts {
                let part = text.part(count, limit: 9)
                #expect(try unpack(Self.bytes(whole.body(of: part))) == Self.plain(text, part))
                guard text.canBeCut, count <= 1000 else { continue }
                #expect(try Self.bytes(whole.body(of: part)) == Self.bytes(short.body(of: other.part(count, limit: 9))))
            }
            #expect(whole.byteCount < text.byteCount)
        }
        let empty = ListText(list.prefix(0), as: format)
        let part = empty.part()
        #expect(try Gunzip.unpack(Self.bytes(GzipText(empty).body(of: part))) == Self.plain(empty, part))
        #expect(try Unzstd.unpack(Self.bytes(ZstdText(empty).body(of: part))) == Self.plain(empty, part))
    }

    @Test("Tags are equal when bytes are, and only then", arguments: ListFormatRegistry.all.map(\.name))
    func tags(_ name: String) throws {
        let format = try #require(RegisteredFormat(named: name)).format
        var generator = SeededGenerator(seed: 3)
        var bytes: [EntityTag: [UInt8]] = [:]
        var tags: [[UInt8]: EntityTag] = [:]
        for _ in 0..<40 {
            // Few addresses, so that the same list comes again, of other snapshots.
            let entries = ListFixture.entries(300, &generator).prefix(Int.random(in: 0...3, using: &generator)).map {
                var entry = $0
                entry.confidence = 90
                entry.address = IPAddress(v4: entry.address.v4.map { $0 % 4 } ?? 9)
                entry.lastSeen = 1
                return entry
            }
            let distinct = Dictionary(entries.map { ($0.address, $0) }) { first, _ in first }.values
            let snapshot = ListFixture.snapshot(Array(distinct), version: UInt64.random(in: 1...9, using: &generator))
            for isAggregated in [false, true] where !isAggregated || format.takesNetworks {
                let text = ListText(
                    AddressList(of: snapshot, filter: ListFilter()), as: format, isAggregated: isAggregated)
                let part = text.part()
                let tag = text.tag(of: part)
                let content = format.framesVary ? part.rest : try Self.plain(text, part)
                #expect(bytes.updateValue(content, forKey: tag) ?? content == content)
                #expect(tags.updateValue(tag, forKey: content) ?? tag == tag)
            }
        }
        #expect(tags.count > 5)
    }

    @Test("A text that is too large to be kept is written again, the same", arguments: ["json", "rbldnsd", "nft"])
    func unkept(_ name: String) async throws {
        let format = try #require(RegisteredFormat(named: name)).format
        let list = Self.list(1300, seed: 4)
        let (kept, unkept) = (ListText(list, as: format), ListText(list, as: format, mostKept: 10_000))
        let part = unkept.part()
        #expect(
            !unkept.isKept && kept.isKept && unkept.kept(blocks: part.blocks) == nil
                && unkept.byteCount < kept.byteCount)
        let writer = CollectingWriter()
        let stream = ListTextStream(text: unkept, part: part)
        try await stream.write(to: writer)
        #expect(writer.bytes == (try Self.plain(kept, kept.part())) && stream.length == writer.bytes.count)
        #expect(unkept.tag(of: part) == kept.tag(of: kept.part()))
        #expect(
            try Self.bytes(GzipText(unkept).body(of: part)) == Self.bytes(GzipText(kept).body(of: kept.part())))
    }
}

/// Takes a streamed answer.
final class CollectingWriter: AnswerWriter {
    private(set) var bytes: [UInt8] = []

    @concurrent
    func write(_ bytes: [UInt8]) async throws { self.bytes += bytes }

    @concurrent
    func finish() async throws {}
}
