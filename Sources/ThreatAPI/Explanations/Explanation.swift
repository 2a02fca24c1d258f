import Detection
import IPNetworks
import Scoring
import Store
import ThreatModel

/// Why an address has its confidence: the score with its terms, and the sessions and reports behind them.
struct Explanation: Sendable {
    static let maximumSessions = 50
    static let maximumReports = 50

    struct Session: Sendable {
        var stored: StoredSession
        /// What it showed, as indices into the catalogue, the gravest first.
        var behaviours: [Int]
    }

    let address: IPAddress
    /// `nil`: the address is not known, and there is nothing to explain.
    let known: Known?

    struct Known: Sendable {
        var evidence: Evidence
        var score: Score
        /// Who has one vote together.
        var organisations: Organisations
        /// The newest.
        var sessions: [Session]
        /// The newest.
        var reports: [StoredReport]
    }

    init(of address: IPAddress, from reader: any StoreReader, rules: IngestRules, at now: Timestamp) throws {
        self.address = address
        guard rules.isScored(address), let stored = try reader.address(address),
            var evidence = Evidence(encoded: stored.evidence),
            let lastSeen = evidence.lastSeen, !rules.isForgotten(lastSeen: lastSeen, at: now)
        else {
            known = nil
            return
        }
        let organisations = try Organisations(stored: reader)
        evidence.join(organisations)
        let sessions = try reader.sessions(
            of: address, since: Timestamp(milliseconds: 0), limit: Self.maximumSessions)
        var reports: [StoredReport] = []
        try reader.forEachReport(about: address) { report in
            if !report.isTest { reports.append(report) }
            return reports.count < Self.maximumReports
        }
        known = Known(
            evidence: evidence, score: rules.score(evidence, of: address, at: now), organisations: organisations,
            sessions: sessions.map { Session(stored: $0, behaviours: Self.behaviours($0, rules.catalogue)) },
            reports: reports)
    }

    private static func behaviours(_ session: StoredSession, _ catalogue: DetectionCatalogue) -> [Int] {
        let shown = SessionDetection(encoded: session.detection, in: catalogue)?.shownBehaviours ?? []
        return shown.sorted { a, b in
            let (a, b) = (catalogue.behaviours[a], catalogue.behaviours[b])
            return a.severity == b.severity ? a.name < b.name : a.severity > b.severity
        }
    }
}
