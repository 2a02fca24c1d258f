/// One field of a form or of a query.
struct HTTPFormField: Hashable, Sendable {
    /// Fields looked at; a form has no more.
    static let maximumFields = 200

    var name: ByteString
    var value: ByteString

    /// `name=value&…` with escapes (WHATWG URL §5.1).
    static func urlEncoded(_ bytes: some Collection<UInt8>) -> [Self] {
        bytes.split(separator: UInt8(ascii: "&"), maxSplits: maximumFields).prefix(maximumFields).map { pair in
            let name = pair.prefix { $0 != UInt8(ascii: "=") }
            func text(_ bytes: some Collection<UInt8>) -> ByteString {
                ByteString(HTTPText.decoded(bytes, plusIsSpace: true) ?? [])
            }
            return Self(name: text(name), value: text(pair.dropFirst(name.count + 1)))
        }
    }
}
