import Sensor
import Synchronization
import ThreatModel

/// Keeps what visits record.
final class CollectingSink: EventSink {
    private let collected = Mutex<(events: [SessionEvent], files: [String: [UInt8]])>(([], [:]))

    var events: [SessionEvent] { collected.withLock { $0.events } }
    var files: [String: [UInt8]] { collected.withLock { $0.files } }
    var kinds: [EventKind] { events.map(\.kind) }

    func record(_ event: SessionEvent) { collected.withLock { $0.events.append(event) } }
    func keep(sha256: String, bytes: [UInt8]) { collected.withLock { $0.files[sha256] = bytes } }
}
