package import Netlink

/// ipset and iptables, for kernels and hosts where nf_tables is not to be used: sets of addresses, which are spoken to
/// through netlink, and a chain of rules first in INPUT and FORWARD. See ``IptablesRules`` for what packets go through and
/// ``IpsetSession`` for how changes are made safe.
///
/// What is different from ``NftablesBackend``: a change of several sets is seen set by set within milliseconds; an exchange
/// of as many elements as it takes out, made by somebody else, is only found by reading; and packets from listed
/// addresses that are neither for this host nor forwarded are not seen.
package actor IpsetBackend: FirewallBackend {
    private let thread: NetlinkThread
    private let flavour: IptablesProgram.Flavour?
    private let watchers = IntrusionWatchers()
    private var session: IpsetSession?
    private var timer: NetlinkTimer?

    /// Neither ipset nor the older iptables announce changes. A look is some dozen requests of a few microseconds.
    private static let watchInterval = Duration.milliseconds(250)

    /// - Parameters:
    ///   - thread: where everything happens; the sockets and programs belong to its network namespace.
    ///   - flavour: which iptables is used; `nil`: the one that is called so, as other programs use it.
    package init(thread: NetlinkThread, flavour: IptablesProgram.Flavour? = nil) {
        self.thread = thread
        self.flavour = flavour
    }

    isolated deinit {
        if let timer { thread.unwatch(timer.descriptor) }
        watchers.finish()
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }

    package func probe() throws(FirewallError) { try opened().probe() }

    package func survey() throws(FirewallError) -> FirewallStanding { try opened().survey() }

    package func read() throws(FirewallError) -> FirewallReading { try opened().read() }

    package func apply(_ plan: FirewallPlan) throws(FirewallError) -> FirewallStanding {
        let policy = plan.stamp.policy
        guard !policy.isFloodMode, !policy.blocksOutbound else {
            throw .unsupported("the ipset backend neither meets floods early nor blocks outwards; nftables does both")
        }
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
        if timer == nil {
            let timer: NetlinkTimer
            do throws(NetlinkError) {
                timer = try NetlinkTimer(every: Self.watchInterval)
            } catch {
                throw FirewallError(error)
            }
            self.timer = timer
            thread.watch(timer.descriptor) { [weak self] in
                self?.assumeIsolated { backend in
                    backend.timer?.acknowledge()
                    if let session = backend.session { backend.passOn(session) }
                }
            }
        }
        return watchers.stream()
    }

    package func traffic() throws(FirewallError) -> FirewallTraffic { try opened().traffic() }

    private func opened() throws(FirewallError) -> IpsetSession {
        if let session { return session }
        let session = try IpsetSession(flavour: flavour)
        self.session = session
        return session
    }

    /// Tells whoever watches what others did.
    private func passOn(_ session: IpsetSession) {
        for intrusion in session.drain() { watchers.yield(intrusion) }
    }
}
