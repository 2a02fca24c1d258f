import Geolocation
import IPNetworks
import Store
import ThreatModel

/// What changes of the feed mean to those who follow a list.
struct StreamFilter: Sendable {
    let filter: ListFilter
    /// Where addresses are, as long as the list is followed: with another table it would be another list.
    let places: PlaceTable
    private let matcher: PlaceMatcher?

    init(_ filter: ListFilter, places: PlaceTable) {
        self.filter = filter
        self.places = places
        matcher = filter.places.isEmpty ? nil : PlaceMatcher(filter.places)
    }

    /// A place in the feed as a client of this list is told it.
    func cursor(epoch: UInt32, sequence: UInt64) -> FeedCursor {
        FeedCursor(epoch: epoch, sequence: sequence).seen(through: filter.places, of: places)
    }

    /// Whether the list goes on from a cursor.
    ///
    /// - Parameter newest: where the feed stands.
    func continues(from cursor: FeedCursor, newest: FeedCursor) -> Bool {
        cursor.epoch == newest.epoch && cursor.sequence <= newest.sequence
            && cursor.view == self.cursor(epoch: 0, sequence: 0).view
    }

    func holds(_ address: IPAddress, _ facts: ListingFacts?) -> Bool {
        guard let facts, filter.holds(facts), filter.family.holds(address) else { return false }
        return matcher.map { $0.holds(places.key(of: address)) } ?? true
    }

    /// What a change means to a client that follows the list; `nil`: nothing.
    ///
    /// Every transition is told, none is left out for one that undoes it later: only then does every event's cursor stand
    /// for one state of the list, whichever way a client came to it, and a client that is cut off between two events goes
    /// on without loss or repetition.
    func event(for change: StoredChange) -> BlacklistChange? {
        switch (holds(change.address, change.old), holds(change.address, change.new)) {
        case (false, true): .add(change.address, confidenceLevel: confidence(of: change.new))
        case (true, false): .remove(change.address)
        case (false, false), (true, true): nil
        }
    }

    func confidence(of facts: ListingFacts?) -> Int { facts.map { Int(filter.confidence(of: $0)) } ?? 0 }
}
