import Scoring
import Store
import Synchronization

/// The ``Organisations`` as the store had them when it was last asked. Asked within a transaction, it is exact.
final class OrganisationCache: Sendable {
    private struct State {
        var organisations = Organisations()
        /// `nil`: never asked.
        var version: UInt64?
    }

    // Held for the copying of one value; there is one asker, the ingest.
    private let state = Mutex(State())

    func current(in reader: any StoreReader) throws -> Organisations {
        let version = try reader.organisationVersion()
        let known = state.withLock { $0 }
        guard known.version != version else { return known.organisations }
        let fresh = try Organisations(stored: reader)
        state.withLock { $0 = State(organisations: fresh, version: version) }
        return fresh
    }
}

extension Organisations {
    init(stored reader: any StoreReader) throws {
        self.init(try reader.organisations().lazy.map { ($0.account, $0.organisation) })
    }
}
