import Logging
import NIOPosix
import Observability
import ServiceLifecycle
import Synchronization

/// Writes what waits in the access log to where it belongs, some times a second, on a thread of its own.
struct AccessLogWriter: Service {
    static let interval = Duration.milliseconds(200)

    private let log: AccessLog
    private let output: Output
    private let health: HealthCheck
    private let logger: Logger

    /// The file belongs to whichever thread writes; a second one would have to wait.
    private final class Output: Sendable {
        let file: Mutex<AccessLogFile>

        init(_ place: AccessLogConfiguration) { file = Mutex(AccessLogFile(place)) }
    }

    init(log: AccessLog, place: AccessLogConfiguration, health: HealthCheck, logger: Logger) {
        self.log = log
        output = Output(place)
        self.health = health
        self.logger = logger
        health.set(.ok, "the access log is written")
    }

    func run() async throws {
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        var spare = JSONWriter(capacity: AccessLog.capacity)
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            await cancelWhenGracefulShutdown { try? await Task.sleep(for: Self.interval) }
            spare = await write(spare, threads)
        }
        _ = await write(spare, threads)
        try? await threads.shutdownGracefully()
    }

    /// Returns the room in which the lines stood.
    private func write(_ spare: JSONWriter, _ threads: NIOThreadPool) async -> JSONWriter {
        let lines = log.take(leaving: spare)
        guard !lines.bytes.isEmpty else { return lines }
        // Lines that have been taken must be written: unlike `runIfActive` this cannot be cancelled.
        let lost: Int? = await withCheckedContinuation { continuation in
            threads.submit { [output] state in
                continuation.resume(
                    returning: state == .active ? output.file.withLock { $0.append(lines.bytes) } : nil)
            }
        }
        if lost == 0 {
            health.set(.ok, "the access log is written")
        } else {
            log.dropped.increment(by: lost ?? 0)
            if health.state.status == .ok { logger.error("the access log cannot be written") }
            health.set(.degraded, "the access log cannot be written; lines are lost")
        }
        return lines
    }
}
