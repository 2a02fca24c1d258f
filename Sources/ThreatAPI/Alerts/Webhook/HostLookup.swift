import Glibc
import IPNetworks
import NIOPosix

/// From a name to its addresses.
protocol HostLookup: Sendable {
    /// Every address of the name, in the system's order; none when it has none.
    func addresses(of host: String) async -> [IPAddress]
}

/// Asks the system's resolver (getaddrinfo(3)), on threads that may block.
struct SystemHostLookup: HostLookup {
    /// Addresses looked at; a name with more is not looked at further.
    static let maximumCount = 16

    let threads: NIOThreadPool

    func addresses(of host: String) async -> [IPAddress] {
        (try? await threads.runIfActive { Self.ask(host) }) ?? []
    }

    private static func ask(_ host: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var addresses: [IPAddress] = []
        var next = list
        while let entry = next?.pointee, addresses.count < maximumCount {
            if let address = address(entry), !addresses.contains(address) { addresses.append(address) }
            next = entry.ai_next
        }
        return addresses
    }

    private static func address(_ entry: addrinfo) -> IPAddress? {
        guard let socket = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return socket.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { v4 in
                withUnsafeBytes(of: v4.pointee.sin_addr) { IPAddress(networkBytes: $0) }
            }
        case AF_INET6:
            return socket.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { v6 in
                withUnsafeBytes(of: v6.pointee.sin6_addr) { IPAddress(networkBytes: $0) }
            }
        default: return nil
        }
    }
}
