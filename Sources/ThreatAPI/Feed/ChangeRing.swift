import Store

/// The newest changes of the feed in memory: a fixed number of places, the oldest overwritten by the newest.
struct ChangeRing: Sendable {
    /// A change's place is its sequence number modulo their number; `nil` where none came yet.
    private var places: [StoredChange?]
    private var count = 0
    /// The sequence number of the newest change, held or not.
    private(set) var last: UInt64

    /// - Parameter last: the newest change so far, which is not held.
    init(capacity: Int, last: UInt64) {
        places = [StoredChange?](repeating: nil, count: capacity)
        self.last = last
    }

    /// - Precondition: each change's number is one more than that of the one before it.
    mutating func append(_ changes: some Sequence<StoredChange>) {
        for change in changes {
            places[place(of: change.sequence)] = change
            count = min(count + 1, places.count)
            last = change.sequence
        }
    }

    /// The oldest sequence number after which everything is held.
    var oldestResumable: UInt64 { last - UInt64(count) }

    /// At most `limit` changes after `sequence`; `nil` when some of them are no longer held.
    func changes(after sequence: UInt64, limit: Int) -> [StoredChange]? {
        guard sequence >= oldestResumable else { return nil }
        guard sequence < last else { return [] }
        return (sequence + 1...min(last, sequence + UInt64(limit))).compactMap { places[place(of: $0)] }
    }

    private func place(of sequence: UInt64) -> Int { Int(sequence % UInt64(places.count)) }
}
