package import Blocklists
import Firewall
package import IPNetworks
import Logging

extension Enforcer {
    /// - Parameter backend: its name.
    package func status(backend: String) -> GuardStatus {
        GuardStatus(
            backend: backend, policy: policy, protectedSince: protectedSince, verified: verified,
            isInStep: isInStep, generation: generation, entries: standing?.counts ?? PerList { _ in nil },
            sources: merger.sources.indices.filter { !merger.sources[$0].isRetired }.map { index in
                let source = merger.sources[index]
                return GuardStatus.Source(
                    identity: source.identity, entries: source.list.map { ($0.rangeCount4, $0.rangeCount6) },
                    health: health[index], refusedList: refusedLists[index])
            },
            allowlist: merger.allowlist, exclusions: exclusions, restores: restores, rollbacks: rollbacks,
            refusedChange: refusal, failure: failure, storageFailure: storageFailure,
            pausedUntil: pause?.until)
    }

    /// What the kernel says about what it holds; `nil` when that is nothing of ours.
    var stamp: FirewallStamp? { standing?.stamp }

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
