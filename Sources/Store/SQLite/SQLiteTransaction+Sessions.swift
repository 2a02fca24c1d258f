import GRDB
import IPNetworks
import ThreatModel

extension SQLiteTransaction {
    // MARK: Sessions

    func session(_ id: UUIDv7) throws -> StoredSession? {
        var select = try query("SELECT \(Self.sessionColumns) FROM session WHERE id = ?")
        try select.bind(id.networkBytes)
        return try select.first(Self.storedSession)
    }

    static let sessionColumns =
        "id, sensor, address, protocol, started_at, last_event_at, event_count, ended, detection"

    static func storedSession(_ row: Columns) throws -> StoredSession {
        guard let id = row.withBlob(0, { UUIDv7(networkBytes: $0) }),
            let attackProtocol = AttackProtocol(rawValue: UInt8(truncatingIfNeeded: row.int64(3)))
        else { throw damaged("session") }
        return StoredSession(
            id: id, sensor: row.int64(1), address: try ipAddress(row, 2), protocol: attackProtocol,
            startedAt: Timestamp(milliseconds: row.int64(4)), lastEventAt: Timestamp(milliseconds: row.int64(5)),
            eventCount: row.int(6), ended: row.bool(7), detection: row.bytes(8))
    }

    func saveSession(_ session: StoredSession) throws {
        var upsert = try query(
            """
            INSERT OR REPLACE INTO session
            (id, sensor, address, protocol, started_at, last_event_at, event_count, ended, detection)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try upsert.bind(session.id.networkBytes)
        try upsert.bind(session.sensor)
        try upsert.bind(session.address.networkBytes)
        try upsert.bind(Int64(session.protocol.rawValue))
        try upsert.bind(session.startedAt.milliseconds)
        try upsert.bind(session.lastEventAt.milliseconds)
        try upsert.bind(session.eventCount)
        try upsert.bind(session.ended)
        try upsert.bind(session.detection)
        try upsert.run()
    }

    // MARK: Events

    func insertEvents(_ events: [SessionEvent], sensor: Int64) throws -> [Bool] {
        var isNew: [Bool] = []
        isNew.reserveCapacity(events.count)
        for event in events {
            var insert = try query(
                """
                INSERT OR IGNORE INTO event
                (id, session, seq, at, protocol, transport, dst_port, src, src_port, kind, sensor, fields)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
            try insert.bind(event.id.networkBytes)
            try insert.bind(event.session.networkBytes)
            try insert.bind(Int64(event.seq))
            try insert.bind(event.at.milliseconds)
            try insert.bind(Int64(event.protocol.rawValue))
            try insert.bind(Int64(event.transport.rawValue))
            try insert.bind(Int64(event.dstPort))
            try insert.bind(event.src.networkBytes)
            try insert.bind(Int64(event.srcPort))
            try insert.bind(Int64(event.kind.rawValue))
            try insert.bind(sensor)
            try insert.bind(text: event.fields.jsonText)
            isNew.append(try insert.changes() == 1)
        }
        return isNew
    }

    func events(of address: IPAddress, limit: Int) throws -> [SessionEvent] {
        // Every session of the newest `limit` holds one event at least, so no other can hold one of the newest events.
        var select = try query(
            """
            SELECT \(Self.eventColumns) FROM event WHERE session IN
            (SELECT id FROM session WHERE address = ? ORDER BY last_event_at DESC LIMIT ?)
            ORDER BY at DESC, session DESC, seq DESC LIMIT ?
            """)
        try select.bind(address.networkBytes)
        try select.bind(limit)
        try select.bind(limit)
        return try select.all(Self.event)
    }

    func events(inSession id: UUIDv7) throws -> [SessionEvent] {
        var select = try query("SELECT \(Self.eventColumns) FROM event WHERE session = ? ORDER BY seq, row")
        try select.bind(id.networkBytes)
        return try select.all(Self.event)
    }

    static let eventColumns =
        "id, session, seq, at, protocol, transport, dst_port, src, src_port, kind, fields"

    static func event(_ row: Columns) throws -> SessionEvent {
        guard let id = row.withBlob(0, { UUIDv7(networkBytes: $0) }),
            let session = row.withBlob(1, { UUIDv7(networkBytes: $0) }),
            let seq = UInt32(exactly: row.int64(2)),
            let attackProtocol = AttackProtocol(rawValue: UInt8(truncatingIfNeeded: row.int64(4))),
            let transport = Transport(rawValue: UInt8(truncatingIfNeeded: row.int64(5))),
            let kind = EventKind(rawValue: UInt8(truncatingIfNeeded: row.int64(9))),
            let fields = row.withBlob(10, { EventFields(jsonText: $0) })
        else { throw damaged("event") }
        return SessionEvent(
            id: id, session: session, seq: seq, at: Timestamp(milliseconds: row.int64(3)), protocol: attackProtocol,
            transport: transport, dstPort: UInt16(truncatingIfNeeded: row.int64(6)), src: try ipAddress(row, 7),
            srcPort: UInt16(truncatingIfNeeded: row.int64(8)), kind: kind, fields: fields)
    }
}

extension UUIDv7 {
    /// The 16 bytes in network order.
    var networkBytes: [UInt8] { withUnsafeBytes(of: bits.bigEndian) { Array($0) } }

    /// `nil` unless there are 16 bytes.
    init?(networkBytes bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 16 else { return nil }
        self.init(bits: bytes.reduce(0) { $0 << 8 | UInt128($1) })
    }
}
