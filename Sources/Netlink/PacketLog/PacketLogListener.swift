/// Receives the packets of an NFLOG group on a thread of its own and hands them over in batches.
package actor PacketLogListener {
    private let thread: NetlinkThread
    private let group: UInt16
    private let onPackets: @Sendable ([LoggedPacket]) -> Void
    private var socket: PacketLogSocket?
    private var descriptor: Int32?
    /// Why it stopped by itself, if it did.
    package private(set) var failure: NetlinkError?
    /// What was counted by sockets of earlier times.
    private var total = PacketLogStatistics()
    /// Used again for every batch.
    private var batch: [LoggedPacket] = []

    /// So many messages are read before the thread turns to something else.
    private static let messagesAtOnce = 64

    /// - Parameters:
    ///   - thread: better not one that large transactions keep busy. Its network namespace is the one listened to.
    ///   - onPackets: called on that thread with some 64 packets at a time, some 20 ms after the first of them at most. Who
    ///     keeps the array makes a copy of it.
    package init(thread: NetlinkThread, group: UInt16, onPackets: @escaping @Sendable ([LoggedPacket]) -> Void) {
        self.thread = thread
        self.group = group
        self.onPackets = onPackets
        batch.reserveCapacity(2 * Int(PacketLogSocket.packetsPerMessage))
    }

    isolated deinit { stop() }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }

    /// Binds the group. Fails with ``NetlinkError/logGroupTaken(_:)`` when somebody else listens to it.
    package func start() throws(NetlinkError) {
        guard descriptor == nil else { return }
        failure = nil
        let socket = try PacketLogSocket(group: group)
        let descriptor = socket.descriptor
        self.socket = consume socket
        self.descriptor = descriptor
        thread.watch(descriptor) { [weak self] in
            self?.assumeIsolated { $0.receive() }
        }
    }

    package func stop() {
        guard let descriptor else { return }
        thread.unwatch(descriptor)
        total = statistics
        self.descriptor = nil
        // What cannot be given back goes with the socket.
        try? socket?.unbind()
        socket = nil
    }

    package var statistics: PacketLogStatistics {
        guard let current = socket?.statistics else { return total }
        var sum = total
        sum.packets &+= current.packets
        sum.lost &+= current.lost
        sum.overruns &+= current.overruns
        sum.malformed &+= current.malformed
        return sum
    }

    private func receive() {
        for _ in 0..<Self.messagesAtOnce {
            batch.removeAll(keepingCapacity: true)
            do throws(NetlinkError) {
                guard try socket?.receive(into: &batch) ?? false else { return }
            } catch {
                failure = error
                stop()
            }
            if !batch.isEmpty { onPackets(batch) }
        }
    }
}
