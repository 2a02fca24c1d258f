import IPNetworks

/// What the first bytes of a packet say about where it comes from and where it goes.
struct IPHeader: Equatable {
    let source: IPAddress
    let destination: IPAddress
    let transport: UInt8
    let sourcePort: UInt16
    let destinationPort: UInt16
    let length: UInt32

    /// More extension headers than this do not lead on: no packet that means well has them.
    static let maximumExtensionHeaders = 8

    /// `nil` when the bytes do not begin with a whole IPv4 or IPv6 header.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard let first = bytes.first else { return nil }
        let offset: Int
        switch first >> 4 {
        case 4:
            // RFC 791 §3.1
            guard let source = bytes.bigEndian(UInt32.self, at: 12),
                let destination = bytes.bigEndian(UInt32.self, at: 16),
                let length = bytes.bigEndian(UInt16.self, at: 2),
                let fragment = bytes.bigEndian(UInt16.self, at: 6)
            else { return nil }
            self.source = IPAddress(v4: source)
            self.destination = IPAddress(v4: destination)
            self.length = UInt32(length)
            transport = bytes[9]
            // Only the first fragment (offset zero, the lower 13 bits) has the ports.
            offset = fragment & 0x1fff == 0 ? Int(first & 0xf) * 4 : bytes.count
        case 6:
            // RFC 8200 §3
            guard let source = bytes.bigEndian(UInt128.self, at: 8),
                let destination = bytes.bigEndian(UInt128.self, at: 24),
                let length = bytes.bigEndian(UInt16.self, at: 4)
            else { return nil }
            self.source = IPAddress(v6: source)
            self.destination = IPAddress(v6: destination)
            self.length = UInt32(length) + 40
            (transport, offset) = Self.transport(after: bytes)
        default: return nil
        }
        let hasPorts = Self.portedTransports.contains(transport)
        sourcePort = hasPorts ? bytes.bigEndian(UInt16.self, at: offset) ?? 0 : 0
        destinationPort = hasPorts ? bytes.bigEndian(UInt16.self, at: offset + 2) ?? 0 : 0
    }

    /// Those that begin with two port numbers: TCP, UDP, DCCP, SCTP, UDP-Lite.
    private static let portedTransports: [UInt8] = [6, 17, 33, 132, 136]

    /// Follows the extension headers of IPv6 (RFC 8200 §4) to the protocol above and where it begins.
    private static func transport(after bytes: UnsafeRawBufferPointer) -> (UInt8, Int) {
        var next = bytes[6]
        var offset = 40
        for _ in 0..<maximumExtensionHeaders {
            guard offset + 1 < bytes.count else { break }
            switch next {
            case 0, 43, 60:  // hop-by-hop options, routing, destination options
                next = bytes[offset]
                offset += (Int(bytes[offset + 1]) + 1) * 8
            case 44:  // fragment: the ports are in the first only
                guard let position = bytes.bigEndian(UInt16.self, at: offset + 2) else { return (next, bytes.count) }
                next = bytes[offset]
                offset = position >> 3 == 0 ? offset + 8 : bytes.count
            case 51:  // authentication (RFC 4302 §2.2), counted in words of four bytes
                next = bytes[offset]
                offset += (Int(bytes[offset + 1]) + 2) * 4
            default: return (next, offset)
            }
        }
        return (next, offset)
    }
}
