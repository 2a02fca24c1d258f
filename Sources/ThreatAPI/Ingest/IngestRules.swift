import Detection
import IPNetworks
import Scoring
import ThreatModel

/// What taking something in depends on besides the thing itself and the store.
struct IngestRules: Sendable {
    var catalogue: DetectionCatalogue
    var policy: ScoringPolicy
    /// The operator's own networks: stored when they appear, never scored or listed.
    var ownNetworks: [IPPrefix] = []
    /// An address without activity for so many days is forgotten.
    var retentionDays = 30

    /// Whether an address may ever have a score.
    func isScored(_ address: IPAddress) -> Bool {
        address.isListable && !ownNetworks.contains { $0.contains(address) }
    }

    func isForgotten(lastSeen: Timestamp, at now: Timestamp) -> Bool {
        now.since(lastSeen) > .seconds(retentionDays * 86_400)
    }
}
