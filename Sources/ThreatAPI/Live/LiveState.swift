import IPNetworks
import Synchronization
import ThreatModel

/// The current ``Snapshot``, for everyone who reads. Readers take a reference and are done; only the ingest pipeline
/// replaces it.
final class LiveState: Sendable {
    // Held for the copying of one reference, on every request: an actor would cost a suspension.
    private let snapshot: Mutex<Snapshot>

    init(_ snapshot: Snapshot) { self.snapshot = Mutex(snapshot) }

    var current: Snapshot { snapshot.withLock { $0 } }

    func replace(with next: Snapshot) { snapshot.withLock { $0 = next } }
}
