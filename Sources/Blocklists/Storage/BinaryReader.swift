import ThreatModel

/// Reads what ``BinaryWriter`` wrote, and survives what it did not write: beyond the end everything is `nil`.
package struct BinaryReader: Sendable {
    private let bytes: [UInt8]
    package private(set) var position = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var left: Int { bytes.count - position }

    /// Moves on when the text stands here.
    package mutating func skip(_ text: StaticString) -> Bool {
        guard left >= text.utf8CodeUnitCount else { return false }
        let start = position
        let matches = text.withUTF8Buffer { wanted in
            for index in wanted.indices where wanted[index] != bytes[start + index] { return false }
            return true
        }
        if matches { position += text.utf8CodeUnitCount }
        return matches
    }

    package mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type = Number.self)
        -> Number?
    {
        let size = MemoryLayout<Number>.size
        guard left >= size else { return nil }
        defer { position += size }
        return bytes.withUnsafeBytes {
            Number(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Number.self))
        }
    }

    package mutating func text() -> String? {
        guard let count: UInt16 = number(), left >= Int(count) else { return nil }
        defer { position += Int(count) }
        return String(decoding: bytes[position..<position + Int(count)], as: UTF8.self)
    }

    /// Whether the checksum that stands here is that of everything from `start` to here; moves on when it is.
    package mutating func checksumMatches(from start: Int = 0) -> Bool {
        let end = position
        guard let stored: UInt32 = number() else { return false }
        return stored == CRC32C.of(bytes.span.extracting(start..<end))
    }
}
