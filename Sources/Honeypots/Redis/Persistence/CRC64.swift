/// The checksum of dump files: CRC-64 with the polynomial of Jones, reflected, starting from zero.
enum CRC64 {
    private static let table: [UInt64] = (0..<256).map { byte in
        var value = UInt64(byte)
        // 0xad93d23594c935a9, bit-reversed.
        for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0x95ac_9329_ac4b_c9b5 : value >> 1 }
        return value
    }

    static func checksum(of bytes: some Sequence<UInt8>) -> UInt64 {
        var checksum: UInt64 = 0
        for byte in bytes { checksum = table[Int(UInt8(truncatingIfNeeded: checksum) ^ byte)] ^ checksum >> 8 }
        return checksum
    }
}
