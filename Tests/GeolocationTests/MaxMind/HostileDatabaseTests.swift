import IPNetworks
import Testing

@testable import Geolocation

/// Databases that no honest writer makes: a sentence about what is wrong, at once, and nothing else.
@Suite struct HostileDatabaseTests {
    typealias Value = TestDatabase.Value

    static let prefix = IPPrefix(single: IPAddress(v4: 0x2d0a_0000))

    private func reason(_ bytes: [UInt8]) -> PlaceError.Reason? {
        do {
            _ = try read(bytes)
            return nil
        } catch {
            return error as? PlaceError.Reason
        }
    }

    private func reason(ofRecord raw: [UInt8]) -> PlaceError.Reason? {
        var database = TestDatabase()
        database.insert(Self.prefix, .raw(raw))
        return reason(database.bytes)
    }

    @Test func recordsThatBreakTheFormat() {
        for (what, raw) in [
            ("outside", [0x27, 0xff]), ("to a pointer", [0x20, 0x00]),
            ("text beyond the end", [0x5f, 0xff, 0xff, 0xff]), ("a map without end", [0xff, 0xff, 0xff, 0xff]),
            ("no known kind", [0x00, 0x30]), ("an end marker", [0x00, 0x06]), ("a container", [0x00, 0x05]),
            ("a number of 9 bytes", [0x09, 0x02] + [UInt8](repeating: 1, count: 9)),
            ("a number as a key", [0xe1, 0xa1, 0x07, 0xa1, 0x07]),
        ] as [(String, [UInt8])] {
            guard case .malformed = reason(ofRecord: raw) else {
                Issue.record("\(what): \(reason(ofRecord: raw).map { "\($0)" } ?? "was read")")
                continue
            }
        }
    }

    /// A map that holds itself says nothing, once.
    @Test func aMapInItself() {
        #expect(reason(ofRecord: [0xe1] + TestDatabase.encoded(.text("country")) + [0x20, 0x00]) == .noNetworks)
    }

    /// Many levels of maps that each point twice at the next: 2^24 values in three hundred bytes.
    @Test func pointersThatFanOut() {
        var database = TestDatabase()
        var target = database.add(.text("DE"))
        for _ in 0..<24 {
            target = database.add(.map([("country", .pointer(target)), ("country_code", .pointer(target))]))
        }
        database.insert(Self.prefix, target)
        _ = reason(database.bytes)
        // In the metadata, which libmaxminddb decodes when it opens a file.
        var other = TestDatabase()
        other.insert(Self.prefix, .map([("country_code", .text("DE"))]))
        var raw: [UInt8] = []
        var positions = [0]
        for level in 0..<24 {
            positions.append(raw.count)
            let next = TestDatabase.encoded(.pointer(positions[level]))
            raw += level == 0 ? TestDatabase.encoded(.text("x")) : [0x02, 0x04] + next + next
        }
        other.moreMetadata = [("languages2", .raw(TestDatabase.encoded(.list([.raw(raw)]))))]
        _ = reason(other.bytes)
    }

    @Test func metadataThatCannotBeRight() {
        for (name, value) in [
            ("node_count", Value.number(0, bytes: 4)), ("node_count", .number(1 << 31, bytes: 4)),
            ("node_count", .number(536_870_912, bytes: 4)), ("node_count", .text("7")),
            ("record_size", .number(0, bytes: 2)), ("record_size", .number(20, bytes: 2)),
            ("ip_version", .number(5, bytes: 2)), ("binary_format_major_version", .number(3, bytes: 2)),
        ] {
            // Said twice is refused as well, whichever of the two a reader would believe.
            var database = TestDatabase()
            database.insert(Self.prefix, .map([("country_code", .text("DE"))]))
            database.moreMetadata = [(name, value)]
            guard case .malformed = reason(database.bytes) else {
                Issue.record("\(name)")
                continue
            }
        }
        #expect(reason([]) == .unknownFormat)
        #expect(reason(TestDatabase.marker) != nil)
        #expect(reason(TestDatabase.marker + TestDatabase.encoded(.map([]))) != nil)
    }

    /// Every node leads to itself.
    @Test func treesWithoutEnd() {
        let metadata: [(String, Value)] = [
            ("node_count", .number(2, bytes: 4)), ("record_size", .number(24, bytes: 2)),
            ("ip_version", .number(6, bytes: 2)), ("database_type", .text("x")),
            ("binary_format_major_version", .number(2, bytes: 2)), ("build_epoch", .number(1, bytes: 8)),
        ]
        let rest = [UInt8](repeating: 0, count: 16) + TestDatabase.marker + TestDatabase.encoded(.map(metadata))
        #expect(reason([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + rest) != nil)
        #expect(reason([0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1] + rest) != nil)
        #expect(reason([0, 0, 1, 0, 0, 3, 0, 0, 3, 0, 0, 200] + rest) != nil)
    }

    @Test func everyPartOfADatabaseIsNone() throws {
        var database = TestDatabase()
        for index in 0..<6 {
            let prefix = try #require(IPPrefix(IPAddress(v4: 0x2d0a_0000 + UInt32(index) << 16), length: 16))
            database.insert(prefix, .map([("country", .map([("iso_code", .text("DE"))]))]))
        }
        let bytes = database.bytes
        for end in bytes.indices { #expect(throws: (any Error).self, "\(end)") { try read(Array(bytes[..<end])) } }
    }
}
