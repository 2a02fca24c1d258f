import GRDB
import IPNetworks
import ThreatModel

extension SQLiteTransaction {
    // MARK: Reading

    func appeal(_ number: Int64) throws -> StoredAppeal? {
        var select = try query("SELECT \(Self.appealColumns) FROM appeal WHERE number = ?")
        try select.bind(number)
        return try select.first(Self.storedAppeal)
    }

    func appeal(id: [UInt8]) throws -> StoredAppeal? {
        var select = try query("SELECT \(Self.appealColumns) FROM appeal WHERE id = ?")
        try select.bind(id)
        return try select.first(Self.storedAppeal)
    }

    func appeals(about address: IPAddress) throws -> [StoredAppeal] {
        var select = try query("SELECT \(Self.appealColumns) FROM appeal WHERE address = ? ORDER BY number")
        try select.bind(address.networkBytes)
        return try select.all(Self.storedAppeal)
    }

    func appeals(in state: AppealState, limit: Int) throws -> [StoredAppeal] {
        var select = try query(
            "SELECT \(Self.appealColumns) FROM appeal WHERE state = ? ORDER BY number DESC LIMIT ?")
        try select.bind(Int64(state.rawValue))
        try select.bind(limit)
        return try select.all(Self.storedAppeal)
    }

    func openAppeals(from requester: IPPrefix) throws -> [StoredAppeal] {
        var select = try query(
            "SELECT \(Self.appealColumns) FROM appeal WHERE requester = ? AND state = 0 ORDER BY number")
        try select.bind(requester.description)
        return try select.all(Self.storedAppeal)
    }

    func oldestOpenAppeal(beyond count: Int) throws -> Int64? {
        let select = try query("SELECT count(*), min(number) FROM appeal WHERE state = 0")
        return try select.first { $0.int(0) > count ? $0.optionalInt64(1) : nil } ?? nil
    }

    func dueAppeals(at now: Timestamp, areOpen: Bool, limit: Int) throws -> [StoredAppeal] {
        var select = try query(
            """
            SELECT \(Self.appealColumns) FROM appeal WHERE open = ? AND due_at <= ? ORDER BY due_at, number LIMIT ?
            """)
        try select.bind(areOpen)
        try select.bind(now.milliseconds)
        try select.bind(limit)
        return try select.all(Self.storedAppeal)
    }

    func entries(ofAppeal number: Int64) throws -> [AppealEntry] {
        var select = try query("SELECT at, actor, text FROM appeal_entry WHERE appeal = ? ORDER BY row")
        try select.bind(number)
        return try select.all { row in
            AppealEntry(at: Timestamp(milliseconds: row.int64(0)), actor: row.text(1), text: row.text(2))
        }
    }

    // MARK: Writing

    func createAppeal(_ new: StoredAppeal) throws -> StoredAppeal {
        var insert = try query(
            """
            INSERT INTO appeal (id, token, address, requester, reason, contact, created_at, state, proof, proven_at,
                attempts, last_attempt_at, ends_at, decided_by, due_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try insert.bind(new.id)
        try insert.bind(new.token)
        try insert.bind(new.address.networkBytes)
        try insert.bind(new.requester?.description)
        try insert.bind(new.reason)
        try insert.bind(new.contact)
        try insert.bind(new.createdAt.milliseconds)
        try Self.bindProgress(of: new, to: &insert)
        try insert.run()
        var appeal = new
        appeal.number = database.lastInsertedRowID
        return appeal
    }

    func saveAppeal(_ appeal: StoredAppeal) throws {
        var update = try query(
            """
            UPDATE appeal SET state = ?, proof = ?, proven_at = ?, attempts = ?, last_attempt_at = ?, ends_at = ?,
                decided_by = ?, due_at = ?
            WHERE number = ?
            """)
        try Self.bindProgress(of: appeal, to: &update)
        try update.bind(appeal.number)
        try update.run()
    }

    func removeAppeal(_ number: Int64) throws {
        for statement in ["DELETE FROM appeal_entry WHERE appeal = ?", "DELETE FROM appeal WHERE number = ?"] {
            var delete = try query(statement)
            try delete.bind(number)
            try delete.run()
        }
    }

    func add(_ entry: AppealEntry, toAppeal number: Int64) throws {
        var insert = try query("INSERT INTO appeal_entry (appeal, at, actor, text) VALUES (?, ?, ?, ?)")
        try insert.bind(number)
        try insert.bind(entry.at.milliseconds)
        try insert.bind(entry.actor)
        try insert.bind(entry.text)
        try insert.run()
        var prune = try query(
            """
            DELETE FROM appeal_entry WHERE appeal = ? AND row <=
                (SELECT row FROM appeal_entry WHERE appeal = ? ORDER BY row DESC LIMIT 1 OFFSET ?)
            """)
        try prune.bind(number)
        try prune.bind(number)
        try prune.bind(AppealEntry.keptCount)
        try prune.run()
    }

    func pruneAppeals(before cutoff: Timestamp, limit: Int) throws -> Int {
        var select = try query(
            "SELECT number FROM appeal WHERE state > 1 AND ends_at < ? AND due_at IS NULL ORDER BY number LIMIT ?")
        try select.bind(cutoff.milliseconds)
        try select.bind(limit)
        let gone = try select.all { $0.int64(0) }
        for number in gone { try removeAppeal(number) }
        return gone.count
    }

    // MARK: Rows

    private static let appealColumns = """
        number, id, token, address, requester, reason, contact, created_at, state, proof, proven_at, attempts,
        last_attempt_at, ends_at, decided_by, due_at
        """

    private static func bindProgress(of appeal: StoredAppeal, to query: inout Query) throws {
        try query.bind(Int64(appeal.state.rawValue))
        try query.bind(appeal.proof.map { Int64($0.rawValue) })
        try query.bind(appeal.provenAt?.milliseconds)
        try query.bind(appeal.attempts)
        try query.bind(appeal.lastAttemptAt?.milliseconds)
        try query.bind(appeal.endsAt.milliseconds)
        try query.bind(appeal.decidedBy)
        try query.bind(appeal.dueAt?.milliseconds)
    }

    private static func storedAppeal(_ row: Columns) throws -> StoredAppeal {
        func time(_ column: Int32) -> Timestamp? {
            row.optionalInt64(column).map { Timestamp(milliseconds: $0) }
        }
        guard let address = row.withBlob(3, { IPAddress(networkBytes: $0) }),
            let state = AppealState(rawValue: UInt8(truncatingIfNeeded: row.int64(8)))
        else { throw damaged("appeal") }
        var appeal = StoredAppeal(
            number: row.int64(0), id: row.bytes(1), token: row.bytes(2), address: address,
            requester: row.optionalText(4).flatMap { IPPrefix($0) }, reason: row.text(5), contact: row.optionalText(6),
            createdAt: Timestamp(milliseconds: row.int64(7)), endsAt: Timestamp(milliseconds: row.int64(13)),
            dueAt: time(15))
        appeal.state = state
        appeal.proof = row.optionalInt64(9).flatMap { AppealProof(rawValue: UInt8(truncatingIfNeeded: $0)) }
        appeal.provenAt = time(10)
        appeal.attempts = row.int(11)
        appeal.lastAttemptAt = time(12)
        appeal.decidedBy = row.optionalText(14)
        return appeal
    }
}
