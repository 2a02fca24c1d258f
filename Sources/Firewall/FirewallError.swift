package import Netlink

/// What a firewall backend can answer instead of doing what it was asked. ``description`` is a sentence for the user.
package enum FirewallError: Error, Equatable, Sendable {
    /// The process lacks CAP_NET_ADMIN in its network namespace.
    case notPermitted
    /// This kernel cannot do it; what is missing.
    case unsupported(String)
    /// What the plan was made for is no longer so. Read again, plan again.
    case stale
    /// The plan does not fit to what is there; nothing was changed. Read again, plan again.
    case drifted(String)
    /// More than the kernel could take; nothing was changed.
    case tooLarge(String)
    /// What was read back is not what was written.
    case mismatch(String)
    /// Anything else that went wrong between us and the kernel; nothing was changed.
    case kernel(NetlinkError)
    /// A program that was needed is not there or failed; what it said. Nothing was changed.
    case program(String)

    package var description: String {
        switch self {
        case .notPermitted:
            "changing the firewall needs CAP_NET_ADMIN: run as root, or with the capability NET_ADMIN in a container"
        case .unsupported(let what): "this kernel's firewall cannot be used: \(what)"
        case .stale: "the firewall's tables were changed by somebody else since they were read"
        case .drifted(let what): "the firewall does not hold what it was thought to hold: \(what)"
        case .tooLarge(let what): "the kernel has no room for the change: \(what)"
        case .mismatch(let what): "the kernel does not hold what was written: \(what)"
        case .kernel(let error): "the firewall could not be changed: \(error)"
        case .program(let what): "the firewall could not be changed: \(what)"
        }
    }
}

extension FirewallError: CustomStringConvertible {}

extension FirewallError {
    /// The user's view of an error of netlink.
    package init(_ error: NetlinkError) {
        switch error.code {
        case .notPermitted?, .accessDenied?:
            self = .notPermitted
        case .protocolNotSupported?, .familyNotSupported?:
            self = .unsupported("it was built without netfilter's netlink interface (CONFIG_NETFILTER_NETLINK)")
        case .notSupported?:
            self = .unsupported("it was built without what is asked for, \(error)")
        case .noSetType?:
            self = .unsupported("it lacks a type of set, \(error); load the modules ip_set_hash_ip, _net and _ipport")
        case .noSuchObject?, .exists?, .overlaps?, .elementExists?, .setTypesDiffer?:
            self = .drifted("\(error)")
        case .noBuffers?, .messageTooLong?, .outOfMemory?, .tableFull?, .setFull?, .tooManySets?:
            self = .tooLarge("\(error)")
        case .staleGeneration?:
            self = .stale
        default:
            self = .kernel(error)
        }
    }
}
