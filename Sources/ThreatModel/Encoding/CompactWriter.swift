/// Builds the compact byte records that go into the store: variable-length integers, length-prefixed text, nothing named.
///
/// Integers are LEB128: seven bits a byte, low bits first, the top bit set on all but the last.
package struct CompactWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func put(byte: UInt8) { bytes.append(byte) }

    package mutating func put(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    package mutating func put(_ value: UInt32) { put(UInt64(value)) }

    /// A count or an index; a negative one is stored as 0.
    package mutating func put(count: Int) { put(UInt64(max(0, count))) }

    /// Signed numbers, small in either direction (zigzag).
    package mutating func put(signed value: Int64) { put(UInt64(bitPattern: value << 1 ^ value >> 63)) }

    /// Eight bytes, least significant first.
    package mutating func put(fixed value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func put(_ value: Double) { put(fixed: value.bitPattern) }

    package mutating func put(_ text: String) {
        put(count: text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }
}
