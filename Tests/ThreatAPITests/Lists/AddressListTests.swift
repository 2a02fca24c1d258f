import Foundation
import IPNetworks
import NIOCore
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Lists")
struct AddressListTests {
    @Test("The order is that of plain comparison", arguments: [0, 1, 2, 300, 511, 512, 513, 6000])
    func order(_ count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let entries = ListFixture.entries(count, &generator)
        for filter in [
            ListFilter(scoreMinimum: 1), ListFilter(), ListFilter(scoreMinimum: 100, family: .v4),
            ListFilter(scoreMinimum: 30, family: .v6),
        ] {
            let expected = ListFixture.sorted(
                entries.filter { $0.confidence >= filter.scoreMinimum && filter.family.holds($0.address) })
            let list = AddressList(of: ListFixture.snapshot(entries), filter: filter)
            #expect(list.entries.map { list.address(of: $0) } == expected.map(\.address))
            #expect(list.entries.map(\.confidence) == expected.map(\.confidence))
            #expect(list.entries.map(\.lastSeen) == expected.map(\.lastSeen))
        }
    }

    /// Prefixes at and around every block's border.
    static let prefixes = [
        0, 1, 2, PlainList.blockLines - 1, PlainList.blockLines, PlainList.blockLines + 1, 2 * PlainList.blockLines,
        4999, 5000, 5001, .max,
    ]

    @Test("Any prefix of the text is those lines, with a tag of its own that equal bytes share")
    func plainPrefixes() throws {
        var generator = SeededGenerator(seed: 1)
        let entries = ListFixture.entries(5000, &generator)
        let expected = ListFixture.sorted(entries).map { $0.address.description + "\n" }
        let snapshot = ListFixture.snapshot(entries)
        let list = PlainList(AddressList(of: snapshot, filter: ListFilter(scoreMinimum: 1)))
        let listed = expected.count - entries.count { $0.confidence == 0 }
        #expect(list.count == listed)
        var tags: [String: EntityTag] = [:]
        for count in Self.prefixes {
            let text = expected.prefix(min(count, listed)).joined()
            let prefix = list.prefix(count)
            #expect(String(buffer: prefix) == text)
            #expect(list.length(ofPrefix: count) == text.utf8.count)
            let tag = list.tag(ofPrefix: count)
            #expect(tags[text] == nil || tags[text] == tag)
            tags[text] = tag
        }
        #expect(Set(tags.values).count == tags.count)
        // The same text from another snapshot, and of a list that goes on otherwise.
        let shorter = ListFixture.snapshot(Array(ListFixture.sorted(entries).prefix(3000)))
        let other = PlainList(AddressList(of: shorter, filter: ListFilter(scoreMinimum: 1)))
        for count in [1, PlainList.blockLines, 2999] {
            #expect(other.tag(ofPrefix: count) == list.tag(ofPrefix: count))
        }
        #expect(other.tag(ofPrefix: 3000) == list.tag(ofPrefix: 3000))
    }

    @Test("The compressed form of any prefix unpacks to it")
    func gzipPrefixes() throws {
        var generator = SeededGenerator(seed: 2)
        let entries = ListFixture.entries(5000, &generator)
        let plain = PlainList(AddressList(of: ListFixture.snapshot(entries), filter: ListFilter(scoreMinimum: 1)))
        let gzip = try GzipList(plain)
        for count in Self.prefixes {
            let (shared, own) = try gzip.prefix(count)
            let packed = Array(shared.readableBytesView) + Array(own.readableBytesView)
            #expect(try Gunzip.unpack(packed) == Array(plain.prefix(count).readableBytesView))
        }
        #expect(gzip.byteCount < plain.byteCount * 6 / 10)
        let empty = PlainList(AddressList(of: ListFixture.snapshot([]), filter: ListFilter()))
        let (shared, own) = try GzipList(empty).prefix(10)
        #expect(try Gunzip.unpack(Array(shared.readableBytesView) + Array(own.readableBytesView)).isEmpty)
        #expect(empty.prefix(5).readableBytes == 0 && empty.tag(ofPrefix: 0) == empty.tag(ofPrefix: 9))
    }

    @Test("JSON tags follow what the JSON says")
    func jsonTags() {
        var generator = SeededGenerator(seed: 3)
        var entries = ListFixture.entries(5000, &generator)
        let filter = ListFilter(scoreMinimum: 1)
        let list = JSONList(AddressList(of: ListFixture.snapshot(entries), filter: filter))
        let same = JSONList(AddressList(of: ListFixture.snapshot(entries, version: 9), filter: filter))
        let last = ListFixture.sorted(entries).last { $0.confidence > 0 }
        if let place = entries.firstIndex(where: { $0.address == last?.address }) { entries[place].lastSeen -= 1 }
        let changed = JSONList(AddressList(of: ListFixture.snapshot(entries), filter: filter))
        for count in Self.prefixes {
            #expect(list.tag(ofPrefix: count) == same.tag(ofPrefix: count))
            #expect((list.tag(ofPrefix: count) == changed.tag(ofPrefix: count)) == (count < list.count))
        }
    }

    @Test("The JSON of a list is valid however it is cut into portions")
    func jsonPortions() throws {
        var generator = SeededGenerator(seed: 4)
        let entries = ListFixture.entries(700, &generator)
        let list = JSONList(AddressList(of: ListFixture.snapshot(entries), filter: ListFilter(scoreMinimum: 1)))
        for portion in [1, 7, 699, 1000] {
            var json = JSONWriter()
            list.writeHead(limit: 5, count: list.count, to: &json)
            for start in stride(from: 0, to: list.count, by: portion) {
                list.write(start..<min(start + portion, list.count), to: &json)
            }
            list.writeTail(to: &json)
            let answer = try JSONDecoder().decode(BlacklistAnswer.self, from: Data(json.bytes))
            #expect(answer.data.map(\.ip) == list.list.entries.map { list.list.address(of: $0) })
            #expect(answer.data.allSatisfy { $0.sessions == $0.confidenceLevel && $0.protocols == [.ssh] })
            #expect(answer.meta.cursor == FeedCursor(epoch: 7, sequence: 2) && answer.meta.limit == 5)
        }
    }
}
