import IPNetworks
import Logging
import Scoring
import ServiceLifecycle
import Store
import ThreatModel

/// What time does to the store, once an hour, and when known networks change: scores decay, addresses nobody sees any more are forgotten, and so is what
/// is older than the retention. In small steps, between which reports and events are taken in.
struct Ageing: Service {
    /// How often it is asked whether the hour has changed, and how soon after a failure it is tried again.
    static let interval = Duration.seconds(20)
    /// Addresses looked at in one step.
    static let sweepPortion = 512

    let core: ServerCore
    let clock: any WallClock
    let feedLength: Int
    let retention: Retention
    let logger: Logger

    func run() async {
        await cancelWhenGracefulShutdown {
            // The scores of a server that was away may be of any earlier hour.
            var done: (hour: Int64, networks: Int)?
            while !Task.isCancelled {
                let now = clock.now
                let due = (hour: now.seconds / 3600, networks: core.rules.networks.generation)
                if done.map({ $0 != due }) ?? true {
                    do {
                        try await pass(at: now)
                        done = due
                    } catch {
                        logger.error("scores could not be brought up to date", metadata: ["error": "\(error)"])
                    }
                }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Does everything once. What fails does not keep the rest from being done: on a full disk, deleting makes room.
    func pass(at now: Timestamp) async throws {
        var failure: (any Error)?
        do { try await prune(at: now) } catch { failure = error }
        try await rescore(at: now)
        if let failure { throw failure }
    }

    /// Submits every address whose score or listing is no longer what its record says.
    private func rescore(at now: Timestamp) async throws {
        var previous: IPAddress?
        while !Task.isCancelled {
            let after = previous
            let page = try await core.store.read { try $0.addresses(after: after, limit: Self.sweepPortion) }
            let stale = page.filter { isStale($0, at: now) }.map(\.address)
            if !stale.isEmpty { try await core.pipeline.submit(.rescore(stale)) }
            guard page.count == Self.sweepPortion else { return }
            previous = page.last?.address
        }
    }

    private func isStale(_ stored: StoredAddress, at now: Timestamp) -> Bool {
        guard core.rules.isScored(stored.address), !core.rules.isForgotten(lastSeen: stored.lastSeen, at: now),
            let evidence = Evidence(encoded: stored.evidence)
        else { return true }
        let score = core.rules.score(evidence, of: stored.address, at: now)
        return stored.record.withUnsafeBytes { bytes in
            let record = RecordView(bytes)
            return !record.isCurrentVersion || record.facts != score.facts
                || record.policyVersion != score.policyVersion
        }
    }

    private func prune(at now: Timestamp) async throws {
        let cutoff = now.advanced(by: .seconds(-core.rules.retentionDays * 86_400))
        try await retention.prune(before: cutoff, keepingChanges: feedLength, at: now)
    }
}
