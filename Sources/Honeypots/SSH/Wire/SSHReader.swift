/// Reads the data types of RFC 4251 §5 out of a message. Nothing is trusted: what does not fit into the bytes that are
/// left is nil.
struct SSHReader: Sendable {
    private var rest: ArraySlice<UInt8>

    init(_ message: some Collection<UInt8>) { rest = ArraySlice(message) }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func byte() -> UInt8? { rest.popFirst() }

    mutating func boolean() -> Bool? { rest.popFirst().map { $0 != 0 } }

    mutating func uint32() -> UInt32? {
        guard rest.count >= 4 else { return nil }
        let value = rest.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        rest = rest.dropFirst(4)
        return value
    }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func string() -> [UInt8]? { slice().map { Array($0) } }

    /// A string without a copy of its bytes.
    mutating func slice() -> ArraySlice<UInt8>? {
        guard rest.count >= 4 else { return nil }
        let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard length <= rest.count - 4 else { return nil }
        defer { rest = rest.dropFirst(4 + length) }
        return rest.dropFirst(4).prefix(length)
    }

    /// A string that is shown to people or compared with names; what is no UTF-8 is repaired.
    mutating func text() -> String? { slice().map { String(decoding: $0, as: UTF8.self) } }

    /// A number that is not negative, in network order without zeros in front; nil where it is negative.
    mutating func number() -> [UInt8]? {
        guard let body = slice() else { return nil }
        if let first = body.first, first >= 0x80 { return nil }
        return Array(body.drop { $0 == 0 })
    }
}
