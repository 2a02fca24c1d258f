import CNetfilter

/// Tells that interfaces of this host came, changed or went; what happened is asked with ``RouteSocket/links()``.
package struct LinkMonitor: ~Copyable, Sendable {
    private var socket: NetlinkSocket

    package init() throws(NetlinkError) {
        let socket = try NetlinkSocket(.route)
        try socket.join(RTNLGRP_LINK)
        self.socket = socket
    }

    /// Becomes readable when there is something for ``drain()``.
    package var descriptor: Int32 { socket.descriptor }

    /// Takes all that was told.
    package mutating func drain() {
        while true {
            do throws(NetlinkError) {
                guard try socket.receive({ (_) throws(NetlinkError) in }) else { return }
            } catch {
                guard error == .overrun else { return }
            }
        }
    }
}
