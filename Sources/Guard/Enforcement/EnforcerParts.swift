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
    package var clock: any WallClock
    package var logger: Logger
    package var metrics: GuardMetrics

    package init(
        thread: NetlinkThread, backend: any FirewallBackend, policy: FirewallPolicy = FirewallPolicy(),
        generations: GenerationStore? = nil, sessions: @escaping @Sendable () async -> Set<IPAddress> = { [] },
        clock: any WallClock = SystemClock(), logger: Logger, metrics: GuardMetrics
    ) {
        self.thread = thread
        self.backend = backend
        self.policy = policy
        self.generations = generations
        self.sessions = sessions
        self.clock = clock
        self.logger = logger
        self.metrics = metrics
    }
}
