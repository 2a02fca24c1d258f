import Detection
import Store
import ThreatModel

@testable import ThreatAPI

/// A store, and a server's memory of its sessions, that tests take things into and hunt in, step by step.
struct HuntWorld {
    let store: any Store
    private var cache = SessionCache()

    init(_ store: any Store) { self.store = store }

    struct PowerFailure: Error {}

    /// Forgets what a process knows.
    mutating func restart() { cache = SessionCache() }

    /// - Parameter fails: everything is done but the commit.
    func take(_ submission: Submission, _ rules: IngestRules, fails: Bool = false) async throws {
        let outcome = try await store.write { [cache] transaction in
            let round = IngestRound(
                in: transaction, rules: rules,
                words: WordTable(words: try transaction.words(), catalogue: rules.catalogue), cache: cache,
                alerts: AlertIndex([], version: 0), newestVersion: .zero, at: EvidenceHistory.now)
            try round.apply(submission)
            let outcome = try round.finish()
            if fails { throw PowerFailure() }
            return outcome
        }
        cache.keep(outcome.sessions)
    }

    /// Begins a hunt, as a server does that has new rules.
    func begin(_ rules: IngestRules) async throws {
        let fingerprints = rules.catalogue.fingerprints
        let (known, total) = try await store.read { (try $0.huntedBehaviours(), try $0.sessionCount()) }
        let changed = total == 0 ? [] : fingerprints.filter { known[$0.key] != $0.value }.keys.sorted()
        try await take(
            .hunt(.begin(HuntOccasion(fingerprints: fingerprints, changed: changed, total: total))), rules)
    }

    var hunt: StoredHunt? {
        get async throws { try await store.read { try $0.hunts(limit: 1).first } }
    }

    /// What the next few sessions show; `nil` when no hunt is under way.
    func scan(_ rules: IngestRules, sessions: Int = 1) async throws -> HuntPortion? {
        guard let hunt = try await hunt, hunt.finishedAt == nil else { return nil }
        return try await store.read { reader in
            var portion = HuntPortion(of: hunt) { EvidenceHistory.accounts[$0] }
            var left = sessions
            try portion.scan(
                reader, rules: rules, protocols: hunt.protocols(in: rules.catalogue), at: EvidenceHistory.now
            ) { _ in
                left -= 1
                return left <= 0
            }
            return portion
        }
    }

    /// Does the rest of the hunt.
    func finish(_ rules: IngestRules, sessions: Int = 3) async throws {
        while let portion = try await scan(rules, sessions: sessions) {
            try await take(.hunt(.match(portion)), rules)
        }
    }
}

extension IngestRules {
    /// The same with other rules.
    func with(_ catalogue: DetectionCatalogue) -> IngestRules {
        var rules = self
        rules.catalogue = catalogue
        return rules
    }
}
