package import APIClient
import Blocklists
package import Firewall
package import Netlink
package import ThreatModel

/// The world that a guard works in. Tests give it another.
package struct GuardSurroundings: Sendable {
    /// Runs first on every thread that talks to the kernel, for example to enter a network namespace.
    package var enterHost: @Sendable () -> Void
    package var makeBackend: @Sendable (BackendChoice, BackendSurroundings) async throws(GuardError) -> NamedBackend
    package var makeFacts: @Sendable (NetlinkThread, NameLookup, SSHSession?) -> any HostFacts
    /// How this process was reached, if by SSH.
    package var session: SSHSession?
    package var clock: any Clock<Duration>
    package var wallClock: any WallClock
    /// Measures pauses; nobody sets it.
    package var elapsed: any WallClock
    /// Connections that lists of others are fetched with; shut down by whoever asked for them.
    package var makeDownloads: @Sendable () -> HTTPConnections = { HTTPConnections(inflates: false) }

    /// A backend and the name that it goes by.
    package struct NamedBackend: Sendable {
        package var name: String
        package var backend: any FirewallBackend

        package init(name: String, backend: any FirewallBackend) {
            self.name = name
            self.backend = backend
        }
    }

    package init(
        enterHost: @escaping @Sendable () -> Void = {},
        makeBackend: @escaping @Sendable (BackendChoice, BackendSurroundings) async throws(GuardError) -> NamedBackend =
            Self.registeredBackend,
        makeFacts: @escaping @Sendable (NetlinkThread, NameLookup, SSHSession?) -> any HostFacts = {
            SystemHostFacts(thread: $0, names: $1, session: $2)
        },
        session: SSHSession? = nil, clock: any Clock<Duration> = ContinuousClock(),
        wallClock: any WallClock = SystemClock(), elapsed: any WallClock = ElapsedTime()
    ) {
        self.enterHost = enterHost
        self.makeBackend = makeBackend
        self.makeFacts = makeFacts
        self.session = session
        self.clock = clock
        self.wallClock = wallClock
        self.elapsed = elapsed
    }

    /// The backend that was asked for, or the first that works here.
    package static func registeredBackend(
        _ choice: BackendChoice, _ surroundings: BackendSurroundings
    ) async throws(GuardError) -> NamedBackend {
        do throws(FirewallError) {
            let candidates: [BackendDescription]
            switch choice {
            case .auto: candidates = BackendRegistry.all.filter(\.touchesKernel)
            case .nftables, .ipset, .xdp, .dryRun:
                candidates = BackendRegistry.named(choice.rawValue).map { [$0] } ?? []
            }
            var reason = FirewallError.unsupported("no backend of this kind is built in")
            for (index, candidate) in candidates.enumerated() {
                let backend = candidate.make(surroundings)
                do throws(FirewallError) {
                    try await backend.probe()
                    return NamedBackend(name: candidate.name, backend: backend)
                } catch {
                    if index == 0 { reason = error }
                }
            }
            throw reason
        } catch {
            throw .firewall(error)
        }
    }
}
