/// Reads the fields of one message (draft-ietf-secsh-filexfer-02 §3, in the types of RFC 4251 §5); what is not there is
/// an error, never a trap.
struct SFTPReader {
    /// The message ends before its fields do.
    struct Short: Error {}

    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func byte() throws(Short) -> UInt8 {
        guard let byte = rest.popFirst() else { throw Short() }
        return byte
    }

    mutating func number() throws(Short) -> UInt32 {
        guard rest.count >= 4 else { throw Short() }
        let value = rest.prefix(4).reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        rest.removeFirst(4)
        return value
    }

    mutating func longNumber() throws(Short) -> UInt64 {
        let high = try number()
        return UInt64(high) << 32 | UInt64(try number())
    }

    mutating func string() throws(Short) -> ArraySlice<UInt8> {
        let count = Int(try number())
        guard count <= rest.count else { throw Short() }
        defer { rest.removeFirst(count) }
        return rest.prefix(count)
    }

    /// A string as a C program takes it for a path: one with a NUL inside is no string at all.
    mutating func path() throws(Short) -> ByteString {
        let bytes = ByteString(try string())
        guard !bytes.contains(0) else { throw Short() }
        return bytes
    }
}
