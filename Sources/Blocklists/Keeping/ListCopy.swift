package import ThreatModel

/// The last good list of a source with what must be known to go on from it: what is kept on disk.
package struct ListCopy: Equatable, Sendable {
    package var list: KeptList
    package var position: ListPosition
    /// When the source last confirmed it.
    package var confirmed: Timestamp
    /// Which sudden change the source insists on, if it does.
    package var history: ListHistory

    package init(list: KeptList, position: ListPosition, confirmed: Timestamp, history: ListHistory) {
        self.list = list
        self.position = position
        self.confirmed = confirmed
        self.history = history
    }
}
