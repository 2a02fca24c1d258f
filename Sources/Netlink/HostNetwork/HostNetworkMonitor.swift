import CNetfilter

/// Tells when addresses, links or routes of this host change.
package actor HostNetworkMonitor {
    private let thread: NetlinkThread
    private var socket: NetlinkSocket?
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    private static let groups = [
        RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR, RTNLGRP_IPV4_ROUTE, RTNLGRP_IPV6_ROUTE,
    ]

    package init(thread: NetlinkThread) {
        self.thread = thread
        (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    isolated deinit {
        if let descriptor = socket?.descriptor { thread.unwatch(descriptor) }
        continuation.finish()
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }

    /// One element for one change or many, from this call on. For one reader.
    package func changes() throws(NetlinkError) -> AsyncStream<Void> {
        guard socket == nil else { return stream }
        let socket = try NetlinkSocket(.route)
        for group in Self.groups { try socket.join(group) }
        let descriptor = socket.descriptor
        self.socket = consume socket
        thread.watch(descriptor) { [weak self] in
            self?.assumeIsolated { $0.drain() }
        }
        return stream
    }

    private func drain() {
        // What changed is not looked at: whoever is told asks for everything anew.
        var more = true
        while more {
            do throws(NetlinkError) {
                more = try socket?.receive { (_) throws(NetlinkError) in } ?? false
            } catch .overrun {
                continue
            } catch {
                break
            }
        }
        continuation.yield()
    }
}
