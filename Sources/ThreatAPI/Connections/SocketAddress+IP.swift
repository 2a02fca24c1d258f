import IPNetworks
import NIOCore

extension SocketAddress {
    /// Its address; `nil` for a Unix socket.
    var ip: IPAddress? {
        withSockAddr { pointer, size in
            // linux/in.h, linux/in6.h: family and port in two bytes each; then the IPv4 address, or the flow label of four
            // bytes and the IPv6 address.
            let bytes = UnsafeRawBufferPointer(start: pointer, count: size)
            return switch self.protocol {
            case .inet: IPAddress(networkBytes: bytes[4..<8])
            case .inet6: IPAddress(networkBytes: bytes[8..<24])
            default: nil
            }
        }
    }
}
