package import Blocklists
package import Firewall
package import Netlink
package import Settings

/// Why the guard does not run, or does not do what it was asked. ``description`` is one sentence for the user.
package enum GuardError: Error, Equatable, Sendable {
    /// A setting cannot be used.
    case setting(SettingFault)
    /// Another guard has what only one can have.
    case alreadyRunning(String)
    /// The data folder cannot be used.
    case storage(BlocklistError)
    /// The firewall cannot be used.
    case firewall(FirewallError)
    /// The kernel does not tell about this host.
    case host(NetlinkError)
}

extension GuardError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .setting(let fault): fault.description
        case .alreadyRunning(let sentence): sentence
        case .storage(let error): error.description
        case .firewall(let error): error.description
        case .host(let error): "the addresses of this host cannot be read: \(error)"
        }
    }
}
