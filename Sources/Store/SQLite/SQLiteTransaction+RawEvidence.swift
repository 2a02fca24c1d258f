import GRDB
import IPNetworks
import ThreatModel

extension SQLiteTransaction {
    func sessions(of address: IPAddress, since time: Timestamp, limit: Int) throws -> [StoredSession] {
        var select = try query(
            """
            SELECT \(Self.sessionColumns) FROM session WHERE address = ? AND last_event_at >= ?
            ORDER BY last_event_at DESC, id DESC LIMIT ?
            """)
        try select.bind(address.networkBytes)
        try select.bind(time.milliseconds)
        try select.bind(limit)
        return try select.all(Self.storedSession)
    }

    func forEachEvent(of session: StoredSession, _ body: (SessionEvent) throws -> Bool) throws {
        var select = try query(
            """
            SELECT \(Self.eventColumns) FROM event WHERE session = ? AND sensor = ? AND src = ? ORDER BY seq, row
            """)
        try select.bind(session.id.networkBytes)
        try select.bind(session.sensor)
        try select.bind(session.address.networkBytes)
        try select.walk { try body(try Self.event($0)) }
    }

    func forEachReport(about address: IPAddress, _ body: (StoredReport) throws -> Bool) throws {
        var select = try query(
            "SELECT \(Self.reportColumns) FROM report WHERE address = ? ORDER BY at DESC, row DESC")
        try select.bind(address.networkBytes)
        try select.walk { try body(try Self.storedReport($0, about: address)) }
    }
}
