import Detection
import Logging
import Observability
import ServiceLifecycle
import Store
import ThreatModel

/// Matches the stored sessions again when rules were added or changed, so that what was seen before a rule was written
/// counts as if it had been there.
///
/// Sessions are looked at without writing, for half of the time of one thread; those that show more than is known of them
/// go through ingest, in its turn. How far it has come is part of the same transactions: killed, a hunt goes on where it
/// was, and nothing counts twice.
struct Hunting: Service {
    /// How often it is asked whether there is something to do, and how soon after a failure it is tried again.
    static let interval = Duration.seconds(1)
    static let retryInterval = Duration.seconds(10)
    /// What is looked at is written down after so long, or after so many sessions with something new.
    static let saveInterval = Duration.seconds(2)
    static let maximumPortion = 64
    /// Addresses named in the log when a hunt is over.
    static let loggedFindings = 10
    static let idleSentence = "no stored session waits to be matched again"

    let core: ServerCore
    let health: HealthCheck
    let metrics: HuntMetrics
    let logger: Logger

    func run() async {
        await cancelWhenGracefulShutdown {
            var generation: Int?
            while !Task.isCancelled {
                do {
                    let current = core.rulebook.generation
                    if generation != current {
                        try await begin(isFirst: generation == nil)
                        generation = current
                    }
                    if try await step() { continue }
                    if health.state.status != .ok { health.set(.ok, Self.idleSentence) }
                    try? await Task.sleep(for: Self.interval)
                } catch {
                    guard !Task.isCancelled else { return }
                    health.set(.degraded, "stored sessions could not be matched again: \(error)")
                    logger.error("stored sessions could not be matched again", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: Self.retryInterval)
                }
            }
        }
    }

    /// Begins a hunt for whatever the catalogue asks for that stored sessions were not matched with.
    ///
    /// - Parameter isFirst: nothing else has heard of another catalogue either.
    func begin(isFirst: Bool) async throws {
        let fingerprints = core.rules.catalogue.fingerprints
        let (known, total) = try await core.store.read { (try $0.huntedBehaviours(), try $0.sessionCount()) }
        guard !isFirst || fingerprints != known else { return }
        let changed = total == 0 ? [] : fingerprints.filter { known[$0.key] != $0.value }.keys.sorted()
        let occasion = HuntOccasion(fingerprints: fingerprints, changed: changed, total: total)
        try await core.pipeline.submit(.hunt(.begin(occasion)))
        guard !changed.isEmpty else { return }
        logger.info(
            "matching stored sessions again", metadata: ["behaviours": "\(changed.count)", "sessions": "\(total)"])
    }

    /// Does a part of the hunt that is under way. Returns `false` when there is none.
    func step() async throws -> Bool {
        guard let hunt = try await core.store.read({ try $0.hunts(limit: 1).first }), hunt.finishedAt == nil else {
            return false
        }
        let portion = try await scan(hunt)
        try await core.pipeline.submit(.hunt(.match(portion)))
        guard let now = try await core.store.read({ try $0.hunts(limit: 1).first }), now.id == hunt.id else {
            return true
        }
        metrics.sessions.increment(by: portion.sessionCount)
        metrics.sightings.increment(by: max(0, now.sightings - hunt.sightings))
        if now.finishedAt == nil {
            metrics.left.set(max(0, now.total - now.sessions))
            health.set(.ok, "\(now.sessions) of \(now.total) stored sessions have been matched again")
        } else {
            try await tell(now)
        }
        return true
    }

    private func scan(_ hunt: StoredHunt) async throws -> HuntPortion {
        let rules = core.rules
        let protocols = hunt.protocols(in: rules.catalogue)
        let owners = core.identities.current
        var portion = HuntPortion(of: hunt) { owners.identity(credential: $0)?.account }
        let started = ContinuousClock.now
        while !portion.isLast, portion.sessions.count < Self.maximumPortion,
            ContinuousClock.now - started < Self.saveInterval
        {
            try Task.checkCancellation()
            let (before, now) = (portion, core.endpoints.clock.now)
            let (next, duration) = try await core.store.read { reader in
                let started = ContinuousClock.now
                var portion = before
                try portion.scan(reader, rules: rules, protocols: protocols, at: now)
                return (portion, ContinuousClock.now - started)
            }
            portion = next
            metrics.scanSeconds.observe(duration)
            // Half of the time at least is the others'.
            try await Task.sleep(for: duration)
        }
        return portion
    }

    /// Says what a hunt has found, now that it is over.
    private func tell(_ hunt: StoredHunt) async throws {
        metrics.left.set(0)
        let sentence =
            "\(hunt.sessions) stored sessions were matched again: \(hunt.sightings) sightings on "
            + "\(hunt.addresses) addresses were found"
        health.set(.ok, sentence)
        logger.notice("\(sentence)")
        let findings = try await core.store.read { try $0.findings(of: hunt.id, limit: Self.loggedFindings) }
        for finding in findings {
            logger.info(
                "found in stored sessions",
                metadata: [
                    "address": "\(finding.address)", "before": "\(finding.before.map { "\($0)" } ?? "unknown")",
                    "after": "\(finding.after)", "behaviours": "\(finding.behaviours.joined(separator: " "))",
                ])
        }
    }
}
