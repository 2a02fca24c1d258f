/// The version a client claims to speak. A request line without one is that of HTTP/0.9.
struct HTTPVersion: Hashable, Comparable, Sendable {
    let major: UInt8
    let minor: UInt8

    static let v0_9 = Self(major: 0, minor: 9)
    static let v1_0 = Self(major: 1, minor: 0)
    static let v1_1 = Self(major: 1, minor: 1)

    static func < (a: Self, b: Self) -> Bool { (a.major, a.minor) < (b.major, b.minor) }
}

extension HTTPVersion {
    /// "HTTP/" DIGIT "." DIGIT (RFC 9112 §2.3); nil for anything else.
    init?(_ text: ArraySlice<UInt8>) {
        let bytes = Array(text)
        guard bytes.count == 8, bytes.starts(with: "HTTP/".utf8), ASCII.isDigit(bytes[5]), bytes[6] == 0x2e,
            ASCII.isDigit(bytes[7])
        else { return nil }
        self.init(major: bytes[5] - 0x30, minor: bytes[7] - 0x30)
    }
}
