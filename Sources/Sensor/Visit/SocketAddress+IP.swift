import IPNetworks
import NIOCore

extension SocketAddress {
    /// Address and port; `nil` for a Unix socket.
    var ip: (address: IPAddress, port: UInt16)? {
        guard let port = port.flatMap({ UInt16(exactly: $0) }) else { return nil }
        return withSockAddr { pointer, size in
            // linux/in.h, linux/in6.h: family and port in two bytes each; then the IPv4 address, or the flow label of four
            // bytes and the IPv6 address.
            let bytes = UnsafeRawBufferPointer(start: pointer, count: size)
            switch self.protocol {
            case .inet where size >= 8:
                return (IPAddress(v4: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))), port)
            case .inet6 where size >= 24:
                return (
                    IPAddress(v6: UInt128(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt128.self))), port
                )
            default: return nil
            }
        }
    }
}
