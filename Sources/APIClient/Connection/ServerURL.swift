/// Where a server is: `http://host:port` or `https://host`, with a path in front of the API's own where a proxy asks for it.
///
/// Checked once, when it is read from configuration, so that no request can fail over it.
package struct ServerURL: Hashable, Sendable, CustomStringConvertible {
    package static let maximumLength = 1024

    /// Scheme, host, port and path, without a slash at the end.
    package let description: String
    /// Host and port as written, for messages.
    package let authority: String
    package let isEncrypted: Bool

    /// - Throws: ``APIError/invalid(_:)`` with a sentence that says what was wrong.
    package init(_ text: String) throws(APIError) {
        func refuse(_ why: String) -> APIError {
            .invalid("'\(text.prefix(200))' is no server URL: \(why); write it like https://sikker.example:7063")
        }
        guard text.utf8.count <= Self.maximumLength else {
            throw refuse("it is longer than \(Self.maximumLength) bytes")
        }
        guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw refuse("it holds spaces or characters beyond ASCII")
        }
        let lowered = text.lowercased()
        let afterScheme: Substring
        if lowered.hasPrefix("https://") {
            isEncrypted = true
            afterScheme = text.dropFirst(8)
        } else if lowered.hasPrefix("http://") {
            isEncrypted = false
            afterScheme = text.dropFirst(7)
        } else {
            throw refuse("it begins with neither http:// nor https://")
        }
        guard !afterScheme.contains(where: { $0 == "?" || $0 == "#" }) else {
            throw refuse("it has a query or fragment")
        }
        let slash = afterScheme.firstIndex(of: "/") ?? afterScheme.endIndex
        let authority = afterScheme[..<slash]
        guard !authority.contains("@") else { throw refuse("it holds a user name") }
        guard Self.isAuthority(authority) else { throw refuse("'\(authority)' is no host with an optional port") }
        var path = afterScheme[slash...]
        while path.last == "/" { path.removeLast() }
        self.authority = String(authority)
        description = (isEncrypted ? "https://" : "http://") + authority + path
    }

    /// The name or address alone, without the brackets of an IPv6 address.
    package var host: String {
        if authority.first == "[" { return String(authority.dropFirst().prefix { $0 != "]" }) }
        return String(authority.prefix { $0 != ":" })
    }

    /// The one that is written, or the scheme's.
    package var port: UInt16 {
        let afterHost = authority.first == "[" ? authority.drop { $0 != "]" } : authority[...]
        let written = afterHost.lastIndex(of: ":").flatMap { UInt16(afterHost[afterHost.index(after: $0)...]) }
        return written ?? (isEncrypted ? 443 : 80)
    }

    /// A server on this machine, on the port that it takes unless told otherwise.
    package static let thisMachine = ServerURL(plainAuthority: "127.0.0.1:7063")

    private init(plainAuthority: String) {
        description = "http://" + plainAuthority
        authority = plainAuthority
        isEncrypted = false
    }

    private static func isAuthority(_ text: Substring) -> Bool {
        let host: Substring
        let rest: Substring
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return false }
            host = text[text.index(after: text.startIndex)..<end]
            rest = text[text.index(after: end)...]
            guard host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return false }
        } else {
            let colon = text.firstIndex(of: ":") ?? text.endIndex
            host = text[..<colon]
            rest = text[colon...]
            guard host.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_" }) else {
                return false
            }
        }
        guard !host.isEmpty else { return false }
        guard let colon = rest.first else { return true }
        let digits = rest.dropFirst()
        return colon == ":" && digits.utf8.allSatisfy { (0x30...0x39).contains($0) } && (UInt16(digits) ?? 0) > 0
    }
}
