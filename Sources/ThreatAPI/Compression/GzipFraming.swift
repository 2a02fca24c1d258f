import CZlib

/// Header and trailer of a gzip member (RFC 1952 §2.3) around raw deflate data.
enum GzipFraming {
    /// No name, no time, unknown system.
    static let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]

    /// - Parameters:
    ///   - checksum: CRC-32 of the uncompressed bytes.
    ///   - length: their number.
    static func trailer(checksum: UInt32, length: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for value in [checksum, UInt32(truncatingIfNeeded: length)] {
            withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// The CRC-32 of what `checksum` stands for and `bytes` after it; 0 stands for nothing.
    static func checksum(_ checksum: UInt32, appending bytes: UnsafeRawBufferPointer) -> UInt32 {
        guard !bytes.isEmpty else { return checksum }
        let start = bytes.bindMemory(to: UInt8.self).baseAddress
        return UInt32(truncatingIfNeeded: crc32_z(uLong(checksum), start, bytes.count))
    }

    /// The CRC-32 of what `checksum` stands for, followed by `length` bytes whose own is `other`.
    static func checksum(_ checksum: UInt32, joining other: UInt32, ofLength length: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32_combine(uLong(checksum), uLong(other), length))
    }
}
