import CNetfilter

/// The kernel interfaces spoken to, by their number in linux/netlink.h.
package enum NetlinkProtocol: Sendable {
    /// Addresses, routes, links.
    case route
    /// Sockets of this host.
    case socketDiagnostics
    /// nf_tables and NFLOG.
    case netfilter

    var number: Int32 {
        switch self {
        case .route: NETLINK_ROUTE
        case .socketDiagnostics: NETLINK_SOCK_DIAG
        case .netfilter: NETLINK_NETFILTER
        }
    }
}
