package import Blocklists
import Firewall
package import IPNetworks
import Logging

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
            allowlist: merger.allowlist, exclusions: exclusions, restores: restores, failure: failure,
            storageFailure: storageFailure)
    }

    /// Finds out what lists ask for and do not get, and says what of it is new.
    func noteExclusions() {
        let known = Set(exclusions)
        exclusions = merger.exclusions()
        let new = exclusions.filter { !known.contains($0) }
        for exclusion in new.prefix(Self.mostExclusionLines) { parts.logger.notice("\(exclusion)") }
        if new.count > Self.mostExclusionLines {
            parts.logger.notice("… and \((new.count - Self.mostExclusionLines).grouped) more that are not blocked")
        }
    }

    /// Lines of the log about what one list does not get.
    private static var mostExclusionLines: Int { 10 }

    /// The sources that list each of some addresses.
    package func sources(of addresses: [IPAddress]) -> [[SourceIdentity]] {
        addresses.map { merger.sources(of: $0) }
    }
}
