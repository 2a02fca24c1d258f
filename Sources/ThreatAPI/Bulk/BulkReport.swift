import IPNetworks
import ThreatModel

/// Many reports in one request, each for itself: what is wrong with one row is said of that row and does not touch the
/// others.
///
/// Rows are numbered as their sender sees them. In JSON the first element of `reports` is row 1. In a CSV file they have
/// the numbers that a spreadsheet shows: every record counts, a header and blank lines too, and a quoted field with line
/// ends in it is still one row. ``total`` counts reports only.
struct BulkReport: Sendable {
    static let maximumRows = 10_000
    static let maximumJSONBytes = 8 << 20
    static let maximumCSVBytes = 2 << 20

    /// A report that nothing is wrong with.
    struct Row: Sendable {
        var number: Int
        var report: Report
    }

    /// A row that is not taken.
    struct Refusal: Equatable, Sendable {
        /// Characters of what was sent as the address that are sent back.
        static let keptAddressLength = 64

        var row: Int
        /// As it was sent; `nil` where nothing readable was.
        var ip: String?
        var reason: String
    }

    private(set) var rows: [Row] = []
    private(set) var refusals: [Refusal] = []

    var total: Int { rows.count + refusals.count }

    /// Takes one more row: a report, or a refusal that says what is wrong with it.
    mutating func add(_ draft: ReportDraft, row: Int) throws(RequestError) {
        try add(row: row, ip: draft.ip) { () throws(RequestError) in try draft.report() }
    }

    /// Takes one more row, made by `report`.
    ///
    /// - Parameter ip: as it was sent.
    mutating func add(row: Int, ip: String?, report: () throws(RequestError) -> Report) throws(RequestError) {
        try makeRoom()
        do throws(RequestError) {
            rows.append(Row(number: row, report: try report()))
        } catch {
            refuse(row, ip: ip, error.sentence)
        }
    }

    /// Takes one more row that is no report at all.
    mutating func addUnreadable(row: Int, ip: String?, _ reason: String) throws(RequestError) {
        try makeRoom()
        refuse(row, ip: ip, reason)
    }

    /// Refuses every row from the one at `index` among ``rows`` on.
    mutating func refuseRows(from index: Int, _ reason: String) {
        for row in rows[index...] { refuse(row.number, ip: row.report.address.description, reason) }
        rows.removeSubrange(index...)
        refusals.sort { $0.row < $1.row }
    }

    private func makeRoom() throws(RequestError) {
        guard total < Self.maximumRows else {
            throw .tooLarge("one request may hold at most \(Self.maximumRows) reports")
        }
    }

    private mutating func refuse(_ row: Int, ip: String?, _ reason: String) {
        refusals.append(
            Refusal(row: row, ip: ip.map { String($0.prefix(Refusal.keptAddressLength)) }, reason: reason))
    }
}
