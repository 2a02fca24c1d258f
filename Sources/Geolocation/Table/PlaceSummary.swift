package import ThreatModel

/// What one file contributes to a table, for whoever runs the server.
package struct PlaceSummary: Hashable, Sendable {
    package let file: PlaceFile
    /// The file's own word for what it is, or ours.
    package let type: String
    /// When the data was put together, where the file says so.
    package let builtAt: Timestamp?
    /// When the file was written.
    package let changedAt: Timestamp?
    /// Ranges of which something is known; neighbours of which the same is known count as one.
    package let v4Ranges: Int
    package let v6Ranges: Int
    package let countries: Int
    package let autonomousSystems: Int

    init(_ file: PlaceFile, _ copy: FileCopy, _ reading: PlaceReading, _ rows: PlaceRows.Builder) {
        self.file = file
        type = reading.type
        builtAt = reading.builtAt
        changedAt = copy.changedAt.map { Timestamp(milliseconds: $0) }
        v4Ranges = reading.layer.v4.rows.count { $0 != 0 }
        v6Ranges = reading.layer.v6.rows.count { $0 != 0 }
        var keys: Set<PlaceKey> = []
        for number in Set(reading.layer.v4.rows).union(reading.layer.v6.rows) { keys.insert(rows.row(number).key) }
        countries = Set(keys.compactMap(\.country)).count
        autonomousSystems = Set(keys.compactMap(\.asn)).count
    }
}
