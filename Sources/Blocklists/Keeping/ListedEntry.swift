package import ThreatModel

/// That a source lists an address, since when, and where.
package struct ListedEntry: Hashable, Sendable {
    package var source: SourceIdentity
    /// The day since which it has been on the list without a break, as its first moment in UTC; `nil` when that is not known.
    package var since: Timestamp?
    /// The lines that it is in; none for lists without lines, and when the text of the list is not kept.
    package var lines: [ListedLine]

    package init(source: SourceIdentity, since: Timestamp?, lines: [ListedLine]) {
        self.source = source
        self.since = since
        self.lines = lines
    }
}
