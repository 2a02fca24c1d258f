package import Blocklists
import Firewall
package import IPNetworks

extension Enforcer {
    /// - Parameter backend: its name.
    package func status(backend: String) -> GuardStatus {
        GuardStatus(
            backend: backend, policy: parts.policy, protectedSince: protectedSince, verified: verified,
            generation: generation, entries: standing?.counts ?? PerList { _ in nil },
            sources: zip(merger.sources, health).map { source, health in
                GuardStatus.Source(
                    identity: source.identity, entries: source.list.map { ($0.rangeCount4, $0.rangeCount6) },
                    health: health)
            },
            allowlist: merger.allowlist, exclusions: exclusions, restores: restores, failure: failure, storageFailure: storageFailure)
    }

    /// The sources that list each of some addresses.
    package func sources(of addresses: [IPAddress]) -> [[SourceIdentity]] {
        addresses.map { merger.sources(of: $0) }
    }
}
