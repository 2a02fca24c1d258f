/// Where a visitor's program fetches from.
struct RemoteURL: Hashable, Sendable {
    /// "http", "https", "ftp", "tftp".
    var scheme: ByteString
    var host: ByteString
    var port: Int
    var path: ByteString

    /// Bytes of an address that are looked at.
    private static let longest = 4096

    /// Reads what `wget` and `curl` take; without a scheme it is HTTP.
    init?(_ text: ByteString) {
        guard !text.isEmpty, text.count <= Self.longest else { return nil }
        var rest = text[...]
        scheme = "http"
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")), rest[colon...].starts(with: "://".utf8) {
            scheme = rest[..<colon].lowercased
            rest = rest[(colon + 3)...]
        }
        let ports: [ByteString: Int] = ["http": 80, "https": 443, "ftp": 21, "tftp": 69]
        guard let usual = ports[scheme] else { return nil }
        var authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        path = ByteString(rest[authority.endIndex...])
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
        port = usual
        if authority.first == UInt8(ascii: "["), let close = authority.firstIndex(of: UInt8(ascii: "]")) {
            if authority[(close + 1)...].first == UInt8(ascii: ":") {
                port = authority[(close + 2)...].decimal ?? usual
            }
            authority =
                authority[(close + 1)..<close + 1].isEmpty ? authority[authority.startIndex + 1..<close] : authority
        } else if let colon = authority.lastIndex(of: UInt8(ascii: ":")) {
            port = authority[(colon + 1)...].decimal ?? usual
            authority = authority[..<colon]
        }
        host = ByteString(authority)
        guard !host.isEmpty, (1...65_535).contains(port) else { return nil }
    }

    init(scheme: ByteString, host: ByteString, port: Int, path: ByteString) {
        (self.scheme, self.host, self.port) = (scheme, host, port)
        self.path = path.first == UInt8(ascii: "/") ? path : "/" + path
    }

    /// The address in full.
    var text: ByteString {
        let ports: [ByteString: Int] = ["http": 80, "https": 443, "ftp": 21, "tftp": 69]
        let shown = host.contains(UInt8(ascii: ":")) ? "[" + host + "]" : host
        return "\(scheme)://\(shown)\(ports[scheme] == port ? "" : ":\(port)")\(path)"
    }

    /// The name under which `wget` saves it.
    var fileName: ByteString {
        let path = path.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let name = ByteString(path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).last ?? [])
        return name.isEmpty ? "index.html" : name
    }
}
