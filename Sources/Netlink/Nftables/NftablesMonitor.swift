import CNetfilter
import Glibc

/// A subscription to the kernel's announcements of changes to its tables.
///
/// Every committed transaction ends with the number of the generation it made (`NFT_MSG_NEWGEN`). As long as one has
/// been seen for each number, nothing has been missed.
package struct NftablesMonitor: ~Copyable, Sendable {
    private var socket: NetlinkSocket

    /// Room for the announcement of some ten thousand objects. Who falls behind is told so, and reads everything anew.
    private static let queueSize = 4 << 20

    package init() throws(NetlinkError) {
        let socket = try NetlinkSocket(.netfilter)
        socket.setReceiveQueue(Self.queueSize)
        try socket.join(NFNLGRP_NFTABLES)
        self.socket = socket
    }

    /// To wait on.
    package var descriptor: Int32 { socket.descriptor }

    /// Hands over what was announced since the last call. Never waits.
    package mutating func drain(_ visit: (NftablesAnnouncement) -> Void) throws(NetlinkError) {
        var more = true
        while more {
            do {
                more = try socket.receive { (message) throws(NetlinkError) in
                    if let announcement = NftablesAnnouncement(message) { visit(announcement) }
                }
            } catch .overrun {
                visit(.missed)
            }
        }
    }

    /// Waits for something to drain.
    package func wait(_ timeout: Duration) {
        var polled = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
        poll(&polled, 1, Int32(clamping: timeout.wholeMilliseconds))
    }

    /// While a large transaction of our own is under way: the kernel would write a message for each of its elements.
    /// Afterwards the generation tells whether anything else happened meanwhile.
    package func pause() throws(NetlinkError) { try socket.leave(NFNLGRP_NFTABLES) }

    package func resume() throws(NetlinkError) { try socket.join(NFNLGRP_NFTABLES) }
}
