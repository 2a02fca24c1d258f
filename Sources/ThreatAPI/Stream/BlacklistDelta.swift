import Geolocation
import IPNetworks
import Store
import ThreatModel

/// What became of a list since a cursor, each address told once: what it is now, if that differs from what it was.
struct BlacklistDelta: Sendable {
    /// Changes looked at for one answer. Beyond, the client asks again from where the answer ends.
    static let mostChanges = 1 << 16
    private static let portion = 4096

    /// In the order of their first change.
    private(set) var added: [(address: IPAddress, confidence: Int)] = []
    private(set) var removed: [IPAddress] = []
    /// Where the list stands after them.
    private(set) var cursor: FeedCursor
    /// Whether there is more after ``cursor``.
    private(set) var isCut = false

    /// - Parameters:
    ///   - mostAdded: as many as the quota allows for; then the answer ends before the change that would be one too many.
    /// - Returns: `nil` when the changes since the cursor are not known, or it is that of another list.
    init?(
        since cursor: FeedCursor, of list: StreamFilter, mostAdded: Int, live: LiveState, feed: ChangeFeed,
        store: any Store
    ) async throws {
        let newest = live.current.cursor
        guard list.continues(from: cursor, newest: newest) else { return nil }
        /// What each address was at the cursor, and is after what was read.
        var states: [IPAddress: (was: Bool, now: ListingFacts?, place: Int)] = [:]
        var adds = 0
        var sequence = cursor.sequence
        let end = min(newest.sequence, cursor.sequence + UInt64(Self.mostChanges))
        reading: while sequence < end {
            let limit = min(Self.portion, Int(end - sequence))
            guard let changes = try await feed.changes(after: sequence, limit: limit, orFrom: store) else { return nil }
            guard !changes.isEmpty else { break }
            for change in changes {
                let isNow = list.holds(change.address, change.new)
                let was = list.holds(change.address, change.old)
                if var state = states[change.address] {
                    adds += (isNow && !state.was ? 1 : 0) - (was && !state.was ? 1 : 0)
                    guard adds <= mostAdded else { break reading }
                    state.now = isNow ? change.new : nil
                    states[change.address] = state
                } else if was || isNow {
                    adds += isNow && !was ? 1 : 0
                    guard adds <= mostAdded else { break reading }
                    states[change.address] = (was, isNow ? change.new : nil, states.count)
                }
                sequence = change.sequence
            }
        }
        self.cursor = list.cursor(epoch: newest.epoch, sequence: sequence)
        isCut = sequence < newest.sequence
        for (address, state) in states.sorted(by: { $0.value.place < $1.value.place }) {
            switch (state.was, state.now) {
            case (false, let facts?): added.append((address, list.confidence(of: facts)))
            case (true, nil): removed.append(address)
            case (true, _?), (false, nil): break
            }
        }
    }

    /// `{"cursor":…,"more":…,"fullResync":false,"added":[{"ip":…,"confidenceLevel":…}],"removed":["…"]}`
    var json: [UInt8] {
        var json = JSONWriter(capacity: 128 + 56 * added.count + 20 * removed.count)
        json.literal("{\"cursor\":\"")
        json.plain(cursor.description)
        json.literal("\",\"more\":")
        json.bool(isCut)
        json.literal(",\"fullResync\":false,\"added\":")
        json.array(added) { json, entry in
            json.literal("{\"ip\":")
            json.address(entry.address)
            json.literal(",\"confidenceLevel\":")
            json.integer(entry.confidence)
            json.literal("}")
        }
        json.literal(",\"removed\":")
        json.array(removed) { $0.address($1) }
        json.literal("}\n")
        return json.bytes
    }

    /// The answer to a cursor from which nobody can go on.
    static let resyncJSON = Array(
        #"{"cursor":null,"more":false,"fullResync":true,"added":[],"removed":[]}"#.utf8 + [UInt8(ascii: "\n")])

    /// A line each, `+` before what was added and `-` before what was removed.
    var plainText: [UInt8] {
        var text = JSONWriter(capacity: 16 * (added.count + removed.count))
        for entry in added {
            text.literal("+")
            text.plain(entry.address)
            text.literal("\n")
        }
        for address in removed {
            text.literal("-")
            text.plain(address)
            text.literal("\n")
        }
        return text.bytes
    }
}
