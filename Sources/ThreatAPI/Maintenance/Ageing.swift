import IPNetworks
import Logging
import Scoring
import ServiceLifecycle
import Store
import ThreatModel

/// What time does to the store, once an hour: scores decay, addresses nobody sees any more are forgotten, and so is what is
/// older than the retention. When known networks change or accounts are joined, every score is looked at. In small steps,
/// between which reports and events are taken in.
struct Ageing: Service {
    /// How often it is asked whether the hour has changed, and how soon after a failure it is tried again.
    static let interval = Duration.seconds(20)
    /// Addresses looked at in one step.
    static let sweepPortion = 512
    /// Addresses scored again in one step: a report that comes meanwhile waits for it.
    static let rescorePortion = 64

    let core: ServerCore
    let clock: any WallClock
    let feedLength: Int
    let retention: Retention
    let logger: Logger

    func run() async {
        await cancelWhenGracefulShutdown {
            // The scores of a server that was away may be of any earlier hour.
            var done: (hour: Int64, networks: Int, organisations: UInt64)?
            while !Task.isCancelled {
                let now = clock.now
                do {
                    let organisations = try await core.store.read { try $0.organisationVersion() }
                    let due = (
                        hour: now.seconds / 3600, networks: core.rules.networks.generation, organisations: organisations
                    )
                    if done.map({ $0 != due }) ?? true {
                        let isWhole = done.map { ($0.networks, $0.organisations) != (due.networks, due.organisations) }
                        try await pass(at: now, isWhole: isWhole ?? true)
                        done = due
                    }
                } catch {
                    logger.error("scores could not be brought up to date", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Does everything once. What fails does not keep the rest from being done: on a full disk, deleting makes room.
    ///
    /// - Parameter isWhole: every address is looked at; otherwise those that time alone has changed.
    func pass(at now: Timestamp, isWhole: Bool = true) async throws {
        var failure: (any Error)?
        do { try await prune(at: now) } catch { failure = error }
        do { try await settle(at: now) } catch { failure = error }
        if isWhole { try await rescore(at: now) } else { try await rescoreDue(at: now) }
        if let failure { throw failure }
    }

    /// Submits the addresses whose records say that their hour has come: a look at some bytes of each in memory, and work only for
    /// those few.
    private func rescoreDue(at now: Timestamp) async throws {
        let due = core.live.current.due(at: UTCHour(now), policyVersion: core.rules.policy.version)
        try await rescore(due)
    }

    private func rescore(_ addresses: [IPAddress]) async throws {
        for start in stride(from: 0, to: addresses.count, by: Self.rescorePortion) where !Task.isCancelled {
            let end = min(addresses.count, start + Self.rescorePortion)
            try await core.pipeline.submit(.rescore(Array(addresses[start..<end])))
        }
    }

    /// Submits every address whose score or listing is no longer what its record says.
    private func rescore(at now: Timestamp) async throws {
        var previous: IPAddress?
        let organisations = try await core.store.read { try Organisations(stored: $0) }
        while !Task.isCancelled {
            let after = previous
            let page = try await core.store.read { try $0.addresses(after: after, limit: Self.sweepPortion) }
            try await rescore(page.filter { isStale($0, organisations, at: now) }.map(\.address))
            guard page.count == Self.sweepPortion else { return }
            previous = page.last?.address
        }
    }

    private func isStale(_ stored: StoredAddress, _ organisations: Organisations, at now: Timestamp) -> Bool {
        guard core.rules.isScored(stored.address), !core.rules.isForgotten(lastSeen: stored.lastSeen, at: now),
            var evidence = Evidence(encoded: stored.evidence)
        else { return true }
        evidence.join(organisations)
        let score = core.rules.score(evidence, of: stored.address, at: now)
        return stored.record.withUnsafeBytes { bytes in
            let record = RecordView(bytes)
            return !record.isCurrentVersion || record.due <= UTCHour(now).number || record.facts != score.facts
                || record.policyVersion != score.policyVersion
        }
    }

    /// Ends claims that are old enough, which changes how far their authors are believed from now on.
    private func settle(at now: Timestamp) async throws {
        let limit = IngestRules.settledAtOnce
        while !Task.isCancelled {
            let ended = try await core.store.write { [rules = core.rules] transaction in
                try rules.settleClaims(in: transaction, at: now, limit: limit)
            }
            guard ended == limit else { return }
        }
    }

    private func prune(at now: Timestamp) async throws {
        let cutoff = now.advanced(by: .seconds(-core.rules.retentionDays * 86_400))
        try await retention.prune(
            before: cutoff, claimsBefore: core.rules.policy.forgottenBefore(now), keepingChanges: feedLength, at: now)
    }
}
