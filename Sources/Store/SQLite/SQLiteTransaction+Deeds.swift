import GRDB
import ThreatModel

extension SQLiteTransaction {
    func record(_ deed: StoredDeed) throws {
        var insert = try query("INSERT INTO administration (at, actor, deed) VALUES (?, ?, ?)")
        try insert.bind(deed.at.milliseconds)
        try insert.bind(deed.actor)
        try insert.bind(deed.text)
        try insert.run()
        var prune = try query("DELETE FROM administration WHERE row <= ?")
        try prune.bind(database.lastInsertedRowID - Int64(StoredDeed.keptCount))
        try prune.run()
    }

    func deeds(limit: Int) throws -> [StoredDeed] {
        var select = try query("SELECT at, actor, deed FROM administration ORDER BY row DESC LIMIT ?")
        try select.bind(limit)
        return try select.all { row in
            StoredDeed(at: Timestamp(milliseconds: row.int64(0)), actor: row.text(1), text: row.text(2))
        }
    }
}
