import Detection
import IPNetworks
import Scoring
import ThreatModel

/// What taking something in depends on besides the thing itself and the store.
struct IngestRules: Sendable {
    var catalogue: DetectionCatalogue
    var policy: ScoringPolicy
    /// Known benign networks, which take from a score or tag.
    var networks = KnownNetworkDirectory()
    /// The operator's own networks: stored when they appear, never scored or listed.
    var ownNetworks: [IPPrefix] = []
    /// An address without activity for so many days is forgotten.
    var retentionDays = 30

    /// The score of an address, what is known of its network applied. Every score comes from here: lists, answers and
    /// changes then never disagree.
    func score(_ evidence: Evidence, of address: IPAddress, at now: Timestamp) -> Score {
        policy.score(evidence, at: now, whitelistFactor: networks.current.factor(for: address))
    }

    /// The first hour at which time alone will have changed what is said of an address.
    func nextChange(of evidence: Evidence, of address: IPAddress, lastSeen: Timestamp, at now: Timestamp) -> UTCHour {
        let forgotten = UTCHour(lastSeen.advanced(by: .seconds(retentionDays * 86_400))).later(hours: 1)
        return min(
            forgotten,
            policy.nextChange(
                of: evidence, after: UTCHour(now), whitelistFactor: networks.current.factor(for: address)))
    }

    /// Whether an address may ever have a score.
    func isScored(_ address: IPAddress) -> Bool {
        address.isListable && !ownNetworks.contains { $0.contains(address) }
    }

    func isForgotten(lastSeen: Timestamp, at now: Timestamp) -> Bool {
        now.since(lastSeen) > .seconds(retentionDays * 86_400)
    }
}
