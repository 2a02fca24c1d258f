package import Netlink

/// nf_tables, spoken to through netlink: one table of ours in the `inet` family (IPv4 and IPv6 alike), sets of addresses
/// behind two chains of rules. See ``NftablesRules`` for what packets go through and ``NftablesSession`` for how changes
/// are made safe.
package actor NftablesBackend: FirewallBackend {
    private let thread: NetlinkThread
    private let watchers = IntrusionWatchers()
    private var session: NftablesSession?

    /// - Parameter thread: where everything happens; the sockets belong to its network namespace.
    package init(thread: NetlinkThread) { self.thread = thread }

    isolated deinit {
        // Before the socket is closed: the number of its descriptor may be another's at once.
        if let session { thread.unwatch(session.descriptor) }
        watchers.finish()
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }

    package func probe() throws(FirewallError) { try opened().probe() }

    package func survey() throws(FirewallError) -> FirewallStanding { try opened().survey() }

    package func read() throws(FirewallError) -> FirewallReading { try opened().read() }

    package func apply(_ plan: FirewallPlan) throws(FirewallError) -> FirewallStanding {
        let session = try opened()
        defer { passOn(session) }
        return try session.apply(plan)
    }

    package func verify(_ plan: FirewallPlan) throws(FirewallError) {
        let session = try opened()
        defer { passOn(session) }
        try session.verify(plan)
    }

    package func remove() throws(FirewallError) { try opened().remove() }

    package func watch() throws(FirewallError) -> AsyncStream<FirewallIntrusion> {
        _ = try opened()
        return watchers.stream()
    }

    package func traffic() throws(FirewallError) -> FirewallTraffic { try opened().traffic() }

    private func opened() throws(FirewallError) -> NftablesSession {
        if let session { return session }
        let session = try NftablesSession()
        self.session = session
        thread.watch(session.descriptor) { [weak self] in
            self?.assumeIsolated { backend in
                if let session = backend.session { backend.passOn(session) }
            }
        }
        return session
    }

    /// Tells whoever watches what others did.
    private func passOn(_ session: NftablesSession) {
        guard let intrusions = try? session.drain() else { return }
        for intrusion in intrusions { watchers.yield(intrusion) }
    }
}
