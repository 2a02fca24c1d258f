/// Reads the data types of RFC 4251 §5 out of a visitor's key or signature; every length is checked.
struct BlobReader: Sendable {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: some Collection<UInt8>) { rest = ArraySlice(bytes) }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func string() throws(SSHCryptoError) -> ArraySlice<UInt8> {
        guard rest.count >= 4 else { throw .malformedBlob }
        let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard length <= rest.count - 4 else { throw .malformedBlob }
        let string = rest.dropFirst(4).prefix(length)
        rest = rest.dropFirst(4 + length)
        return string
    }

    mutating func name() throws(SSHCryptoError) -> String {
        let bytes = try string()
        guard bytes.count <= 64, bytes.allSatisfy({ 0x21...0x7e ~= $0 }) else { throw .malformedBlob }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A number that is not negative: its bytes in network order without zeros in front.
    mutating func number() throws(SSHCryptoError) -> [UInt8] {
        let body = try string()
        if let first = body.first, first >= 0x80 { throw .malformedBlob }
        return Array(body.drop { $0 == 0 })
    }
}
