package import IPNetworks

/// Why an address is never blocked.
package enum AllowReason: Hashable, Sendable {
    /// No host on the Internet has such an address.
    case specialPurpose(SpecialPurpose)
    case ownAddress
    case ownNetwork
    case gateway
    case resolver
    /// A server that this guard asks.
    case server(String)
    /// The user says so.
    case whitelist(String)
    /// The address of a host that the user names.
    case whitelistHost(String)
    /// The user allows the whole country; its code.
    case country(String)
    /// Somebody is logged in from there.
    case sshSession
}

extension AllowReason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .specialPurpose(let block): "\(block.name) (\(block.reference))"
        case .ownAddress: "address of this host"
        case .ownNetwork: "network of this host"
        case .gateway: "default gateway"
        case .resolver: "name server of this host"
        case .server(let name): "server \(name), which this guard asks"
        case .whitelist(let entry): "allowlist entry \(entry)"
        case .whitelistHost(let name): "address of \(name) on the allowlist"
        case .country(let code): "country \(code) on the allowlist"
        case .sshSession: "SSH session to this host"
        }
    }
}
