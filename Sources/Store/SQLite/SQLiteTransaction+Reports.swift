import GRDB
import IPNetworks
import ThreatModel

extension SQLiteTransaction {
    func insertReport(_ stored: StoredReport) throws {
        var insert = try query(
            """
            INSERT INTO report
            (address, at, account, credential, category, kind, is_test, protocol, comment, trust, is_vetted, is_operator)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try insert.bind(stored.report.address.networkBytes)
        try insert.bind(stored.at.milliseconds)
        try insert.bind(stored.account)
        try insert.bind(stored.credential)
        try insert.bind(Int64(stored.report.category.rawValue))
        try insert.bind(Int64(stored.report.kind.rawValue))
        try insert.bind(stored.isTest)
        try insert.bind(stored.report.protocolName)
        try insert.bind(stored.report.comment)
        try insert.bind(stored.standing.map { Int64($0.trustTenThousandths) })
        try insert.bind(stored.standing.map { $0.isVetted ? 1 : 0 })
        try insert.bind(stored.standing.map { $0.isOperator ? 1 : 0 })
        try insert.run()
    }

    func reports(about address: IPAddress, limit: Int) throws -> [StoredReport] {
        var select = try query(
            """
            SELECT \(Self.reportColumns) FROM report
            WHERE address = ? ORDER BY at DESC, row DESC LIMIT ?
            """)
        try select.bind(address.networkBytes)
        try select.bind(limit)
        return try select.all { try Self.storedReport($0, about: address) }
    }

    static let reportColumns =
        "at, account, credential, category, kind, is_test, protocol, comment, trust, is_vetted, is_operator"

    static func storedReport(_ row: Columns, about address: IPAddress) throws -> StoredReport {
        guard let category = ReportCategory(rawValue: UInt8(truncatingIfNeeded: row.int64(3))),
            let kind = ReportKind(rawValue: UInt8(truncatingIfNeeded: row.int64(4)))
        else { throw damaged("report") }
        let standing = row.optionalInt64(8).map { trust in
            StoredStanding(
                trustTenThousandths: UInt16(clamping: trust), isVetted: row.bool(9), isOperator: row.bool(10))
        }
        let report = Report(
            address: address, category: category, protocolName: row.optionalText(6), comment: row.optionalText(7),
            kind: kind)
        return StoredReport(
            report: report, at: Timestamp(milliseconds: row.int64(0)), account: row.int64(1),
            credential: row.int64(2), isTest: row.bool(5), standing: standing)
    }
}
