import GRDB
import ThreatModel

extension HistoryQuestions {
    /// Entries that are looked at for one answer; whoever filters for what is rare goes on from there.
    static let mostLooked = 20_000

    func log(_ filter: LogFilter, _ place: LogPlace, _ count: Int) throws -> LogExcerpt {
        let count = max(1, min(count, Self.most))
        let (bound, edge, order): (String, Int64, String) =
            switch place {
            case .newest: ("<", .max, "DESC")
            case .before(let number): ("<", number, "DESC")
            case .after(let number): (">", number, "ASC")
            }
        let window = "SELECT number, at, level, text, details FROM log WHERE number \(bound) ? ORDER BY number \(order)"
        let (condition, wanted) = Self.condition(filter)
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT * FROM (\(window) LIMIT ?) WHERE \(condition) ORDER BY number \(order) LIMIT ?",
            arguments: [edge, Self.mostLooked] + wanted + [count + 1])
        var records = rows.prefix(count).map { LogRecord($0) }
        let last: Int64? = rows.count > count ? records.last?.number : try lookedTo(bound, edge, order)
        if order == "ASC" { records.reverse() }
        switch place {
        case .newest: return LogExcerpt(records: records, older: last, newer: nil)
        case .before(let number):
            let newest = records.first?.number ?? number - 1
            return LogExcerpt(records: records, older: last, newer: try isAny(">", newest) ? newest : nil)
        case .after(let number):
            let oldest = records.last?.number ?? number + 1
            return LogExcerpt(records: records, older: try isAny("<", oldest) ? oldest : nil, newer: last)
        }
    }

    /// The last entry that was looked at, when there are more behind it.
    private func lookedTo(_ bound: String, _ edge: Int64, _ order: String) throws -> Int64? {
        let numbers = try Int64.fetchAll(
            database, sql: "SELECT number FROM log WHERE number \(bound) ? ORDER BY number \(order) LIMIT 2 OFFSET ?",
            arguments: [edge, Self.mostLooked - 1])
        return numbers.count > 1 ? numbers.first : nil
    }

    private func isAny(_ bound: String, _ number: Int64) throws -> Bool {
        try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM log WHERE number \(bound) ?)", arguments: [number]) ?? false
    }

    private static func condition(_ filter: LogFilter) -> (sql: String, arguments: StatementArguments) {
        var (parts, arguments) = (["1"], StatementArguments())
        if !filter.levels.isEmpty {
            parts.append("level IN (\(filter.levels.map { _ in "?" }.joined(separator: ", ")))")
            arguments += StatementArguments(filter.levels)
        }
        if !filter.phrases.isEmpty {
            parts.append("(\(filter.phrases.map { _ in "instr(text, ?) > 0" }.joined(separator: " OR ")))")
            arguments += StatementArguments(filter.phrases)
        }
        if !filter.text.isEmpty {
            parts.append("(instr(lower(text), lower(?)) > 0 OR instr(lower(details), lower(?)) > 0)")
            arguments += [filter.text, filter.text]
        }
        return (parts.joined(separator: " AND "), arguments)
    }
}

extension LogRecord {
    init(_ row: Row) {
        self.init(
            number: row[0],
            entry: GuardLogEntry(
                time: Timestamp(milliseconds: row[1]), level: row[2], text: row[3], details: row[4]))
    }
}
