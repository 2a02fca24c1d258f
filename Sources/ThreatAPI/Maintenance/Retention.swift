import Detection
import Logging
import Observability
import Store
import ThreatModel

/// Deletes what is older than the retention, and changes of the feed that nobody can come back for, in steps between
/// which reports and events are taken in.
struct Retention {
    /// How often a long deletion is heard of in the log.
    private static let progressInterval = Duration.seconds(10)

    let store: any Store
    let metrics: ThreatAPIMetrics
    let health: HealthCheck
    let logger: Logger

    /// Returns how many rows went.
    @discardableResult
    func prune(before cutoff: Timestamp, keepingChanges count: Int, at now: Timestamp) async throws -> Int {
        let remembered = now.advanced(by: .zero - AddressDetection.keptFor)
        do {
            let rows =
                try await inSteps("events and reports") { try $0.pruneRaw(before: cutoff, limit: $1) }
                + inSteps("names") { try $0.pruneNames(before: cutoff, limit: $1) }
                + inSteps("memories of addresses") { try $0.pruneAddressDetections(before: remembered, limit: $1) }
                + inSteps("changes") { try $0.pruneChanges(keeping: count, limit: $1) }
            health.set(.ok, "nothing is older than \(cutoff.rfc3339)")
            return rows
        } catch {
            health.set(.degraded, "what is too old could not be deleted: \(error)")
            throw error
        }
    }

    private func inSteps(
        _ what: String, _ delete: @escaping @Sendable (any StoreTransaction, _ limit: Int) throws -> Int
    ) async throws -> Int {
        let clock = ContinuousClock()
        let started = clock.now
        var lastProgress = started
        var pace = PrunePace()
        var total = 0
        while !Task.isCancelled {
            let portion = pace.portion
            let (gone, duration) = try await store.write { transaction in
                // Within the transaction: waiting for its turn is nobody's work.
                let started = clock.now
                return (try delete(transaction, portion), clock.now - started)
            }
            total += gone
            metrics.pruned.increment(by: gone)
            metrics.pruneSeconds.observe(duration)
            guard gone == portion else { break }
            let pause = pace.noted(rows: gone, duration: duration)
            if clock.now - lastProgress >= Self.progressInterval {
                lastProgress = clock.now
                logger.info("deleting what is old", metadata: ["what": "\(what)", "rows": "\(total)"])
            }
            try await Task.sleep(for: pause)
        }
        if total > 0 {
            logger.info(
                "deleted what was old",
                metadata: ["what": "\(what)", "rows": "\(total)", "time": "\(clock.now - started)"])
        }
        return total
    }
}
