import Logging
import NIOCore
import NIOPosix
import Observability
import Synchronization
import ThreatModel

/// Moves events and files from the visitors' threads to the disk: an event waits in memory only until a thread of its own
/// has written it, and a fifth of a second at most until it would survive a power failure.
final class SpoolKeeper: EventSink {
    /// The least time between two writings: a busy sensor wakes its writing thread a hundred times a second, not for each
    /// event.
    static let writingInterval: TimeAmount = .milliseconds(10)
    /// The longest that written events wait for the disk's own memory.
    static let synchronisationInterval: TimeAmount = .milliseconds(200)
    /// How soon a disk that refused is tried again.
    static let retryInterval: TimeAmount = .seconds(1)
    static let logInterval: Duration = .seconds(60)

    private struct State {
        var isSynchronisationDue = false
        var isFailing = false
        var throttle = LogThrottle(every: SpoolKeeper.logInterval)
        /// Bytes of files on their way to the quarantine.
        var waitingFileBytes = 0
        var isStopped = false
    }

    let spool: Spool
    private let quarantine: Quarantine
    private let quarantineLimits: QuarantineLimits
    private let pool: NIOThreadPool
    private let eventLoop: any EventLoop
    private let metrics: SensorMetrics
    private let health: HealthCheck
    private let clock: any WallClock
    private let logger: Logger
    private let onWritten: @Sendable () -> Void
    private let onKept: @Sendable () -> Void
    // A lock: set from event loops and pool threads alike.
    private let state = Mutex(State())

    /// - Parameters:
    ///   - pool: threads that may block; two, so that writing does not wait for synchronising.
    ///   - onWritten: called whenever there may be something new to deliver.
    ///   - onKept: called whenever there may be another file in the quarantine.
    init(
        spool: Spool, quarantine: Quarantine, quarantineLimits: QuarantineLimits, pool: NIOThreadPool,
        eventLoop: any EventLoop, metrics: SensorMetrics, health: HealthCheck, clock: any WallClock, logger: Logger,
        onWritten: @escaping @Sendable () -> Void, onKept: @escaping @Sendable () -> Void = {}
    ) {
        self.spool = spool
        self.quarantine = quarantine
        self.quarantineLimits = quarantineLimits
        self.pool = pool
        self.eventLoop = eventLoop
        self.metrics = metrics
        self.health = health
        self.clock = clock
        self.logger = logger
        self.onWritten = onWritten
        self.onKept = onKept
        metrics.spoolBytes.set(spool.bytes)
        health.set(.ok, "events are written to disk")
    }

    func record(_ event: SessionEvent) {
        if case .accepted(isWriteDue: true) = spool.append(EventLine.encode(event), kind: event.kind) { writeSoon() }
    }

    func keep(sha256: String, bytes: [UInt8]) {
        let isAccepted = state.withLock { state in
            guard state.waitingFileBytes + bytes.count <= quarantineLimits.memoryBytes else { return false }
            state.waitingFileBytes += bytes.count
            return true
        }
        guard isAccepted else {
            metrics.quarantineFiles[.refused]?.increment()
            return
        }
        pool.submit { _ in
            self.quarantine.keep(sha256: sha256, bytes: bytes)
            self.state.withLock { $0.waitingFileBytes -= bytes.count }
            self.onKept()
        }
    }

    private func writeSoon() { pool.submit { _ in self.write() } }

    private func write() {
        do {
            try spool.write()
            recovered()
            metrics.spoolBytes.set(spool.bytes)
            metrics.spoolEvents.set(spool.backlog)
            onWritten()
            synchroniseSoon()
            writeAgain(after: Self.writingInterval)
        } catch {
            failed(error)
            writeAgain(after: Self.retryInterval)
        }
    }

    private func writeAgain(after delay: TimeAmount) {
        guard !state.withLock({ $0.isStopped }) else { return }
        eventLoop.scheduleTask(in: delay) {
            if self.spool.isMoreDue() { self.writeSoon() }
        }
    }

    private func synchroniseSoon() {
        let isDue = state.withLock { state in
            defer { state.isSynchronisationDue = true }
            return !state.isSynchronisationDue && !state.isStopped
        }
        guard isDue else { return }
        eventLoop.scheduleTask(in: Self.synchronisationInterval) {
            self.pool.submit { _ in
                self.state.withLock { $0.isSynchronisationDue = false }
                self.synchronise()
            }
        }
    }

    private func synchronise() {
        do {
            try spool.synchronise()
        } catch {
            failed(error)
        }
    }

    private func failed(_ error: FileError) {
        metrics.spoolFailures.increment()
        let sentence =
            error.isFull
            ? "the disk is full: events wait in memory, then the newest are lost; make room"
            : "events cannot be written to disk and wait in memory"
        health.set(.failing, "\(sentence) (\(error))")
        let suppressed = state.withLock { state in
            state.isFailing = true
            return state.throttle.admit(at: clock.now.milliseconds)
        }
        guard let suppressed else { return }
        logger.error(
            "\(sentence)",
            metadata: ["error": "\(error)", "failures_since_last_line": "\(suppressed)", "waiting": "\(spool.backlog)"])
    }

    private func recovered() {
        let wasFailing = state.withLock { state in
            defer { state.isFailing = false }
            if state.isFailing { state.throttle.reset() }
            return state.isFailing
        }
        guard wasFailing else { return }
        health.set(.ok, "events are written to disk")
        logger.notice("events are written to disk again", metadata: ["waiting": "\(spool.backlog)"])
    }

    /// Writes and synchronises what is left. The last thing that happens to a spool.
    func stop() async {
        state.withLock { $0.isStopped = true }
        try? await pool.runIfActive {
            self.write()
            self.synchronise()
        }
    }
}
