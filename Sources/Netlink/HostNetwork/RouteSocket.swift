import CNetfilter
package import IPNetworks

/// Asks the kernel for addresses and routes (rtnetlink, RFC 3549 §3).
package struct RouteSocket: ~Copyable, Sendable {
    var socket: NetlinkSocket

    package init() throws(NetlinkError) { socket = try NetlinkSocket(.route) }

    /// All addresses of this host.
    package mutating func addresses() throws(NetlinkError) -> [HostAddress] {
        try socket.list("list the addresses", type: UInt16(RTM_GETADDR), into: []) {
            $0.host(ifaddrmsg())
        } _: { (addresses, message) throws(NetlinkError) in
            if message.type == UInt16(RTM_NEWADDR), let address = HostAddress(message) { addresses.append(address) }
        }
    }

    /// All network interfaces of this host.
    package mutating func links() throws(NetlinkError) -> [HostLink] {
        try socket.list("list the interfaces", type: UInt16(RTM_GETLINK), into: []) {
            $0.host(ifinfomsg())
        } _: { (links, message) throws(NetlinkError) in
            if message.type == UInt16(RTM_NEWLINK), let link = HostLink(message) { links.append(link) }
        }
    }

    /// The routers by which the default routes of all routing tables lead away from here, each once. A route to one half
    /// of all addresses counts as a default route: tunnels use two of them to go before the real one.
    package mutating func gateways() throws(NetlinkError) -> [IPAddress] {
        let gateways = try socket.list("list the routes", type: UInt16(RTM_GETROUTE), into: Set<IPAddress>()) {
            $0.host(rtmsg())
        } _: { (gateways, message) throws(NetlinkError) in
            guard message.type == UInt16(RTM_NEWROUTE), let route = RouteMessage(message), route.isDefault else {
                return
            }
            gateways.formUnion(route.gateways)
        }
        return gateways.sorted()
    }

    /// The hosts on this host's links that the kernel knows of.
    package mutating func neighbours() throws(NetlinkError) -> [Neighbour] {
        try socket.list("list the neighbours", type: UInt16(RTM_GETNEIGH), into: []) {
            $0.host(ndmsg())
        } _: { (neighbours, message) throws(NetlinkError) in
            if message.type == UInt16(RTM_NEWNEIGH), let neighbour = Neighbour(message) { neighbours.append(neighbour) }
        }
    }
}
