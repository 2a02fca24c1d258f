import Blocklists
import GRDB

/// The sources by their numbers in the file.
struct HistorySources {
    private let identities: [Int: SourceIdentity]

    init(_ database: Database) throws {
        let rows = try Row.fetchAll(database, sql: "SELECT number, id, name FROM source")
        identities = rows.reduce(into: [:]) { identities, row in
            identities[row[0]] = SourceIdentity(id: row[1], name: row[2])
        }
    }

    subscript(number: Int) -> SourceIdentity? { identities[number] }

    /// The bit of a source; none when the file has never met it.
    func mask(of id: String) -> Int64 {
        identities.first { $0.value.id == id }.map { 1 << Int64(min($0.key, HistoryWriter.mostSources)) } ?? 0
    }

    /// Those whose bits are set.
    func identities(in mask: Int64) -> [SourceIdentity] {
        (1...HistoryWriter.mostSources).filter { mask >> Int64($0) & 1 == 1 }.compactMap { identities[$0] }
    }
}
