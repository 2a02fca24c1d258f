import Synchronization

/// The table in force; another takes its place when databases change.
package final class PlaceDirectory: Sendable {
    // Held for as long as it takes to copy a reference.
    private let table: Mutex<PlaceTable>

    package init(_ table: PlaceTable = .empty) { self.table = Mutex(table) }

    /// Take it once for each answer, so that an answer is of one mind.
    package var current: PlaceTable { table.withLock { $0 } }

    package func replace(with new: PlaceTable) { table.withLock { $0 = new } }
}
