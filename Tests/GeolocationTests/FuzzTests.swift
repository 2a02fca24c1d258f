import IPNetworks
import Testing

@testable import Geolocation

@Suite struct FuzzTests {
    @Test(arguments: 0..<8) func mutatedDatabasesAreReadOrRefused(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var places = RandomPlaces(seed: UInt64(seed))
        var database = TestDatabase()
        database.recordSize = [24, 28, 32][seed % 3]
        database.ipVersion = seed % 4 == 3 ? 4 : 6
        for _ in 0..<6 {
            let address = places.address()
            guard database.ipVersion == 6 || address.isIPv4, let prefix = IPPrefix(address, length: 24) else {
                continue
            }
            database.insert(
                prefix, .map([("country", .map([("iso_code", .text("DE"))])), ("asn", .number(64500, bytes: 4))]))
        }
        database.insert(IPPrefix("45.10.0.0/16")!, .map([("city", .text("Köln"))]))
        let bytes = database.bytes
        // Where a change means most: the data and the metadata.
        let tail = bytes.count - 400..<bytes.count
        for round in 0..<400 {
            Fuzz.database(Self.mutated(bytes, round % 4 == 0 ? 0..<bytes.count : tail, &random))
        }
    }

    @Test(arguments: 0..<4) func mutatedTextIsReadOrRefused(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let text = """
            # comment
            16777216,16777471,AU
            16777472,16778239,CN
            45.10.0.0,45.10.0.255,DE
            2001:4:112::,2001:4:112:ffff:ffff:ffff:ffff:ffff,US
            2a00::,2a00:ffff:ffff:ffff:ffff:ffff:ffff:ffff,??

            """
        let bytes = Array(text.utf8)
        for _ in 0..<2_000 { Fuzz.database(Self.mutated(bytes, 0..<bytes.count, &random)) }
        let list = Array("45.10.0.0/16 # one\n2a00::1\n\n45.11.0.1-45.11.0.9\n".utf8)
        for _ in 0..<1_000 { Fuzz.list(Self.mutated(list, 0..<list.count, &random)) }
    }

    private static func mutated(
        _ bytes: [UInt8], _ part: Range<Int>, _ random: inout SplitMix64
    ) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            guard let index = part.clamped(to: bytes.indices).randomElement(using: &random) else { return bytes }
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[index] = UInt8.random(in: 0 ... .max, using: &random)
            case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.insert(UInt8.random(in: 0 ... .max, using: &random), at: index)
            case 3: bytes.remove(at: index)
            default: bytes[index] = [0, 0x20, 0x3f, 0x7f, 0xe0, 0xff].randomElement(using: &random) ?? 0
            }
        }
        return bytes
    }
}
