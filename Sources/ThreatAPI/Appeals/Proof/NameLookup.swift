import Glibc
import IPNetworks
import NIOPosix

/// From an address to its names in the reverse DNS.
protocol NameLookup: Sendable {
    /// None when it has none.
    func names(of address: IPAddress) async -> [String]
}

/// Asks the system's resolver (getnameinfo(3)), on threads that may block. It tells one name of an address.
struct SystemNameLookup: NameLookup {
    let threads: NIOThreadPool

    func names(of address: IPAddress) async -> [String] {
        (try? await threads.runIfActive { Self.ask(address) }).map { $0.map { [$0] } ?? [] } ?? []
    }

    private static func ask(_ address: IPAddress) -> String? {
        let bytes = address.networkBytes
        if bytes.count == 4 {
            var socket = sockaddr_in()
            socket.sin_family = sa_family_t(AF_INET)
            withUnsafeMutableBytes(of: &socket.sin_addr) { $0.copyBytes(from: bytes) }
            return withUnsafeBytes(of: socket, name)
        }
        var socket = sockaddr_in6()
        socket.sin6_family = sa_family_t(AF_INET6)
        withUnsafeMutableBytes(of: &socket.sin6_addr) { $0.copyBytes(from: bytes) }
        return withUnsafeBytes(of: socket, name)
    }

    private static func name(of socket: UnsafeRawBufferPointer) -> String? {
        // NI_MAXHOST of netdb.h.
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1025) { host in
            guard let start = socket.baseAddress, let text = host.baseAddress else { return nil }
            let code = getnameinfo(
                start.assumingMemoryBound(to: sockaddr.self), socklen_t(socket.count), text, socklen_t(host.count), nil,
                0, NI_NAMEREQD)
            return code == 0 ? String(cString: text) : nil
        }
    }
}
