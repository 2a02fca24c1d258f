import IPNetworks

/// A packet as a network driver hands it to a program.
struct TestFrame {
    enum Content {
        case tcp(flags: UInt8, port: UInt16)
        case udp(port: UInt16)
        case icmp(type: UInt8)
    }

    static let syn: UInt8 = 0x02
    static let ack: UInt8 = 0x10
    static let rst: UInt8 = 0x04
    static let fin: UInt8 = 0x01

    var source: String
    var content: Content
    /// Of VLANs, by the protocol that says one follows.
    var tags: [UInt16] = []
    /// Bytes of options in a header of IPv4; a multiple of four.
    var options = 0
    var fragment: UInt16 = 0

    init(_ source: String, _ content: Content) {
        self.source = source
        self.content = content
    }

    var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 2, count: 12)
        for tag in tags { bytes += [UInt8(tag >> 8), UInt8(tag & 0xff), 0, 7] }
        let address = IPAddress(source)?.networkBytes ?? []
        let (transport, payload) = transportAndPayload(isV6: address.count == 16)
        if address.count == 4 {
            let length = 20 + options + payload.count
            bytes += [0x08, 0x00, UInt8(0x45 + options / 4), 0, UInt8(length >> 8), UInt8(length & 0xff), 0, 0]
            bytes += [UInt8(fragment >> 8), UInt8(fragment & 0xff), 64, transport, 0, 0]
            bytes += address + [192, 0, 2, 1] + [UInt8](repeating: 1, count: options)
        } else {
            bytes += [0x86, 0xdd, 0x60, 0, 0, 0, 0, UInt8(payload.count), transport, 64]
            bytes += address + [UInt8](repeating: 0xfd, count: 16)
        }
        return bytes + payload
    }

    /// Of the packet without the frame around it, as the kernel counts it.
    var packetSize: Int { bytes.count - 14 - 4 * tags.count }

    private func transportAndPayload(isV6: Bool) -> (UInt8, [UInt8]) {
        switch content {
        case .tcp(let flags, let port):
            (
                6,
                [
                    0x9c, 0x40, UInt8(port >> 8), UInt8(port & 0xff), 0, 0, 0, 1, 0, 0, 0, 0, 0x50, flags, 4, 0, 0, 0,
                    0, 0,
                ]
            )
        case .udp(let port): (17, [0x9c, 0x40, UInt8(port >> 8), UInt8(port & 0xff), 0, 8, 0, 0])
        case .icmp(let type): (isV6 ? 58 : 1, [type, 0, 0, 0, 0, 1, 0, 1])
        }
    }
}
