import Blocklists
import Firewall
import Foundation
import GRDB
import IPNetworks
import ThreatModel

/// Answers questions about the history. None of them reads more than some thousand rows, however much there is.
struct HistoryQuestions {
    let database: Database
    let now: Timestamp

    /// Of each hour or day, so many of what there was most of stand for a place among the first of the whole span. The sums
    /// of those that win are exact; somebody who was never among so many of an hour or day may be missing.
    static let depth = 60
    /// The most rows of one answer.
    static let most = 500
    /// The newest of what was blocked, among which is looked for one address.
    static let mostBlocksLooked: Int64 = 100_000

    func totals(_ span: HistorySpan) throws -> HistoryTotals {
        let slots = span.slots(at: now)
        var totals = HistoryTotals(dropped: 0, observed: 0, addresses: 0)
        let rows = try Row.fetchAll(
            database,
            sql:
                "SELECT key, sum(packets) FROM tally WHERE unit = ? AND topic = ? AND slot BETWEEN ? AND ? GROUP BY key",
            arguments: [span.unit.rawValue, HistoryTopic.mode.rawValue, slots.lowerBound, slots.upperBound])
        for row in rows {
            let key: Data = row[0]
            switch HistoryKey.mode(Int64(key.first ?? 0)) {
            case .drop: totals.dropped += row[1]
            case .logOnly: totals.observed += row[1]
            }
        }
        // Whoever was met since then was last met since then.
        totals.addresses =
            try Int.fetchOne(
                database, sql: "SELECT sum(addresses) FROM presence WHERE hour >= ?",
                arguments: [span.hours(at: now).lowerBound]) ?? 0
        return totals
    }

    func series(_ span: HistorySpan) throws -> HistorySeries {
        let slots = span.slots(at: now)
        var packets: [Int64: [Int: Int]] = [:]
        var numbers: Set<Int> = []
        for (slot, key, count) in try rows(of: .source, in: slots, span.unit) {
            guard let number = key.first.map(Int.init) else { continue }
            packets[slot, default: [:]][number, default: 0] += count
            numbers.insert(number)
        }
        let sources = try HistorySources(database)
        let order = numbers.sorted()
        return HistorySeries(
            sources: order.map { sources[$0] }, step: .milliseconds(span.unit.length),
            points: slots.map { slot in
                HistorySeries.Point(
                    start: span.unit.start(of: slot), packets: order.map { packets[slot]?[$0] ?? 0 })
            })
    }

    func topSources(_ span: HistorySpan) throws -> [TopSource] {
        let sources = try HistorySources(database)
        var tops: [Int: TopSource] = [:]
        for (_, key, count) in try rows(of: .source, in: span.slots(at: now), span.unit) {
            guard key.count == 2, let number = key.first.map(Int.init), let family = key.last else { continue }
            var top = tops[number] ?? TopSource(source: sources[number], packets4: 0, packets6: 0)
            if family == 6 { top.packets6 += count } else { top.packets4 += count }
            tops[number] = top
        }
        return tops.sorted { ($1.value.packets, $0.key) < ($0.value.packets, $1.key) }.map(\.value)
    }

    func topAddresses(_ span: HistorySpan, _ count: Int) throws -> [TopAddress] {
        try top(.address, span, count).compactMap { key, packets in
            IPAddress(networkBytes: key).map { TopAddress(address: $0, packets: packets) }
        }
    }

    func topPorts(_ span: HistorySpan, _ count: Int) throws -> [TopPort] {
        try top(.port, span, count).compactMap { key, packets in
            HistoryKey.port(key).map { TopPort(transport: $0.transport, port: $0.port, packets: packets) }
        }
    }

    func address(_ address: IPAddress) throws -> AddressHistory? {
        let key = Data(address.networkBytes)
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT first_at, last_at, packets, sources FROM address WHERE address = ?",
                arguments: [key])
        else { return nil }
        let ports = try Row.fetchAll(
            database,
            sql: "SELECT transport, port, packets FROM address_port WHERE address = ? ORDER BY packets DESC",
            arguments: [key])
        return AddressHistory(
            address: address, first: Timestamp(milliseconds: row[0]), last: Timestamp(milliseconds: row[1]),
            packets: row[2],
            ports: ports.map {
                AddressHistory.Port(
                    transport: UInt8(clamping: $0[0] as Int64), port: UInt16(exactly: $0[1] as Int64), packets: $0[2])
            },
            sources: try HistorySources(database).identities(in: row[3]))
    }

    /// Newest first.
    ///
    /// - Parameters:
    ///   - before: the number of the last one that is known.
    ///   - looked: so many of the newest are looked at, at most.
    func blocks(
        _ filter: BlockFilter, before: Int64?, until: Timestamp?, looked: Int64? = nil, _ count: Int
    ) throws -> [BlockRecord] {
        let sources = try HistorySources(database)
        var conditions = ["number < ?"]
        var arguments: StatementArguments = [before ?? .max]
        if let until {
            conditions.append("at <= ?")
            arguments += [until.milliseconds]
        }
        if let looked {
            conditions.append("number > (SELECT max(number) FROM block) - ?")
            arguments += [looked]
        }
        if let network = filter.network {
            let (first, last) = (Data(network.address.networkBytes), Data(network.last.networkBytes))
            conditions.append("address BETWEEN ? AND ? AND length(address) = ?")
            arguments += [first, last, first.count]
        }
        if let port = filter.port {
            conditions.append("port = ? AND transport IN (\(TransportName.withPorts))")
            arguments += [Int64(port)]
        }
        if let source = filter.source {
            conditions.append("sources & ? <> 0")
            arguments += [sources.mask(of: source)]
        }
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT number, at, address, transport, port, packets, cut, mode, sources FROM block
                WHERE \(conditions.joined(separator: " AND ")) ORDER BY number DESC LIMIT ?
                """, arguments: arguments + [max(0, min(count, Self.most))])
        return rows.compactMap { row in
            guard let source = IPAddress(networkBytes: row[2] as Data) else { return nil }
            return BlockRecord(
                number: row[0], time: Timestamp(milliseconds: row[1]),
                flow: BlockedFlow(
                    source: source, transport: UInt8(clamping: row[3] as Int64),
                    destinationPort: UInt16(clamping: row[4] as Int64)),
                mode: HistoryKey.mode(row[7]), packets: row[5], cut: row[6], sources: sources.identities(in: row[8]))
        }
    }

    /// The lowest first.
    func addresses(in range: IPRange, _ count: Int) throws -> [MetAddress] {
        let (first, last) = range.ends
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT address, first_at, last_at, packets FROM address WHERE address BETWEEN ? AND ?
                AND length(address) = ? ORDER BY address LIMIT ?
                """,
            arguments: [
                Data(first.networkBytes), Data(last.networkBytes), first.networkBytes.count,
                max(0, min(count, Self.most)),
            ])
        return rows.compactMap { row in
            IPAddress(networkBytes: row[0] as Data).map {
                MetAddress(
                    address: $0, first: Timestamp(milliseconds: row[1]), last: Timestamp(milliseconds: row[2]),
                    packets: row[3])
            }
        }
    }

    /// Newest first.
    func log(before: Int64?, _ count: Int) throws -> [LogRecord] {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT number, at, level, text, details FROM log WHERE number < ? ORDER BY number DESC LIMIT ?",
            arguments: [before ?? .max, min(count, Self.most)])
        return rows.map { LogRecord($0) }
    }

    // MARK: - Parts

    private func rows(
        of topic: HistoryTopic, in slots: ClosedRange<Int64>, _ unit: HistoryUnit
    ) throws -> [(slot: Int64, key: Data, packets: Int)] {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT slot, key, packets FROM tally WHERE unit = ? AND topic = ? AND slot BETWEEN ? AND ?",
            arguments: [unit.rawValue, topic.rawValue, slots.lowerBound, slots.upperBound])
        return rows.map { ($0[0], $0[1], $0[2]) }
    }

    private func top(_ topic: HistoryTopic, _ span: HistorySpan, _ count: Int) throws -> [(key: Data, packets: Int)] {
        let (slots, count) = (span.slots(at: now), max(0, min(count, Self.most)))
        let first = try database.cachedStatement(
            sql: """
                SELECT key, packets FROM tally INDEXED BY tally_by_packets WHERE unit = ? AND topic = ? AND slot = ?
                ORDER BY packets DESC LIMIT ?
                """)
        var leaders = HistoryLeaders(slots: slots, depth: max(Self.depth, count))
        for slot in slots {
            let rows = try Row.fetchCursor(
                first, arguments: [span.unit.rawValue, topic.rawValue, slot, leaders.depth])
            while let row = try rows.next() { leaders.add(row[0], row[1]) }
            leaders.endSlot()
        }
        let one = try database.cachedStatement(
            sql: "SELECT packets FROM tally WHERE unit = ? AND topic = ? AND slot = ? AND key = ?")
        // Whoever was left out in some hour or day may have had nearly as much there as the last that was not.
        let exact = try leaders.candidates(for: count, atMost: count + Self.depth / 2).map { candidate in
            let rest = try candidate.unknown.reduce(0) { sum, slot in
                let arguments: StatementArguments = [span.unit.rawValue, topic.rawValue, slot, candidate.key]
                return try sum &+ (Int.fetchOne(one, arguments: arguments) ?? 0)
            }
            return (key: candidate.key, packets: candidate.packets &+ rest)
        }
        return Array(
            exact.sorted {
                $0.packets == $1.packets ? $0.key.lexicographicallyPrecedes($1.key) : $0.packets > $1.packets
            }.prefix(count))
    }
}

extension IPRange {
    fileprivate var ends: (first: IPAddress, last: IPAddress) {
        switch self {
        case .v4(let range): (IPAddress(v4: range.first), IPAddress(v4: range.last))
        case .v6(let range): (IPAddress(v6: range.first), IPAddress(v6: range.last))
        }
    }
}
