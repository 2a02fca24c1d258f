import APIClient
import Logging
import NIOPosix
import Observability
import ThreatModel

/// Brings what is in the spool to the server: one batch under way, sent again until the server has it.
struct Delivery: Sendable {
    /// How long the first event after a silence waits for others to travel with it.
    static let coalescing: Duration = .milliseconds(10)
    /// The least time between two batches that are not full: the events of a busy sensor travel together.
    static let spacing: Duration = .milliseconds(100)
    static let logInterval: Duration = .seconds(60)

    let spool: Spool
    let server: any EventServer
    let rejected: RejectedEvents
    /// For what blocks on the disk.
    let pool: NIOThreadPool
    let wake: WakeSignal
    let metrics: SensorMetrics
    let health: HealthCheck
    let clock: any WallClock
    let sleeper: any Clock<Duration>
    let logger: Logger

    /// Delivers until the task is cancelled; or, once `isFinishing` says so, until nothing is left.
    func run(isFinishing: @Sendable () -> Bool) async {
        var progress = Progress()
        health.set(.ok, "nothing was to be delivered yet")
        while !Task.isCancelled {
            guard let batch = await nextBatch(progress.machine.events) else {
                if isFinishing() { return }
                await wake.wait()
                try? await sleeper.sleep(for: Self.coalescing)
                continue
            }
            let isFull = batch.events >= progress.machine.events
            await deliver(batch, &progress)
            if !isFull, !isFinishing() { try? await sleeper.sleep(for: Self.spacing) }
        }
    }

    private struct Progress {
        var machine = DeliveryMachine()
        var generator = SystemRandomNumberGenerator()
        var throttle = LogThrottle(every: Delivery.logInterval)
        var isFailing = false
    }

    private func deliver(_ batch: SpoolBatch, _ progress: inout Progress) async {
        let start = ContinuousClock.now
        let outcome = await server.send(batch.lines)
        metrics.deliverySeconds.observe(ContinuousClock.now - start)
        switch progress.machine.step(after: outcome, events: batch.events, using: &progress.generator) {
        case .acknowledge:
            metrics.batches[.acknowledged]?.increment()
            metrics.deliveredEvents.increment(by: batch.events)
            metrics.lastDelivery.set(Double(clock.now.milliseconds) / 1000)
            await acknowledge(batch)
            succeeded(&progress)
        case .split: metrics.batches[.split]?.increment()
        case .setAside(let sentence):
            metrics.batches[.rejected]?.increment()
            metrics.dropped[.rejected]?.increment()
            await setAside(batch, sentence)
        case .retry(let delay):
            metrics.batches[.failed]?.increment()
            failed(outcome, delay, &progress)
            try? await sleeper.sleep(for: delay)
        }
    }

    // MARK: - The disk, on threads that may block

    private func nextBatch(_ events: Int) async -> SpoolBatch? {
        do {
            return try await pool.runIfActive {
                try spool.nextBatch(events: events, bytes: DeliveryMachine.maximumBytes)
            }
        } catch {
            if !(error is CancellationError) {
                logger.error("the spool cannot be read", metadata: ["error": "\(error)"])
            }
            return nil
        }
    }

    private func acknowledge(_ batch: SpoolBatch) async {
        do {
            try await pool.runIfActive { try spool.acknowledge(batch) }
        } catch {
            logger.warning(
                "what the server has acknowledged cannot be noted: after a restart it is sent again",
                metadata: ["error": "\(error)"])
        }
        metrics.spoolBytes.set(spool.bytes)
        metrics.spoolEvents.set(spool.backlog)
    }

    private func setAside(_ batch: SpoolBatch, _ sentence: String) async {
        let path: String?
        do {
            path = try await pool.runIfActive { try rejected.add(batch, because: sentence) }
        } catch {
            path = nil
        }
        logger.error(
            "the server refuses an event; it is set aside",
            metadata: ["reason": "\(sentence)", "file": "\(path ?? "none: there are too many, or no room")"])
        await acknowledge(batch)
    }

    // MARK: - What people are told

    private func succeeded(_ progress: inout Progress) {
        health.set(.ok, "the server has everything up to the last batch")
        guard progress.isFailing else { return }
        progress.isFailing = false
        progress.throttle.reset()
        logger.notice("delivering again", metadata: ["waiting": "\(spool.backlog)"])
    }

    private func failed(_ outcome: Result<SensorAnswer, APIError>, _ delay: Duration, _ progress: inout Progress) {
        let sentence: String
        switch outcome {
        case .failure(let error): sentence = "\(error)"
        case .success(let answer): sentence = "The server acknowledged only \(answer.acked) events of a batch"
        }
        progress.isFailing = true
        health.set(.degraded, "\(sentence); \(spool.backlog) events wait in the spool")
        guard let suppressed = progress.throttle.admit(at: clock.now.milliseconds) else { return }
        logger.warning(
            "events cannot be delivered and are kept: \(sentence)",
            metadata: [
                "waiting": "\(spool.backlog)", "next_attempt_ms": "\(Int64(delay / .milliseconds(1)))",
                "failures_since_last_line": "\(suppressed)",
            ])
    }
}
