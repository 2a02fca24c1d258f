import IPNetworks
import Store
import ThreatModel

extension ListFilter {
    /// What a change of the feed means to a client that follows this list; `nil`: nothing.
    ///
    /// Every transition is told, none is left out for one that undoes it later: only then does every event's cursor stand
    /// for one state of the list, whichever way a client came to it, and a client that is cut off between two events goes
    /// on without loss or repetition.
    func event(for change: StoredChange) -> BlacklistChange? {
        switch (holds(change.address, change.old), holds(change.address, change.new)) {
        case (false, true): .add(change.address, confidenceLevel: Int(change.new?.confidence ?? 0))
        case (true, false): .remove(change.address)
        case (false, false), (true, true): nil
        }
    }
}
