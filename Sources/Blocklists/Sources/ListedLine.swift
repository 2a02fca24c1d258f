package import ThreatModel

/// Where on a list an address stands.
package struct ListedLine: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        /// A file of the user's.
        case file(String)
        /// A list on the network, by its URL without the query.
        case web(String)
        /// What the user blocked by hand.
        case manual
    }

    package var place: Place
    /// Counted from 1, of lines, records or values; `nil` where there are none.
    package var number: Int?
    /// The beginning of the line, in printable ASCII; a comment of the user's where it was blocked by hand.
    package var text: String
    /// When it was blocked, where that is known to the second.
    package var since: Timestamp?
    /// When it ends by itself; `nil`: it does not.
    package var until: Timestamp?

    package init(place: Place, number: Int? = nil, text: String, since: Timestamp? = nil, until: Timestamp? = nil) {
        self.place = place
        self.number = number
        self.text = text
        self.since = since
        self.until = until
    }
}
