import Glibc
import IPNetworks

/// A TCP socket as the kernel lists it (linux/inet_diag.h, `struct inet_diag_msg`).
struct ConnectionMessage {
    let localPort: UInt16
    /// All zeros for a socket that listens.
    let peer: IPAddress
    let peerPort: UInt16

    init?(_ message: NetlinkMessage) {
        // family, state, timer, retransmissions; then struct inet_diag_sockid: source port, destination port, source
        // address, destination address, the addresses in 16 bytes each
        let payload = message.payload
        guard let family = payload.host(UInt8.self, at: 0), let port = payload.bigEndian(UInt16.self, at: 4),
            let peerPort = payload.bigEndian(UInt16.self, at: 6), let peer4 = payload.bigEndian(UInt32.self, at: 24),
            let peer6 = payload.bigEndian(UInt128.self, at: 24)
        else { return nil }
        localPort = port
        self.peerPort = peerPort
        peer = family == UInt8(AF_INET) ? IPAddress(v4: peer4) : IPAddress(v6: peer6)
    }
}
