import IPNetworks

/// The one address that a webhook's request is sent to, decided anew for each attempt.
///
/// A name may lead elsewhere now than when it was set, and elsewhere a moment after it was looked at. So it is looked up
/// once, every address it has must be allowed, and the connection goes to one that was looked at, whatever the name says by
/// then.
struct WebhookTarget: Equatable, Sendable {
    let url: WebhookURL
    let address: IPAddress

    /// - Parameter attempt: attempts that failed: each tries the next of the name's addresses.
    static func resolve(
        _ url: WebhookURL, by lookup: any HostLookup, allowsPrivate: Bool, attempt: Int
    ) async -> Result<WebhookTarget, Refusal> {
        guard allowsPrivate || url.isEncrypted else { return .failure(.notAllowed) }
        let addresses = if let literal = IPAddress(url.host) { [literal] } else { await lookup.addresses(of: url.host) }
        guard !addresses.isEmpty else { return .failure(.unknownHost) }
        guard allowsPrivate || addresses.allSatisfy(isPublic) else { return .failure(.notAllowed) }
        return .success(WebhookTarget(url: url, address: addresses[attempt % addresses.count]))
    }

    enum Refusal: Error, Equatable {
        case unknownHost
        case notAllowed
    }

    /// Whether an address belongs to a host on the Internet: no loopback, private, link-local, shared, multicast or other
    /// special block, neither as itself nor carried inside an address of a translator or tunnel.
    static func isPublic(_ address: IPAddress) -> Bool {
        address.isListable && address.carriedIPv4 == nil
    }
}
