import IPNetworks
import Store
import ThreatModel

/// What is held one by one about an address, as AbuseIPDB tells of it: reports of people, and visits to sensors, each of
/// which is as good as a report.
struct AbuseIPDBHistory: Sendable {
    /// Reports, and visits, that are looked at: the newest.
    static let maximumRows = 1000

    struct Row: Sendable {
        var at: Timestamp
        var comment: String
        /// AbuseIPDB's numbers.
        var categories: [Int]
        /// Who reported it, as a number that means something in one answer alone: 0 is who asks, 1 the sensors.
        var reporter: Int
    }

    /// Newest first.
    let rows: [Row]

    /// - Parameters:
    ///   - earliest: what is older is left out.
    ///   - account: who asks: it alone is told what it wrote, as everywhere.
    init(of address: IPAddress, since earliest: Timestamp, for account: Int64, from reader: any StoreReader) throws {
        var reporters: [Int64: Int] = [account: 0]
        var rows: [Row] = []
        for stored in try reader.reports(about: address, limit: Self.maximumRows) where stored.at >= earliest {
            guard !stored.isTest else { continue }
            // 1 is the sensors' number.
            let reporter = reporters[stored.account] ?? reporters.count + 1
            reporters[stored.account] = reporter
            rows.append(
                Row(
                    at: stored.at, comment: stored.account == account ? stored.report.comment ?? "" : "",
                    categories: AbuseIPDBCategory.numbers(
                        of: stored.report.category, protocolName: stored.report.protocolName),
                    reporter: reporter))
        }
        for session in try reader.sessions(of: address, since: earliest, limit: Self.maximumRows) {
            rows.append(
                Row(
                    at: session.lastEventAt,
                    comment: "\(session.protocol.name) honeypot, \(Counted(session.eventCount, "event"))",
                    categories: AbuseIPDBCategory.numbers(ofVisitOn: session.protocol), reporter: 1))
        }
        self.rows = rows.sorted { $0.at > $1.at }
    }
}

extension JSONWriter {
    mutating func object(_ row: AbuseIPDBHistory.Row) {
        literal("{\"reportedAt\":")
        rfc3339(milliseconds: row.at.milliseconds)
        literal(",\"comment\":")
        string(row.comment)
        literal(",\"categories\":")
        array(row.categories) { $0.integer($1) }
        literal(",\"reporterId\":")
        integer(row.reporter)
        literal(",\"reporterCountryCode\":null,\"reporterCountryName\":null}")
    }
}
