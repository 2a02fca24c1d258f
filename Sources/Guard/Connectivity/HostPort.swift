package import APIClient
import IPNetworks

/// A TCP port of a host: `db.example:5432`, `192.0.2.1:22`, `[2001:db8::1]:22`.
package struct HostPort: Hashable, Sendable, CustomStringConvertible {
    /// A name or an address, without brackets.
    package let host: String
    package let port: UInt16

    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    package init(_ server: ServerURL) { self.init(host: server.host, port: server.port) }

    /// `nil` for what is no host and port.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0 else {
            return nil
        }
        var host = text[..<colon]
        if host.first == "[", host.last == "]" {
            host = host.dropFirst().dropLast()
            guard host.contains(":") else { return nil }
        } else if host.contains(":") {
            return nil
        }
        switch WhitelistEntry(String(host)) {
        case .host(let name): self.init(host: name, port: port)
        case .range(let range) where range.isSingle: self.init(host: String(host), port: port)
        case .range, .country, nil: return nil
        }
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension IPRange {
    fileprivate var isSingle: Bool {
        switch self {
        case .v4(let range): range.first == range.last
        case .v6(let range): range.first == range.last
        }
    }
}
