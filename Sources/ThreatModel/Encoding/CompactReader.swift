/// Reads what ``CompactWriter`` wrote. Any bytes may be given: what does not fit throws, nothing traps, and no length in
/// the input makes it reserve memory before the bytes are there.
package struct CompactReader {
    private let bytes: [UInt8]
    private var position = 0

    /// The input ended early, or a value is outside what its place allows.
    package struct Malformed: Error {
        package init() {}
    }

    package init(_ bytes: some Collection<UInt8>) { self.bytes = Array(bytes) }

    package var isAtEnd: Bool { position == bytes.count }

    package mutating func byte() throws(Malformed) -> UInt8 {
        guard position < bytes.count else { throw Malformed() }
        defer { position += 1 }
        return bytes[position]
    }

    package mutating func integer() throws(Malformed) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let next = try byte()
            // The tenth byte holds only the top bit of 64.
            guard shift < 63 || next <= 1 else { throw Malformed() }
            value |= UInt64(next & 0x7f) << shift
            if next < 0x80 { return value }
        }
        throw Malformed()
    }

    package mutating func integer32() throws(Malformed) -> UInt32 {
        guard let value = UInt32(exactly: try integer()) else { throw Malformed() }
        return value
    }

    /// A count of at most `limit`.
    package mutating func count(upTo limit: Int) throws(Malformed) -> Int {
        guard let value = Int(exactly: try integer()), value <= limit else { throw Malformed() }
        return value
    }

    package mutating func signed() throws(Malformed) -> Int64 {
        let value = try integer()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    package mutating func fixed() throws(Malformed) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 8) { value |= UInt64(try byte()) << shift }
        return value
    }

    package mutating func double() throws(Malformed) -> Double { Double(bitPattern: try fixed()) }

    /// UTF-8 text of at most `limit` bytes.
    package mutating func text(upTo limit: Int) throws(Malformed) -> String {
        let length = try count(upTo: limit)
        guard length <= bytes.count - position,
            let text = String(validating: bytes[position..<position + length], as: UTF8.self)
        else { throw Malformed() }
        position += length
        return text
    }
}
