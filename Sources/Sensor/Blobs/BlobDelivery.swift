import APIClient
import Logging
import NIOPosix
import Observability
import ThreatModel

/// Brings the files that visitors left to the server: each once, one at a time, and only while hardly any event waits.
struct BlobDelivery: Sendable {
    /// With more events than this to deliver, files wait: what fits into one batch is no backlog.
    static let mostEventsWaiting = DeliveryMachine.maximumEvents
    /// How soon it is looked again whether the events have gone.
    static let pause: Duration = .seconds(1)
    static let logInterval: Duration = .seconds(60)

    let unsent: UnsentFiles
    /// The folder of the files themselves.
    let quarantine: String
    let files: any FileLayer
    let server: any BlobServer
    let eventsWaiting: @Sendable () -> Int
    /// For what blocks on the disk.
    let pool: NIOThreadPool
    let wake: WakeSignal
    let metrics: SensorMetrics
    let clock: any WallClock
    let sleeper: any Clock<Duration>
    let logger: Logger

    private struct Progress {
        var machine = BlobMachine()
        var generator = SystemRandomNumberGenerator()
        var throttle = LogThrottle(every: BlobDelivery.logInterval)
        var isFailing = false
    }

    /// Sends until the task is cancelled.
    func run() async {
        var progress = Progress()
        while !Task.isCancelled {
            let names = await names()
            if names.isEmpty { await wake.wait() }
            for name in names {
                while !Task.isCancelled, await !send(name, &progress) {}
            }
        }
    }

    /// Makes one attempt.
    ///
    /// - Returns: whether there is nothing more to do about that file.
    private func send(_ name: String, _ progress: inout Progress) async -> Bool {
        while eventsWaiting() > Self.mostEventsWaiting, !Task.isCancelled { try? await sleeper.sleep(for: Self.pause) }
        guard let file = await portions(of: name) else {
            await settle(name, .lost)
            return true
        }
        let (outcome, isKnown) = await exchange(name, file)
        // Told to stop in the middle: it is sent after the next start.
        if Task.isCancelled, case .failure = outcome { return false }
        if let fault = file.fault {
            logger.warning("a file of a visitor cannot be read", metadata: ["error": "\(fault)"])
            await settle(name, .lost)
            return true
        }
        switch progress.machine.step(after: outcome, using: &progress.generator) {
        case .done:
            await settle(name, isKnown ? .known : .sent)
            succeeded(&progress)
            return true
        case .giveUp(let sentence):
            if let suppressed = progress.throttle.admit(at: clock.now.milliseconds) {
                logger.warning(
                    "the server does not take a file of a visitor; it stays here only",
                    metadata: ["sha256": "\(name)", "reason": "\(sentence)", "since_last_line": "\(suppressed)"])
            }
            await settle(name, .refused)
            return true
        case .retry(let delay):
            metrics.blobs[.failed]?.increment()
            failed(outcome, delay, &progress)
            try? await sleeper.sleep(for: delay)
            return false
        }
    }

    /// Asks first: what many sensors see is sent by one of them.
    private func exchange(_ name: String, _ file: FilePortions) async -> (Result<Void, APIError>, isKnown: Bool) {
        switch await server.has(name) {
        case .success(true): (.success(()), true)
        case .success(false): (await server.send(name, file), false)
        case .failure(let error): (.failure(error), false)
        }
    }

    // MARK: - The disk, on threads that may block

    private func names() async -> [String] {
        do {
            return try await pool.runIfActive { try unsent.names() }
        } catch {
            if !(error is CancellationError) {
                logger.error("it cannot be read which files are to be sent", metadata: ["error": "\(error)"])
                try? await sleeper.sleep(for: Self.logInterval)
            }
            return []
        }
    }

    /// `nil` when it is not there any more.
    private func portions(of name: String) async -> FilePortions? {
        try? await pool.runIfActive {
            try FilePortions(files.openExisting("\(quarantine)/\(name)"), pool: pool)
        }
    }

    private func settle(_ name: String, _ result: BlobResult) async {
        metrics.blobs[result]?.increment()
        do {
            try await pool.runIfActive { try unsent.remove(name) }
        } catch {
            // It is asked for again, and the server has it; not at once, because the disk may be slow to mend.
            logger.warning("it cannot be noted that a file was sent", metadata: ["error": "\(error)"])
            try? await sleeper.sleep(for: Self.logInterval)
        }
    }

    // MARK: - What people are told

    private func succeeded(_ progress: inout Progress) {
        guard progress.isFailing else { return }
        progress.isFailing = false
        progress.throttle.reset()
        logger.notice("sending files again")
    }

    private func failed(_ outcome: Result<Void, APIError>, _ delay: Duration, _ progress: inout Progress) {
        guard case .failure(let error) = outcome else { return }
        progress.isFailing = true
        guard let suppressed = progress.throttle.admit(at: clock.now.milliseconds) else { return }
        logger.warning(
            "files of visitors cannot be sent and are kept: \(error)",
            metadata: [
                "next_attempt_ms": "\(Int64(delay / .milliseconds(1)))", "failures_since_last_line": "\(suppressed)",
            ])
    }
}
