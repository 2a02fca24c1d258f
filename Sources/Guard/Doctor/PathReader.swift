import Firewall
import Netlink

/// Reads what packets pass, on a thread that may block and is in the right network namespace.
actor PathReader {
    private let thread: NetlinkThread

    init(thread: NetlinkThread) { self.thread = thread }

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }

    func read() throws(NetlinkError) -> PacketPath { try PacketPath.read() }
}
