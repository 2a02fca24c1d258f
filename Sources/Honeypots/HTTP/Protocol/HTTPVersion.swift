/// The version at the end of a request line. HTTP/0.9 has none there (RFC 1945 §5).
struct HTTPVersion: Hashable, Comparable, Sendable {
    var major: UInt8
    var minor: UInt8

    static let v0_9 = Self(major: 0, minor: 9)
    static let v1_0 = Self(major: 1, minor: 0)
    static let v1_1 = Self(major: 1, minor: 1)

    init(major: UInt8, minor: UInt8) { (self.major, self.minor) = (major, minor) }

    /// "HTTP/1.1", with one digit on either side of the dot (RFC 9112 §2.3).
    init?(_ text: some Collection<UInt8>) {
        let bytes = Array(text)
        guard bytes.count == 8, bytes.starts(with: "HTTP/".utf8), bytes[5].isDigit, bytes[6] == UInt8(ascii: "."),
            bytes[7].isDigit
        else { return nil }
        self.init(major: bytes[5] & 0x0f, minor: bytes[7] & 0x0f)
    }

    static func < (a: Self, b: Self) -> Bool { (a.major, a.minor) < (b.major, b.minor) }
}
