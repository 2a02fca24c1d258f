import Detection
import IPNetworks
import Scoring
import Store
import ThreatModel

/// Evidence put together again from the raw sessions, events and reports of an address, by the rules by which it was taken
/// in, but only from those that a filter holds.
///
/// The work is bounded: of an address with more than that, the newest counts, and ``isTruncated`` says so.
struct RebuiltEvidence {
    struct Limits: Sendable {
        var sessions = 2000
        var events = 20_000
        /// Bytes of the events' fields.
        var eventBytes = 32 << 20
        var reports = 20_000
    }

    private(set) var evidence = Evidence()
    /// By the primitive's name: events that showed it.
    private(set) var primitives: [String: Int] = [:]
    /// There is more in the store than was looked at, or there was more and it has been deleted.
    private(set) var isTruncated = false

    private var observations: [WitnessedObservation] = []
    private let filter: EvidenceFilter
    private let earliest: Timestamp
    private let rules: IngestRules
    private let limits: Limits
    private let organisations: Organisations
    private let account: (Int64) -> StoredAccount?

    /// - Parameters:
    ///   - account: who owns a credential.
    init(
        _ question: EvidenceQuestion, from reader: any StoreReader, rules: IngestRules, at now: Timestamp,
        limits: Limits = Limits(), account: @escaping (Int64) -> StoredAccount?
    ) throws {
        filter = question.filter
        earliest = filter.earliest(at: now) ?? Timestamp(milliseconds: 0)
        self.rules = rules
        self.limits = limits
        organisations = try Organisations(stored: reader)
        self.account = account
        try addSessions(of: question.address, from: reader)
        var detection = AddressDetection()
        for sighting in rules.sightings(from: observations, addingTo: &detection) { evidence.add(sighting) }
        observations = []
        try addReports(about: question.address, from: reader)
        guard let stored = try reader.address(question.address), let all = Evidence(encoded: stored.evidence) else {
            return
        }
        // A review is about the address, whatever part of the evidence is asked for.
        if let end = all.reportsHeldUntil { evidence.holdReports(until: end.start) }
        // What is older than the retention may be gone from the raw rows, though not from the address's own record.
        let kept = now.advanced(by: .seconds(-rules.retentionDays * 86_400))
        if earliest < kept, let first = all.firstSeen, first < kept { isTruncated = true }
    }

    // MARK: Sessions

    private mutating func addSessions(of address: IPAddress, from reader: any StoreReader) throws {
        var sessions = try reader.sessions(of: address, since: earliest, limit: limits.sessions + 1)
        if sessions.count > limits.sessions {
            sessions.removeLast()
            isTruncated = true
        }
        var budget = (events: limits.events, bytes: limits.eventBytes)
        for session in sessions where filter.holds(session.protocol) {
            guard try add(session, from: reader, within: &budget) else {
                isTruncated = true
                return
            }
        }
    }

    /// Detection sees the session from its beginning, because what it shows may have begun before the time asked about; what
    /// it showed by then does not count. Returns `false` when the budget ended before the session.
    private mutating func add(
        _ session: StoredSession, from reader: any StoreReader, within budget: inout (events: Int, bytes: Int)
    ) throws -> Bool {
        let owner = rules.owner(account(session.sensor), organisations)
        var detection = SessionDetection()
        var isNew = true
        var isWhole = true
        try reader.forEachEvent(of: session) { event in
            let size = event.fields.values.reduce(64) { $0 + $1.key.utf8.count + $1.value.utf8.count }
            guard budget.events > 0, budget.bytes >= size else {
                isWhole = false
                return false
            }
            budget.events -= 1
            budget.bytes -= size
            let before = detection.primitiveHits
            let (shown, observation) = detection.observe(event, from: session.sensor, in: rules.catalogue)
            guard event.at >= earliest, filter.holds(event.protocol) else { return true }
            evidence.addActivity(on: event.protocol, newSessions: isNew ? 1 : 0, events: 1, at: event.at)
            isNew = false
            for index in shown {
                evidence.add(rules.sighting(of: rules.catalogue.behaviours[index], in: event, on: owner))
            }
            if let observation { observations.append(rules.witnessed(observation, in: event, on: owner)) }
            for (primitive, count) in detection.newHits(since: before) {
                primitives[rules.catalogue.primitives[primitive].name, default: 0] += count
            }
            return true
        }
        return isWhole
    }

    // MARK: Reports

    private mutating func addReports(about address: IPAddress, from reader: any StoreReader) throws {
        var reports: [ReportEvidence] = []
        var left = limits.reports
        try reader.forEachReport(about: address) { stored in
            guard stored.at >= earliest else { return false }
            guard left > 0 else {
                isTruncated = true
                return false
            }
            left -= 1
            guard !stored.isTest, filter.holds(reportOn: stored.report.protocolName) else { return true }
            reports.append(
                rules.evidence(
                    of: stored, by: account(stored.credential) ?? .stranger(stored.account), organisations))
            return true
        }
        // In the order in which they came: of more than there is room for, the first are counted one by one.
        for report in reports.reversed() { evidence.add(report) }
    }
}
