import IPNetworks

/// The server that texts of integrations are made for. Its address goes into scripts that run as root, so nothing is taken for one
/// that could mean anything else to a shell, to fail2ban or to curl.
package struct IntegrationServer: Hashable, Sendable {
    /// Without a slash at its end, such as `https://sikker.example`.
    package let baseURL: String
    /// Of the program.
    package let version: String

    package static let maximumLength = 512

    /// - Parameters:
    ///   - baseURL: `http` or `https`, a host name or an address, perhaps a port and a path of plain letters, digits and `-._~`.
    ///   - version: the program's, such as `1.2.0`.
    package init(baseURL: String, version: String) throws(IntegrationError) {
        guard let rest = Self.afterScheme(baseURL), baseURL.utf8.count <= Self.maximumLength else {
            throw .noBaseURL(baseURL)
        }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        guard Self.isAuthority(rest[..<slash]), Self.isPath(rest[slash...]) else { throw .noBaseURL(baseURL) }
        guard !version.isEmpty, version.utf8.allSatisfy({ Self.isPlain($0) || $0 == UInt8(ascii: "+") }) else {
            throw .noVersion(version)
        }
        self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        self.version = version
    }

    /// A text with `@BASE_URL@` and `@VERSION@` filled in.
    package func filled(_ template: String) -> String {
        template.replacing("@BASE_URL@", with: baseURL).replacing("@VERSION@", with: version)
    }

    /// Whether a text is a host as it stands in URLs and in the `Host` field of a request (RFC 9112 §3.2), with or without a port.
    package static func isAuthority(_ text: some StringProtocol) -> Bool {
        var host = Substring(text)
        if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") {
            let port = host[host.index(after: colon)...]
            guard port.utf8.allSatisfy(isDigit), let number = UInt16(port), number > 0 else { return false }
            host = host[..<colon]
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            let address = host.dropFirst().dropLast()
            return address.contains(":") && IPAddress(String(address)) != nil
        }
        return isHostName(host)
    }

    /// Labels of letters, digits and hyphens (RFC 1123 §2.1), and underscores, which names inside networks have. An IPv4
    /// address is one.
    private static func isHostName(_ host: Substring) -> Bool {
        guard (1...253).contains(host.utf8.count) else { return false }
        return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { isPlain($0) && $0 != UInt8(ascii: "~") }
        }
    }

    private static func afterScheme(_ url: String) -> Substring? {
        for scheme in ["https://", "http://"] where url.hasPrefix(scheme) { return url.dropFirst(scheme.count) }
        return nil
    }

    private static func isPath(_ path: Substring) -> Bool {
        path.utf8.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "/") } && !path.contains("//") && !path.contains("..")
    }

    /// The characters that need no encoding in a URL (RFC 3986 §2.3).
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: isDigit(byte)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
