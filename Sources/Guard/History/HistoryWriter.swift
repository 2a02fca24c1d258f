import Blocklists
import Firewall
import Foundation
import GRDB
import IPNetworks
import ThreatModel

/// Writes what happened, within one transaction. Counts are added up first, so that each is one write for all of it.
struct HistoryWriter {
    private struct Tally: Hashable {
        var unit: HistoryUnit
        var topic: HistoryTopic
        var slot: Int64
        var key: Data
    }

    private let database: Database
    private var tallies: [Tally: Int64] = [:]
    /// Changes of the numbers of addresses last met in an hour.
    private var presence: [Int64: Int64] = [:]
    private var sources: [String: Int] = [:]

    /// So many ports of an address are told apart.
    static let mostPorts = 64
    /// Sources that have bits of their own; any further ones share the last.
    static let mostSources = 62
    /// Stands for packets of addresses that are on no list any more, or not known.
    static let noSource = 0

    init(_ database: Database) throws {
        self.database = database
    }

    mutating func write(_ round: BlockRound) throws {
        for blocked in round.flows {
            let numbers = try blocked.sources.map { try number(of: $0) }
            let mask = numbers.reduce(Int64(0)) { $0 | Int64(1) << Int64($1) }
            let flow = blocked.flow
            let address = Data(flow.source.networkBytes)
            let insert = try database.cachedStatement(
                sql: """
                    INSERT INTO block (at, address, transport, port, packets, cut, mode, sources)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            try insert.execute(arguments: [
                round.time.milliseconds, address, Int64(flow.transport), Int64(flow.destinationPort), blocked.packets,
                blocked.cut, blocked.mode.number, mask,
            ])
            try add(blocked, address, mask, at: round.time)
            count(blocked.packets, .mode, Data([blocked.mode.number]), at: round.time)
            count(
                blocked.packets, .source, HistoryKey.source(numbers.first ?? Self.noSource, flow.source.family),
                at: round.time)
            count(blocked.packets, .port, HistoryKey.port(flow.transport, flow.destinationPort), at: round.time)
            count(blocked.packets, .address, address, at: round.time)
        }
        if round.rest > 0 {
            count(round.rest, .mode, Data([round.mode.number]), at: round.time)
            count(round.rest, .source, HistoryKey.source(Self.noSource, .v4), at: round.time)
        }
    }

    func write(_ entry: GuardLogEntry) throws {
        let insert = try database.cachedStatement(sql: "INSERT INTO log (at, level, text, details) VALUES (?, ?, ?, ?)")
        try insert.execute(arguments: [entry.time.milliseconds, entry.level, entry.text, entry.details])
    }

    /// Writes what was added up.
    func finish() throws {
        let add = try database.cachedStatement(
            sql: """
                INSERT INTO tally VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET packets = packets + excluded.packets
                """)
        for (tally, packets) in tallies {
            try add.execute(arguments: [tally.unit.rawValue, tally.topic.rawValue, tally.slot, tally.key, packets])
        }
        let move = try database.cachedStatement(
            sql: """
                INSERT INTO presence VALUES (?, ?) ON CONFLICT DO UPDATE SET addresses = addresses + excluded.addresses
                """)
        for (hour, change) in presence where change != 0 { try move.execute(arguments: [hour, change]) }
    }

    // MARK: - Parts

    private mutating func count(_ packets: Int, _ topic: HistoryTopic, _ key: Data, at time: Timestamp) {
        for unit in HistoryUnit.allCases {
            tallies[Tally(unit: unit, topic: topic, slot: unit.slot(of: time), key: key), default: 0] &+= Int64(packets)
        }
    }

    private mutating func add(_ blocked: BlockedPackets, _ address: Data, _ mask: Int64, at time: Timestamp) throws {
        let find = try database.cachedStatement(sql: "SELECT last_at FROM address WHERE address = ?")
        let last = try Int64.fetchOne(find, arguments: [address]).map { Timestamp(milliseconds: $0) }
        if last.map({ $0 < time }) ?? true {
            if let last { presence[HistoryUnit.hour.slot(of: last), default: 0] -= 1 }
            presence[HistoryUnit.hour.slot(of: time), default: 0] += 1
        }
        let add = try database.cachedStatement(
            sql: """
                INSERT INTO address VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
                    last_at = max(last_at, excluded.last_at), packets = packets + excluded.packets,
                    sources = CASE excluded.sources WHEN 0 THEN sources ELSE excluded.sources END
                """)
        try add.execute(arguments: [address, time.milliseconds, time.milliseconds, blocked.packets, mask])
        try addPort(blocked, address)
    }

    private func addPort(_ blocked: BlockedPackets, _ address: Data) throws {
        let (transport, packets) = (Int64(blocked.flow.transport), blocked.packets)
        var port = Int64(blocked.flow.destinationPort)
        let add = try database.cachedStatement(
            sql: """
                UPDATE address_port SET packets = packets + ? WHERE address = ? AND transport = ? AND port = ?
                """)
        try add.execute(arguments: [packets, address, transport, port])
        guard database.changesCount == 0 else { return }
        let count = try database.cachedStatement(sql: "SELECT count(*) FROM address_port WHERE address = ?")
        if try Int.fetchOne(count, arguments: [address]) ?? 0 >= Self.mostPorts { port = HistoryKey.otherPorts }
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO address_port VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET packets = packets + excluded.packets
                """)
        try insert.execute(arguments: [address, transport, port, packets])
    }

    private mutating func number(of source: SourceIdentity) throws -> Int {
        if let known = sources[source.id] { return known }
        let insert = try database.cachedStatement(
            sql: "INSERT INTO source (id, name) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name")
        try insert.execute(arguments: [source.id, source.name])
        let find = try database.cachedStatement(sql: "SELECT number FROM source WHERE id = ?")
        let number = min(try Int.fetchOne(find, arguments: [source.id]) ?? Self.noSource, Self.mostSources)
        sources[source.id] = number
        return number
    }
}

extension FirewallPolicy.Mode {
    /// As stored: never renumber.
    fileprivate var number: UInt8 { HistoryKey.number(of: self) }
}
