import APIClient
import Blocklists
import IPNetworks

/// Where messages are posted: `https`, or `http` to this machine.
///
/// With many services whoever knows the URL may post. It shows no more of itself than the host.
package struct NotificationTarget: Hashable, Sendable {
    let url: FetchURL

    /// `nil` for what no message may be posted to.
    package init?(_ text: String) {
        guard let url = try? FetchURL(text), url.isEncrypted || Self.isThisMachine(url.host) else { return nil }
        self.url = url
    }

    /// All of it. Not to be shown.
    package var text: String { url.text }

    private static func isThisMachine(_ host: String) -> Bool {
        host.lowercased() == "localhost" || IPAddress(host).map(loopback.contains) ?? false
    }

    private static let loopback = IPAddressSet(["127.0.0.0/8", "::1"].compactMap { IPRange($0) })
}

extension NotificationTarget: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(url.isEncrypted ? "https" : "http")://\(url.server.authority)/…" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
