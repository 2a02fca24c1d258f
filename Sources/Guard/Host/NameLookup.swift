import Blocklists
package import IPNetworks
package import Netlink

/// Looks names of hosts up (getaddrinfo(3)) on a thread of its own, because that waits for answers.
package actor NameLookup {
    private let thread: NetlinkThread
    private let resolve: @Sendable (String) -> [IPAddress]

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

    /// The system's resolver; each address once, in order.
    package static func ask(_ name: String) -> [IPAddress] { Set(HostLookup.addresses(of: name)).sorted() }
}
