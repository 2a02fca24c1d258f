import IPNetworks
import Scoring
import Store
import ThreatModel

extension IngestRound {
    /// Reports of an address that are looked at to take some of them back; of more than that, the newest.
    private static let maximumReports = 20_000
    /// Its sessions, to know when it was seen.
    private static let maximumSessions = 2000

    /// A report that is still held by itself, with what it is evidence of.
    struct HeldReport {
        var stored: StoredReport
        var evidence: ReportEvidence
    }

    /// Takes back what an account reported about an address, as if it never had.
    ///
    /// - Returns: how many reports were taken back.
    func withdraw(reportsAbout address: IPAddress, by account: StoredAccount) throws -> Int {
        let reports = try heldReports(about: address)
        let visits = try visits(of: address)
        let rows = try transaction.removeReports(about: address, by: account.id)
        // Of reports that are tests there is no evidence.
        guard rules.isScored(address) else { return rows }
        let own = reports.filter { $0.stored.account == account.id }.map(\.evidence)
        let others = reports.filter { $0.stored.account != account.id }.map(\.evidence)
        var count = rows
        try update(address) { draft in
            let gone = draft.evidence.takeBackReports(
                of: account.id, in: organisations[account.id], own: own, others: others, visits: visits)
            count = max(rows, gone)
        }
        return count
    }

    /// The reports about an address that count, in the order in which they came.
    func heldReports(about address: IPAddress) throws -> [HeldReport] {
        let accounts = Dictionary(try transaction.accounts().map { ($0.id, $0) }) { first, _ in first }
        var reports: [HeldReport] = []
        try transaction.forEachReport(about: address) { stored in
            if !stored.isTest {
                let account = accounts[stored.account] ?? .stranger(stored.account)
                reports.append(
                    HeldReport(stored: stored, evidence: rules.evidence(of: stored, by: account, organisations)))
            }
            return reports.count < Self.maximumReports
        }
        return reports.reversed()
    }

    /// From the first to the last moment at which sensors saw an address; `nil` when they did not.
    func visits(of address: IPAddress) throws -> ClosedRange<Timestamp>? {
        let stored = try transaction.sessions(
            of: address, since: Timestamp(milliseconds: 0), limit: Self.maximumSessions)
        let visits = stored + sessions.values.map(\.stored).filter { $0.address == address }
        guard let first = visits.map(\.startedAt).min(), let last = visits.map(\.lastEventAt).max() else { return nil }
        return min(first, last)...last
    }
}

extension StoredAccount {
    /// An account that is not known any more: not the operator's, and new.
    static func stranger(_ id: Int64) -> StoredAccount {
        StoredAccount(id: id, name: "", trusted: false, createdAt: Timestamp(milliseconds: .max))
    }
}
