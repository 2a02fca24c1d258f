import IPNetworks

/// Where a webhook goes: checked when it is set, so that what is looked up, what is connected to and what is asked for can
/// never be three different things.
///
/// Stricter than URLs may be (RFC 3986): one host of plain characters, no user name, no fragment. Parsers that disagree
/// about what the host is are how servers are tricked.
struct WebhookURL: Hashable, Sendable, CustomStringConvertible {
    static let maximumLength = 2048

    let isEncrypted: Bool
    /// In lower case; of an IPv6 address without its brackets.
    let host: String
    /// As it was given; `nil` for the scheme's own.
    let port: UInt16?
    /// Path and query, beginning with a slash.
    let target: String

    /// - Throws: ``RequestError`` with a sentence that names the field.
    init(_ text: String) throws(RequestError) {
        func refuse(_ why: String) -> RequestError {
            .badRequest("'url' \(why); write it like https://hooks.example.com/sikker")
        }
        guard text.utf8.count <= Self.maximumLength else { throw refuse("is longer than \(Self.maximumLength) bytes") }
        guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) && !Self.forbidden.contains($0) }) else {
            throw refuse("holds characters that a URL has only in encoded form")
        }
        let lowered = text.lowercased()
        let rest: Substring
        if lowered.hasPrefix("https://") {
            isEncrypted = true
            rest = text.dropFirst(8)
        } else if lowered.hasPrefix("http://") {
            isEncrypted = false
            rest = text.dropFirst(7)
        } else {
            throw refuse("must begin with https://")
        }
        guard !rest.contains("#") else { throw refuse("has a fragment, which no server sees") }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard let (host, port) = Self.authority(rest[..<end].lowercased()) else {
            throw refuse("must name one host, with or without a port, and nothing else before its path")
        }
        self.host = host
        self.port = port
        target = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/" + rest[end...]
    }

    /// The URL made of the parts that were understood.
    var description: String {
        let bracketed = host.contains(":") ? "[\(host)]" : host
        return (isEncrypted ? "https://" : "http://") + bracketed + (port.map { ":\($0)" } ?? "") + target
    }

    var connectPort: UInt16 { port ?? (isEncrypted ? 443 : 80) }

    /// Never in a URL as they are; parsers that repair them disagree.
    private static let forbidden = Set("\"<>\\^`{|}".utf8)

    private static func authority(_ text: String) -> (host: String, port: UInt16?)? {
        var rest = text[...]
        let host: Substring
        if rest.first == "[" {
            guard let end = rest.firstIndex(of: "]") else { return nil }
            host = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
            guard host.contains(":"), IPAddress(String(host)) != nil else { return nil }
        } else {
            host = rest.prefix { $0 != ":" }
            rest = rest.dropFirst(host.count)
            guard !host.isEmpty, host.utf8.count <= 253, host.first != ".", host.first != "-",
                host.utf8.allSatisfy(isHostByte)
            else { return nil }
        }
        guard rest.first == ":" else { return rest.isEmpty ? (String(host), nil) : nil }
        guard let number = ASCIIText.number(rest.dropFirst().utf8), let port = UInt16(exactly: number), port > 0 else {
            return nil
        }
        return (String(host), port)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
            UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
