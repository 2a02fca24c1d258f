import CNetfilter
import Glibc

/// A raw netlink socket of one owner: never blocks, closes itself, belongs to the network namespace of the thread that
/// opened it.
///
/// The kernel works through a request while it is being sent, so an answer is there as soon as `send` returns. That is
/// why nothing here waits.
package struct NetlinkSocket: ~Copyable, Sendable {
    package let descriptor: Int32
    /// The address the kernel gave this socket. Messages that it causes carry it, which tells our own changes from others'.
    package let portID: UInt32

    private var buffer: [UInt8]
    private var lastSequence: UInt32 = 0
    private var sendLimit: Int

    /// Holds any datagram the kernel makes: listings come in pieces of up to 32 KiB (net/netlink/af_netlink.c,
    /// `netlink_recvmsg`).
    package static let defaultReceiveSize = 1 << 16
    /// `SOL_NETLINK` of linux/socket.h, which the C library's headers hide.
    private static let optionLevel: Int32 = 270

    package init(
        _ netlinkProtocol: NetlinkProtocol, receiveSize: Int = Self.defaultReceiveSize
    ) throws(NetlinkError) {
        let kind = Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_NETLINK, kind, netlinkProtocol.number)
        guard descriptor >= 0 else { throw .call("socket(AF_NETLINK)", code: .current) }
        var address = sockaddr_nl()
        address.nl_family = sa_family_t(AF_NETLINK)
        var length = socklen_t(MemoryLayout<sockaddr_nl>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard bound else {
            let code = KernelErrorCode.current
            close(descriptor)
            throw .call("bind(AF_NETLINK)", code: code)
        }
        self.descriptor = descriptor
        portID = address.nl_pid
        buffer = [UInt8](repeating: 0, count: receiveSize)
        sendLimit = 0
        // Both make refusals readable and are merely missed on kernels before 4.12.
        set(NETLINK_EXT_ACK, to: 1)
        set(NETLINK_CAP_ACK, to: 1)
    }

    deinit { close(descriptor) }

    /// `count` numbers for the next messages; returns the first of them.
    mutating func takeSequenceNumbers(_ count: UInt32) -> UInt32 {
        let first = lastSequence &+ 1
        lastSequence &+= count
        return first
    }

    /// Subscribes to what `group` announces.
    func join(_ group: some RawRepresentable<UInt32>) throws(NetlinkError) {
        guard set(NETLINK_ADD_MEMBERSHIP, to: Int32(group.rawValue)) else {
            throw .call("setsockopt(NETLINK_ADD_MEMBERSHIP)", code: .current)
        }
    }

    func leave(_ group: some RawRepresentable<UInt32>) throws(NetlinkError) {
        guard set(NETLINK_DROP_MEMBERSHIP, to: Int32(group.rawValue)) else {
            throw .call("setsockopt(NETLINK_DROP_MEMBERSHIP)", code: .current)
        }
    }

    /// Lets the kernel queue that many bytes for this socket; less where CAP_NET_ADMIN is missing.
    func setReceiveQueue(_ bytes: Int) {
        setBuffer(SO_RCVBUFFORCE, orElse: SO_RCVBUF, to: bytes)
    }

    /// Sends all of `message` in one system call: the kernel takes a transaction whole or not at all.
    mutating func send(_ message: [UInt8]) throws(NetlinkError) {
        if message.count > sendLimit {
            // The limit counts the message alone; twice that is what the kernel makes of the number.
            setBuffer(SO_SNDBUFFORCE, orElse: SO_SNDBUF, to: message.count)
            sendLimit = message.count
        }
        while true {
            let sent = message.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, 0) }
            if sent == message.count { return }
            let code = KernelErrorCode.current
            guard sent < 0, code == .interrupted else { throw .call("send(AF_NETLINK)", code: code) }
        }
    }

    /// Hands each message of the next datagram to `visit`. Returns `false` when there is none.
    ///
    /// Datagrams that did not come from the kernel are passed over: any process may address this socket.
    mutating func receive(
        _ visit: (NetlinkMessage) throws(NetlinkError) -> Void
    ) throws(NetlinkError) -> Bool {
        guard let count = try receiveDatagram() else { return false }
        try buffer.withUnsafeBufferPointer { (bytes) throws(NetlinkError) in
            let datagram = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<count])
            var messages = NetlinkMessages(datagram)
            while let message = messages.next() { try visit(message) }
            guard messages.isComplete else { throw .malformed("messages") }
        }
        return true
    }

    private mutating func receiveDatagram() throws(NetlinkError) -> Int? {
        var sender = sockaddr_nl()
        while true {
            var length = socklen_t(MemoryLayout<sockaddr_nl>.size)
            let count = buffer.withUnsafeMutableBytes { bytes in
                withUnsafeMutablePointer(to: &sender) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        recvfrom(
                            descriptor, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT | MSG_TRUNC),
                            $0, &length)
                    }
                }
            }
            guard count >= 0 else {
                let code = KernelErrorCode.current
                switch code {
                case .interrupted: continue
                case .tryAgain: return nil
                case .noBuffers: throw .overrun
                default: throw .call("recv(AF_NETLINK)", code: code)
                }
            }
            guard count <= buffer.count else { throw .malformed("a datagram of \(count) bytes") }
            if sender.nl_pid == 0 { return count }
        }
    }

    @discardableResult
    private func set(_ option: Int32, to value: Int32) -> Bool {
        var value = value
        return setsockopt(descriptor, Self.optionLevel, option, &value, socklen_t(MemoryLayout<Int32>.size)) == 0
    }

    private func setBuffer(_ forced: Int32, orElse limited: Int32, to bytes: Int) {
        var value = Int32(clamping: bytes)
        let size = socklen_t(MemoryLayout<Int32>.size)
        guard setsockopt(descriptor, SOL_SOCKET, forced, &value, size) != 0 else { return }
        setsockopt(descriptor, SOL_SOCKET, limited, &value, size)
    }
}
