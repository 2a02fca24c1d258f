import APIClient
import IPNetworks
import ThreatModel

/// Makes lists and changes of the events of the stream. A value: events in, what they mean out.
///
/// A full list comes as `reset`, its addresses, `ready`, and counts only when it is complete; until then the list that is
/// held stays, and so does its place in the feed, whatever happens to the connection.
struct StreamedList {
    enum Meaning: Equatable {
        case list(IPAddressSet, FeedCursor?)
        case changes([ListedChange], FeedCursor?)
        /// Nothing changed up to this place.
        case current(FeedCursor?)
    }

    /// What no stream of this API does.
    enum Fault: Error, Equatable, CustomStringConvertible {
        case tooManyAddresses(limit: Int)
        case removalInList

        var description: String {
            switch self {
            case .tooManyAddresses(let limit): "the stream's list has more than \(limit) addresses"
            case .removalInList: "the stream removes an address before its list is complete"
            }
        }
    }

    private let limit: Int
    /// The list that is arriving; `nil` when none is.
    private var arriving: IPAddressSetBuilder?
    private var arrived = 0

    init(limit: Int = ListRules().maximumEntries) { self.limit = limit }

    /// Whether a list is arriving that is not complete.
    var isIncomplete: Bool { arriving != nil }

    /// Takes events in order. Changes that follow one another come out together.
    mutating func take(_ events: [BlacklistEvent]) throws(Fault) -> [Meaning] {
        var meanings: [Meaning] = []
        var changes: [ListedChange] = []
        var cursor: FeedCursor?
        func endChanges() {
            if !changes.isEmpty { meanings.append(.changes(changes, cursor)) }
            changes = []
        }
        for event in events {
            switch event.change {
            case nil:
                guard !isIncomplete else { break }
                endChanges()
                meanings.append(.current(event.cursor))
            case .reset:
                endChanges()
                arriving = IPAddressSetBuilder()
                arrived = 0
            case .ready:
                endChanges()
                if let list = arriving.take() {
                    meanings.append(.list(list.build(), event.cursor))
                } else {
                    meanings.append(.current(event.cursor))
                }
            case .add(let address, _):
                if isIncomplete {
                    arrived += 1
                    guard arrived <= limit else { throw .tooManyAddresses(limit: limit) }
                    arriving?.insert(IPRange(address))
                } else {
                    changes.append(.add(address))
                    cursor = event.cursor ?? cursor
                }
            case .remove(let address):
                guard !isIncomplete else { throw .removalInList }
                changes.append(.remove(address))
                cursor = event.cursor ?? cursor
            }
        }
        endChanges()
        return meanings
    }
}
