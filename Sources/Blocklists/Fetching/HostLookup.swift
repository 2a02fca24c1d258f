import Glibc
package import IPNetworks

/// The system's resolver (getaddrinfo(3)).
package enum HostLookup {
    /// A name with more addresses than this is looked at no further.
    private static let mostAddresses = 64

    /// None for a name that is not known. Blocks.
    package static func addresses(of host: String) -> [IPAddress] {
        if let address = IPAddress(host) { return [address] }
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &found) == 0 else { return [] }
        defer { freeaddrinfo(found) }
        var addresses: [IPAddress] = []
        var next = found
        while let info = next?.pointee, addresses.count < mostAddresses {
            if let address = address(info) { addresses.append(address) }
            next = info.ai_next
        }
        return addresses
    }

    private static func address(_ info: addrinfo) -> IPAddress? {
        guard let socketAddress = info.ai_addr else { return nil }
        // Where the address lies in struct sockaddr_in and struct sockaddr_in6.
        let place: Range<Int>
        switch info.ai_family {
        case AF_INET: place = 4..<8
        case AF_INET6: place = 8..<24
        default: return nil
        }
        guard Int(info.ai_addrlen) >= place.upperBound else { return nil }
        let bytes = UnsafeRawBufferPointer(start: socketAddress, count: Int(info.ai_addrlen))
        return IPAddress(networkBytes: UnsafeRawBufferPointer(rebasing: bytes[place]))
    }
}
