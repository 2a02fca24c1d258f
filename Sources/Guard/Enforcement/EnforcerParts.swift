package import Firewall
package import IPNetworks
package import Logging
package import Netlink
package import ThreatModel

/// What an ``Enforcer`` works with.
package struct EnforcerParts: Sendable {
    /// Where it runs: the same thread as the backend, so that a change passes from one to the other without a wait.
    package var thread: NetlinkThread
    package var backend: any FirewallBackend
    package var policy: FirewallPolicy
    /// `nil`: nothing is kept on disk.
    package var generations: GenerationStore?
    /// Where somebody is logged in from at this moment.
    package var sessions: @Sendable () async -> Set<IPAddress>
    /// Has whoever this host has called by now counted among those for as long as the connection lasts.
    package var beginGrace: @Sendable () async -> Void
    /// How far this host gets at this moment to those that it has to reach; empty: nothing is tried.
    package var connectivity: @Sendable () async -> ConnectivityReading
    package var clock: any WallClock
    /// Measures pauses; nobody sets it.
    package var elapsed: any WallClock
    package var logger: Logger
    package var metrics: GuardMetrics

    /// - Parameter elapsed: `clock` unless another is given.
    package init(
        thread: NetlinkThread, backend: any FirewallBackend, policy: FirewallPolicy = FirewallPolicy(),
        generations: GenerationStore? = nil, sessions: @escaping @Sendable () async -> Set<IPAddress> = { [] },
        beginGrace: @escaping @Sendable () async -> Void = {},
        connectivity: @escaping @Sendable () async -> ConnectivityReading = { ConnectivityReading() },
        clock: any WallClock = SystemClock(), elapsed: (any WallClock)? = nil, logger: Logger, metrics: GuardMetrics
    ) {
        self.thread = thread
        self.backend = backend
        self.policy = policy
        self.generations = generations
        self.sessions = sessions
        self.beginGrace = beginGrace
        self.connectivity = connectivity
        self.clock = clock
        self.elapsed = elapsed ?? clock
        self.logger = logger
        self.metrics = metrics
    }
}
