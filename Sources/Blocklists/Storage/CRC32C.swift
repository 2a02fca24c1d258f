/// The checksum of stored files: CRC-32C (RFC 3720 appendix B.4, polynomial 0x1EDC6F41 bit-reversed), which finds every
/// torn or flipped stretch of up to 32 bits. Eight bytes at a time, by tables ("slicing by eight").
package struct CRC32C: Sendable {
    private var register: UInt32 = ~0

    package init() {}

    package var value: UInt32 { ~register }

    package static func of(_ bytes: Span<UInt8>) -> UInt32 {
        var checksum = CRC32C()
        checksum.update(bytes)
        return checksum.value
    }

    package mutating func update(_ bytes: Span<UInt8>) {
        var crc = register
        Self.tables.withUnsafeBufferPointer { tables in
            var index = 0
            while index &+ 8 <= bytes.count {
                var word: UInt64 = 0
                for offset in 0..<8 { word |= UInt64(bytes[index &+ offset]) &<< UInt64(8 &* offset) }
                word ^= UInt64(crc)
                crc = 0
                for slice in 0..<8 {
                    let byte = Int(truncatingIfNeeded: word &>> UInt64(8 &* slice)) & 0xff
                    crc ^= tables[(7 &- slice) &* 256 &+ byte]
                }
                index &+= 8
            }
            while index < bytes.count {
                crc = crc &>> 8 ^ tables[Int(UInt8(truncatingIfNeeded: crc) ^ bytes[index])]
                index &+= 1
            }
        }
        register = crc
    }

    /// Table *n* moves a byte past *n* further bytes.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var crc = UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0x82f6_3b78 }
            tables[byte] = crc
        }
        for index in 256..<tables.count {
            let shorter = tables[index - 256]
            tables[index] = shorter >> 8 ^ tables[Int(shorter & 0xff)]
        }
        return tables
    }()
}
