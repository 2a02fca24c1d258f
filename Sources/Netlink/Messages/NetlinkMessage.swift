import CNetfilter

/// One message of a received datagram (linux/netlink.h, `struct nlmsghdr`). Borrows the receive buffer: valid only while
/// the closure that was handed it runs.
struct NetlinkMessage {
    let type: UInt16
    let flags: NetlinkFlags
    let sequence: UInt32
    /// Who asked for it: the port of a socket, 0 for the kernel.
    let portID: UInt32
    /// What follows the header.
    let payload: UnsafeRawBufferPointer

    /// The attributes after a fixed header of `size` bytes, such as `struct nfgenmsg`; `nil` when it is not all there.
    func attributes(after size: Int) -> NetlinkAttributes? {
        payload.count < size ? nil : NetlinkAttributes(payload.dropping(NetlinkAlignment.padded(size)))
    }
}

/// The messages of one datagram, one after the other. Stops at the first that does not fit into the bytes there are;
/// ``isComplete`` tells whether that happened.
struct NetlinkMessages: Sequence, IteratorProtocol {
    private var rest: UnsafeRawBufferPointer
    private(set) var isComplete = true

    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

    mutating func next() -> NetlinkMessage? {
        guard !rest.isEmpty else { return nil }
        guard let length = rest.host(UInt32.self, at: 0), length >= NetlinkAlignment.messageHeader,
            length <= rest.count, let type = rest.host(UInt16.self, at: 4), let flags = rest.host(UInt16.self, at: 6),
            let sequence = rest.host(UInt32.self, at: 8), let portID = rest.host(UInt32.self, at: 12)
        else {
            isComplete = false
            rest = UnsafeRawBufferPointer(start: nil, count: 0)
            return nil
        }
        let payload = UnsafeRawBufferPointer(rebasing: rest[NetlinkAlignment.messageHeader..<Int(length)])
        rest = rest.dropping(NetlinkAlignment.padded(Int(length)))
        return NetlinkMessage(
            type: type, flags: NetlinkFlags(rawValue: flags), sequence: sequence, portID: portID, payload: payload)
    }
}
