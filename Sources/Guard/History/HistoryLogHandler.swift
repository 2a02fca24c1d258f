import Logging
import ThreatModel

/// Passes log entries on, and has the history keep what the guard's users may want to read again.
struct HistoryLogHandler: LogHandler {
    private var inner: any LogHandler
    private let queue: HistoryQueue
    private let clock: any WallClock

    /// Lesser entries are not kept.
    static let leastLevel = Logger.Level.info

    init(_ inner: any LogHandler, _ queue: HistoryQueue, clock: any WallClock) {
        self.inner = inner
        self.queue = queue
        self.clock = clock
    }

    var logLevel: Logger.Level {
        get { inner.logLevel }
        set { inner.logLevel = newValue }
    }

    var metadata: Logger.Metadata {
        get { inner.metadata }
        set { inner.metadata = newValue }
    }

    var metadataProvider: Logger.MetadataProvider? {
        get { inner.metadataProvider }
        set { inner.metadataProvider = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { inner[metadataKey: key] }
        set { inner[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
        inner.log(event: event)
        guard event.level >= Self.leastLevel else { return }
        let details = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        queue.note(
            GuardLogEntry(
                time: clock.now, level: event.level.rawValue, text: "\(event.message)",
                details: details.joined(separator: " ")))
    }
}
