import Testing

@testable import ThreatModel

@Suite struct CRC32CTests {
    /// RFC 3720 appendix B.4, and the customary check value.
    @Test(
        arguments: [
            ([UInt8](repeating: 0, count: 32), 0x8a91_36aa), ([UInt8](repeating: 0xff, count: 32), 0x62a8_ab43),
            (Array(0...31), 0x46dd_794e), (Array((0...31).reversed()), 0x113f_db5c),
            (Array("123456789".utf8), 0xe306_9283),
            ([], 0),
        ] as [([UInt8], UInt32)])
    func knownValues(bytes: [UInt8], value: UInt32) {
        #expect(CRC32C.of(bytes.span) == value)
    }

    /// Bit by bit, as the polynomial is written down.
    static func naive(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xffff_ffff
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82f6_3b78 : crc >> 1 }
        }
        return ~crc
    }

    @Test func agreesWithTheDefinitionHoweverItIsPortioned() {
        var generator = SystemRandomNumberGenerator()
        for length in 0..<130 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(CRC32C.of(bytes.span) == Self.naive(bytes))
            let cut = length == 0 ? 0 : Int.random(in: 0...length, using: &generator)
            var crc = CRC32C()
            bytes[..<cut].withUnsafeBytes { crc.update($0) }
            crc.update(bytes.span.extracting(cut...))
            #expect(crc.value == Self.naive(bytes))
        }
    }
}
