import CNetfilter

/// The receiving end of an NFLOG group (net/netfilter/nfnetlink_log.c). One socket may have a group at a time.
package struct PacketLogSocket: ~Copyable, Sendable {
    private var socket: NetlinkSocket
    /// The number that the next packet should have.
    private var nextSequence: UInt32 = 0
    package private(set) var statistics = PacketLogStatistics()

    /// An IPv6 header and the ports after it.
    static let copiedBytes: UInt32 = 64
    /// So many packets at most in one message: one at a time costs eleven times as much.
    static let packetsPerMessage: UInt32 = 64
    /// In hundredths of a second: how long the kernel may keep a packet while it waits for more.
    static let patience: UInt32 = 2
    /// Room for that many packets with their attributes, some 240 bytes each.
    static let messageSize: UInt32 = 1 << 14
    /// What may queue up while the listener is busy: a quarter of a second at 200,000 packets a second.
    static let queueSize = 16 << 20

    private let group: UInt16

    /// Binds the group. Fails with ``NetlinkError/logGroupTaken(_:)`` when another socket has it.
    package init(group: UInt16) throws(NetlinkError) {
        var socket = try NetlinkSocket(.netfilter)
        socket.setReceiveQueue(Self.queueSize)
        do {
            try Self.configure(&socket, group, NFULNL_CFG_CMD_BIND)
        } catch  where error.code == .notPermitted || error.code == .busy {
            throw .logGroupTaken(group)
        }
        // struct nfulnl_msg_config_mode: how many bytes, what of, padding
        let mode = withUnsafeBytes(of: Self.copiedBytes.bigEndian) { Array($0) } + [UInt8(NFULNL_COPY_PACKET), 0]
        try Self.configure(&socket, group) {
            $0.data(NFULA_CFG_MODE, mode)
            $0.number(NFULA_CFG_QTHRESH, Self.packetsPerMessage)
            $0.number(NFULA_CFG_TIMEOUT, Self.patience)
            $0.number(NFULA_CFG_NLBUFSIZ, Self.messageSize)
            $0.number(NFULA_CFG_FLAGS, UInt16(NFULNL_CFG_F_SEQ))
        }
        self.socket = socket
        self.group = group
    }

    /// Gives the group back, so that another socket may have it at once. Closing the socket does that too, but not while a
    /// process that is just being started holds a copy of the descriptor.
    package mutating func unbind() throws(NetlinkError) {
        try Self.configure(&socket, group, NFULNL_CFG_CMD_UNBIND)
    }

    /// To wait on.
    package var descriptor: Int32 { socket.descriptor }

    /// Adds the packets of the next message to `packets`. Returns `false` when there is none. Never waits.
    ///
    /// Messages that were dropped because the queue was full are counted, and no error.
    package mutating func receive(into packets: inout [LoggedPacket]) throws(NetlinkError) -> Bool {
        var statistics = statistics
        var nextSequence = nextSequence
        defer {
            self.statistics = statistics
            self.nextSequence = nextSequence
        }
        do {
            return try socket.receive { (message) throws(NetlinkError) in
                guard message.type == Self.packetMessage, let attributes = message.netfilterAttributes else { return }
                if let sequence: UInt32 = attributes.first(NFULA_SEQ)?.number() {
                    statistics.lost &+= UInt64(sequence &- nextSequence)
                    nextSequence = sequence &+ 1
                }
                if let packet = LoggedPacket(attributes) {
                    statistics.packets &+= 1
                    packets.append(packet)
                } else {
                    statistics.malformed &+= 1
                }
            }
        } catch .overrun {
            statistics.overruns &+= 1
            return true
        }
    }

    private static func configure(
        _ socket: inout NetlinkSocket, _ group: UInt16, _ command: nfulnl_msg_config_cmds
    ) throws(NetlinkError) {
        try configure(&socket, group) { $0.data(NFULA_CFG_CMD, [UInt8(truncatingIfNeeded: command.rawValue)]) }
    }

    private static func configure(
        _ socket: inout NetlinkSocket, _ group: UInt16, body: (inout NetlinkWriter) -> Void
    ) throws(NetlinkError) {
        try socket.exchange("listen to NFLOG group \(group)", type: configurationMessage) {
            // The group stands where other messages of netfilter have a resource.
            $0.netfilterHeader(family: 0, resource: group)
            body(&$0)
        }
    }

    private static let packetMessage = UInt16(NFNL_SUBSYS_ULOG) << 8 | UInt16(NFULNL_MSG_PACKET.rawValue)
    private static let configurationMessage = UInt16(NFNL_SUBSYS_ULOG) << 8 | UInt16(NFULNL_MSG_CONFIG.rawValue)
}
