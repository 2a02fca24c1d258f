import Store
import Synchronization

/// The ``AlertIndex`` as the store had the alerts when it was last asked.
///
/// Asked within a transaction, it is exact: an alert made before what is being taken in is compared with it, whichever
/// process made it.
final class AlertIndexCache: Sendable {
    // Held for the copying of one value; there is one asker, the ingest.
    private let index = Mutex(AlertIndex.empty)

    func current(in reader: any StoreReader) throws -> AlertIndex {
        let version = try reader.alertVersion()
        let known = index.withLock { $0 }
        guard known.version != version else { return known }
        let fresh = AlertIndex(try reader.enabledAlerts(), version: version)
        index.withLock { $0 = fresh }
        return fresh
    }
}
