import ThreatModel

/// Writes a stored file: numbers in little-endian order, texts with their length before them.
package struct BinaryWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

    package mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    @inlinable
    package mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { append(raw: $0) }
    }

    /// At most 65,535 bytes of it.
    package mutating func append(text: String) {
        let utf8 = text.utf8.prefix(Int(UInt16.max))
        append(UInt16(utf8.count))
        bytes.append(contentsOf: utf8)
    }

    @usableFromInline
    mutating func append(raw: UnsafeRawBufferPointer) { bytes.append(contentsOf: raw) }

    /// The checksum of everything from `start` to here.
    package mutating func appendChecksum(from start: Int = 0) {
        append(CRC32C.of(bytes.span.extracting(start..<bytes.count)))
    }
}
