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
            case .inet: return IPAddress(networkBytes: bytes[4..<8]).map { ($0, port) }
            case .inet6: return IPAddress(networkBytes: bytes[8..<24]).map { ($0, port) }
            default: return nil
            }
        }
    }
}
