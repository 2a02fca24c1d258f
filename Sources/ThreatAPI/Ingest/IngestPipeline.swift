import Detection
import Logging
import Observability
import ServiceLifecycle
import Store
import ThreatModel

/// Takes in reports and events: whatever waits is committed together in one transaction, so that the price of a durable
/// write is shared by all who wait for it.
///
/// The order of things is fixed: commit, then the snapshot, then the feed, then the answer to whoever submitted. Nobody
/// ever hears of what could still be lost, and whoever was answered sees what it sent.
final class IngestPipeline: Service {
    /// Reports and events of one transaction: a few hundred milliseconds of work at most.
    static let roundWeight = 8192

    private let store: any Store
    private let rulebook: Rulebook
    private let live: LiveState
    private let feed: ChangeFeed
    private let clock: any WallClock
    private let health: HealthCheck
    private let metrics: ThreatAPIMetrics
    private let logger: Logger
    private let queue: SubmissionQueue
    private let sessions = SessionCache()
    private let alerts = AlertIndexCache()
    private let organisations = OrganisationCache()
    private let alertSignal: AlertSignal

    init(
        store: any Store, rulebook: Rulebook, live: LiveState, feed: ChangeFeed, alertSignal: AlertSignal,
        clock: any WallClock, health: HealthCheck, metrics: ThreatAPIMetrics, logger: Logger,
        queue: SubmissionQueue = SubmissionQueue()
    ) {
        self.store = store
        self.rulebook = rulebook
        self.live = live
        self.feed = feed
        self.alertSignal = alertSignal
        self.clock = clock
        self.health = health
        self.metrics = metrics
        self.logger = logger
        self.queue = queue
    }

    /// Returns when the submission is durable and visible: how many things it added, changed or took back.
    ///
    /// - Throws: ``IngestError``
    @discardableResult
    func submit(_ submission: Submission) async throws -> Int { try await queue.submit(submission) }

    /// Asks for requests again some time after a failure, because only they can show that it is over: whoever waits for the
    /// server to be ready before it sends any would otherwise wait for ever.
    func tryAgain() {
        guard health.state.status == .failing else { return }
        health.set(.degraded, "the store could not be written; the next report shows whether it can be again")
    }

    /// Works until the server stops, and then until nothing waits any more.
    func run() async {
        health.set(.ok, "reports and events are taken in")
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                while let items = await queue.next(upTo: Self.roundWeight) { await commit(items[...]) }
            } onGracefulShutdown: {
                self.queue.close()
            }
        } onCancel: {
            queue.close()
        }
    }

    /// Commits everything together, or when something about it cannot be committed, all but that.
    private func commit(_ items: ArraySlice<SubmissionQueue.Item>) async {
        do {
            let started = ContinuousClock.now
            // One round knows one catalogue, whatever happens to the files meanwhile.
            let rules = rulebook.current
            let outcome = try await write(items.map(\.submission), by: rules)
            publish(outcome, catalogue: rules.catalogue)
            metrics.ingestSeconds.observe(ContinuousClock.now - started)
            health.set(.ok, "reports and events are taken in")
            for (item, count) in zip(items, outcome.counts) { item.continuation.resume(returning: count) }
        } catch {
            await fail(items, with: error)
        }
    }

    private func write(_ submissions: [Submission], by rules: IngestRules) async throws -> IngestRound.Outcome {
        let now = clock.now
        let (words, newestVersion) = (live.current.words, live.current.newestVersion)
        return try await store.write { [sessions, alerts, organisations] transaction in
            let round = IngestRound(
                in: transaction, rules: rules, words: words, cache: sessions,
                alerts: try alerts.current(in: transaction), newestVersion: newestVersion,
                organisations: try organisations.current(in: transaction), at: now)
            let counts = try submissions.map { try round.apply($0) }
            var outcome = try round.finish()
            outcome.counts = counts
            return outcome
        }
    }

    private func publish(_ outcome: IngestRound.Outcome, catalogue: DetectionCatalogue) {
        sessions.keep(outcome.sessions)
        let current = live.current
        let sequence = outcome.changes.last?.sequence ?? current.cursor.sequence
        let words = current.words.appending(outcome.words, catalogue: catalogue)
        live.replace(
            with: current.applying(
                outcome.records, words: words, cursor: FeedCursor(epoch: current.cursor.epoch, sequence: sequence),
                at: outcome.changes.last?.at ?? current.changedAt))
        feed.publish(outcome.changes)
        metrics.addresses.set(live.current.count)
        guard outcome.alertMatches > 0 else { return }
        metrics.alertMatches.increment(by: outcome.alertMatches)
        alertSignal.raise()
    }

    private func fail(_ items: ArraySlice<SubmissionQueue.Item>, with error: any Error) async {
        let failure: IngestError
        switch error as? StoreError {
        case .full: failure = .storeFull
        case .closed, .unusable, .newerSchema, .engine: failure = .storeAway
        case .accountExists, .noSuchAccount, .noSuchCredential, .alertExists, .noSuchAlert, .rejected, nil:
            // Something among them may be what the store cannot take: the others must not suffer for it.
            guard items.count < 2 else {
                let middle = items.startIndex + items.count / 2
                await commit(items[..<middle])
                await commit(items[middle...])
                return
            }
            failure = .refused
        }
        logger.error("taking in failed", metadata: ["error": "\(error)", "submissions": "\(items.count)"])
        health.set(failure == .refused ? .degraded : .failing, failure.description)
        metrics.ingestFailures.increment(by: items.count)
        for item in items { item.continuation.resume(throwing: failure) }
    }
}
