import Glibc
package import IPNetworks
package import Netlink

/// Looks names of hosts up (getaddrinfo(3)) on a thread of its own, because that waits for answers.
package actor NameLookup {
    private let thread: NetlinkThread
    private let resolve: @Sendable (String) -> [IPAddress]

    /// A name with more addresses than this is not some host's.
    private static let mostAddresses = 64

    /// - Parameter resolve: may block for as long as it likes.
    package init(thread: NetlinkThread, resolve: @escaping @Sendable (String) -> [IPAddress] = NameLookup.ask) {
        self.thread = thread
        self.resolve = resolve
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }

    /// An address written as text is its own answer. A task that is cancelled gets none at once: the system's resolver
    /// cannot be interrupted, and nobody who wants to stop waits for it.
    package nonisolated func addresses(of name: String) async -> [IPAddress] {
        if let address = IPAddress(name) { return [address] }
        let (answers, answer) = AsyncStream.makeStream(of: [IPAddress].self)
        // Not a child: a parent would wait for it.
        Task {
            answer.yield(await answered(name))
            answer.finish()
        }
        return await answers.first { _ in true } ?? []
    }

    private func answered(_ name: String) -> [IPAddress] { resolve(name) }

    /// The system's resolver.
    package static func ask(_ name: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &found) == 0 else { return [] }
        defer { freeaddrinfo(found) }
        var addresses: Set<IPAddress> = []
        var next = found
        while let info = next?.pointee, addresses.count < Self.mostAddresses {
            if let address = Self.address(info) { addresses.insert(address) }
            next = info.ai_next
        }
        return addresses.sorted()
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
