import Testing

@testable import Honeypots

@Suite("Redis: dumps")
struct RedisDumpTests {
    @Test("The checksum is the one of the format's description")
    func checksum() { #expect(CRC64.checksum(of: Array("123456789".utf8)) == 0xe9c6_d914_c4b8_d9ca) }

    private static let values: [RedisValue] = {
        var list = RedisList()
        var hash = RedisHash()
        var set = RedisSet()
        var sorted = RedisSortedSet()
        for number in 0..<70 {
            let text = Array("element \(number)".utf8)
            list.push(text, at: .right)
            hash[text] = Array(String(number * 1000).utf8)
            set.insert(text)
            sorted.set(text, to: Double(number) / 3)
        }
        let strings = [
            "", "0", "-1", "127", "-129", "70000", "2147483648", "007", String(repeating: "x", count: 20_000),
        ]
        return strings.map { .string(Array($0.utf8)) } + [.list(list), .hash(hash), .set(set), .sortedSet(sorted)]
    }()

    @Test("What DUMP gives RESTORE takes", arguments: values.indices, RedisRelease.allCases)
    func roundTrip(_ index: Int, _ release: RedisRelease) throws {
        let value = Self.values[index]
        let payload = RedisDump.payload(of: value, release: release)
        let restored = try RedisDumpReader.value(of: payload, release: release)
        #expect(RedisDump.payload(of: restored, release: release) == payload)
        #expect(restored.typeName == value.typeName)
    }

    @Test("A flipped bit anywhere is noticed", arguments: values.indices)
    func flippedBits(_ index: Int) {
        let payload = RedisDump.payload(of: Self.values[index], release: .v7_0)
        for place in stride(from: 0, to: payload.count, by: max(1, payload.count / 50)) {
            var damaged = payload
            damaged[place] ^= 1 << UInt8(place % 8)
            #expect(throws: RedisFault.self) { try RedisDumpReader.value(of: damaged, release: .v7_0) }
        }
    }

    @Test("Contents may be anything: with a right checksum they alone decide", arguments: values.indices)
    func damagedContents(_ index: Int) {
        var generator = SeededGenerator(seed: 4)
        let payload = RedisDump.payload(of: Self.values[index], release: .v7_0)
        for _ in 0..<80 {
            let body = Array(ByteMutation.mutate(payload, with: payload, using: &generator).dropLast(10)) + [10, 0]
            var writer = RedisDumpWriter()
            writer.write(little: CRC64.checksum(of: body))
            _ = try? RedisDumpReader.value(of: body + writer.bytes, release: .v7_0)
        }
    }

    @Test("A newer format is refused")
    func newerVersion() {
        let payload = RedisDump.payload(of: .string([1]), release: .v7_0)
        #expect(throws: RedisFault.self) { try RedisDumpReader.value(of: payload, release: .v6_0) }
    }

    @Test("Packed strings are unpacked, up to a limit")
    func packed() {
        // "ab", then nine bytes from two back.
        #expect(LZF.unpacked([1, 0x61, 0x62, 0xe0, 0, 1], size: 11) == Array("ababababab".utf8) + [0x61])
        #expect(LZF.unpacked([1, 0x61, 0x62], size: 3) == nil)
        #expect(LZF.unpacked([0x20, 0], size: 3) == nil)
        #expect(LZF.unpacked([0, 0x61], size: LZF.largest + 1) == nil)
        #expect(LZF.unpacked([], size: 1) == nil)
    }

    @Test("A dump begins and ends as the format says")
    func file() {
        var database = RedisDatabase()
        database.set([0x61], to: .init(value: .string([0x62]), expiresAt: 5))
        let dump = RedisDump(RedisDataset(first: database), release: .v7_0, version: "7.0.15", at: ReplayVisit.start)
        #expect(dump.bytes.starts(with: Array("REDIS0010".utf8)))
        let sum = dump.bytes.suffix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        #expect(sum == CRC64.checksum(of: dump.bytes.dropLast(8)))
    }
}
