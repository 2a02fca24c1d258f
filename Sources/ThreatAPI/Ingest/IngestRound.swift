import Detection
import IPNetworks
import Scoring
import Store
import ThreatModel

/// One transaction's worth of submissions: raw rows, detection, evidence, scores, records, changes, matches of alerts. Lives
/// inside the transaction and has no effect beyond it until that is committed.
final class IngestRound {
    let transaction: any StoreTransaction
    let rules: IngestRules
    private let words: WordTable
    private let cache: SessionCache
    let organisations: Organisations
    private var ledger: ReporterLedger<StoreTrustShelf>
    let now: Timestamp
    private var versions: VersionClock

    private var newWords: [String: Int] = [:]
    private var addresses: [IPAddress: AddressDraft] = [:]
    var sessions: [UUIDv7: SessionDraft] = [:]
    /// The hunt that this round is a part of.
    var hunt: StoredHunt?
    private var alerts: AlertTally
    private var names = NameTally()

    /// - Parameters:
    ///   - newestVersion: the newest version of any indicator so far.
    ///   - organisations: who belongs together, as of the transaction.
    init(
        in transaction: any StoreTransaction, rules: IngestRules, words: WordTable, cache: SessionCache,
        alerts: AlertIndex, newestVersion: VersionTime, organisations: Organisations = Organisations(),
        at now: Timestamp
    ) {
        self.transaction = transaction
        self.rules = rules
        self.words = words
        self.cache = cache
        self.organisations = organisations
        ledger = rules.ledger(in: transaction)
        self.alerts = AlertTally(alerts)
        self.now = now
        versions = VersionClock(at: now, after: newestVersion)
    }

    /// - Returns: how many things it added, changed or took back.
    @discardableResult
    func apply(_ submission: Submission) throws -> Int {
        switch submission {
        case .report(let report, let account):
            try apply(report, by: account)
            return 1
        case .reports(let reports, let account):
            for report in reports { try apply(report, by: account) }
            return reports.count
        case .events(let batch, let sensor, let owner):
            return try apply(batch.events, sensor: sensor, owner: owner)
        case .withdrawal(let address, let account): return try withdraw(reportsAbout: address, by: account)
        case .appeal(let step): return try apply(step)
        case .rescore(let addresses):
            for address in addresses { _ = try draft(of: address) }
            return addresses.count
        case .hunt(let step): return try apply(step)
        }
    }

    // MARK: Reports

    private func apply(_ stored: StoredReport, by account: StoredAccount) throws {
        var stored = stored
        if stored.standing == nil {
            stored.standing = try rules.standing(of: account, at: stored.at, in: transaction).stored
        }
        try transaction.insertReport(stored)
        alerts.addReport(stored.report, at: stored.at)
        guard !stored.isTest else { return }
        let report = rules.evidence(of: stored, by: account, organisations)
        let address = stored.report.address
        try update(address) { draft in
            try ledger.noteReport(
                of: address, by: account.id, kind: report.kind, at: report.at,
                isListed: isListed(draft), whitelistFactor: rules.networks.current.factor(for: address))
            draft.evidence.add(report)
        }
    }

    /// Whether an address stands on the usual list by the evidence there is so far.
    private func isListed(_ draft: AddressDraft) -> Bool {
        rules.policy.isListed(rules.score(draft.evidence, of: draft.address, at: now).confidence)
    }

    // MARK: Events

    private func apply(_ events: [SessionEvent], sensor: Int64, owner: StoredAccount) throws -> Int {
        // A sensor's clock may be ahead: nothing happened after it was heard of.
        let events = events.map { event in
            var event = event
            event.at = min(event.at, now)
            return event
        }
        let isNew = try transaction.insertEvents(events, sensor: sensor)
        let sensorOwner = rules.owner(owner, organisations)
        for (event, isNew) in zip(events, isNew) where isNew {
            try observe(event, among: events, sensor: sensor, owner: sensorOwner)
        }
        return isNew.count { $0 }
    }

    /// - Parameter batch: the events that were stored together with this one.
    private func observe(
        _ event: SessionEvent, among batch: [SessionEvent], sensor: Int64, owner: SensorOwner
    ) throws {
        var session = try loadSession(of: event, sensor: sensor)
        let isFirst = session.stored.eventCount == 0
        session.stored.eventCount += 1
        session.stored.startedAt = min(session.stored.startedAt, event.at)
        session.stored.lastEventAt = max(session.stored.lastEventAt, event.at)
        // A session's number that another sensor or visitor uses as well says nothing about either.
        guard session.stored.sensor == sensor, session.stored.address == event.src else {
            sessions[event.session] = session
            return
        }
        if isFirst { alerts.addSession(event) }
        try observeNames(in: event, of: &session, among: batch)
        session.detection.adopt(rules.catalogue)
        let before = session.detection.primitiveHits
        let (shown, observation) = session.detection.observe(event, from: sensor, in: rules.catalogue)
        session.stored.ended = session.stored.ended || event.kind == .close
        sessions[event.session] = session
        guard rules.isScored(event.src) else { return }

        let primitives = try session.detection.newHits(since: before).map { primitive, count in
            (try number(of: rules.catalogue.primitives[primitive].name), count)
        }
        try update(event.src) { draft in
            draft.evidence.addActivity(
                on: event.protocol, newSessions: isFirst ? 1 : 0, events: 1, at: event.at)
            for index in shown {
                try add(rules.sighting(of: rules.catalogue.behaviours[index], in: event, on: owner), to: &draft)
            }
            if let observation { draft.observations.append(rules.witnessed(observation, in: event, on: owner)) }
            for (word, count) in primitives { draft.primitives[word, default: 0] += count }
        }
    }

    /// Adds what a sensor saw, which may bear out what was reported.
    func add(_ sighting: BehaviourSighting, to draft: inout AddressDraft) throws {
        if draft.evidence.reportCount > 0 {
            try ledger.note(sighting, of: draft.address)
        }
        draft.evidence.add(sighting)
    }

    private func observeNames(
        in event: SessionEvent, of session: inout SessionDraft, among batch: [SessionEvent]
    ) throws {
        if let name = NameFields.login(event) {
            var known = try session.names ?? storedNames(of: session.stored, before: batch)
            names.addLogin(name, event, known.insert(name))
            session.names = known
            alerts.addLogin(name, event)
        }
        for email in NameFields.emails(event) {
            names.addMessage(email, event)
            alerts.addMessage(email, event)
        }
    }

    /// The names that a session which is not in memory any more has tried.
    private func storedNames(of session: StoredSession, before batch: [SessionEvent]) throws -> SessionNames {
        let new = Set(batch.map(\.id))
        let events = try transaction.events(inSession: session.id)
        return SessionNames(of: events.lazy.filter { $0.src == session.address && !new.contains($0.id) })
    }

    private func loadSession(of event: SessionEvent, sensor: Int64) throws -> SessionDraft {
        if let known = try knownSession(event.session) { return known }
        let stored = StoredSession(
            id: event.session, sensor: sensor, address: event.src, protocol: event.protocol, startedAt: event.at,
            lastEventAt: event.at, eventCount: 0, ended: false, detection: [])
        return SessionDraft(stored: stored, detection: SessionDetection(), names: SessionNames())
    }

    /// A session that there is already.
    func knownSession(_ id: UUIDv7) throws -> SessionDraft? {
        if let draft = sessions[id] ?? cache.session(id) { return draft }
        guard let stored = try transaction.session(id) else { return nil }
        let detection = SessionDetection(encoded: stored.detection, in: rules.catalogue)
        return SessionDraft(stored: stored, detection: detection ?? SessionDetection())
    }

    // MARK: Addresses

    private func draft(of address: IPAddress) throws -> AddressDraft {
        if let draft = addresses[address] { return draft }
        let stored = try transaction.address(address)
        var draft = AddressDraft(address: address, stored: stored, organisations: organisations)
        if stored == nil, let end = try endOfReview(of: address) { draft.evidence.holdReports(until: end) }
        addresses[address] = draft
        return draft
    }

    func update(_ address: IPAddress, _ body: (inout AddressDraft) throws -> Void) throws {
        _ = try draft(of: address)
        if var draft = addresses.removeValue(forKey: address) {
            try body(&draft)
            addresses[address] = draft
        }
    }

    func number(of name: String) throws -> Int {
        if let number = words.number(of: name) ?? newWords[name] { return number }
        let number = try transaction.number(ofWord: name)
        newWords[name] = number
        return number
    }

    // MARK: The end

    /// What the rest of the server must be told once the transaction is committed.
    struct Outcome: Sendable {
        /// Ascending by address; `nil` forgets one.
        var records: [(address: IPAddress, record: [UInt8]?)] = []
        /// What each submission did, in their order.
        var counts: [Int] = []
        var changes: [StoredChange] = []
        /// Words numbered in this round, in the order of their numbers.
        var words: [String] = []
        var sessions: [SessionDraft] = []
        /// How often an alert matched.
        var alertMatches = 0
    }

    /// Writes sessions, scores and records, in the order of their keys.
    func finish() throws -> Outcome {
        var outcome = Outcome()
        for id in sessions.keys.sorted() {
            guard var session = sessions[id] else { continue }
            session.stored.detection = session.detection.encoded(in: rules.catalogue)
            try transaction.saveSession(session.stored)
            outcome.sessions.append(session)
        }
        for address in addresses.keys.sorted() {
            guard var draft = addresses[address] else { continue }
            try detectAcrossSessions(of: &draft)
            try finish(draft, into: &outcome)
        }
        if let hunt { try transaction.saveHunt(hunt) }
        try names.finish(in: transaction)
        try alerts.finish(in: transaction)
        outcome.alertMatches = alerts.count
        outcome.words = newWords.sorted { $0.value < $1.value }.map(\.key)
        return outcome
    }

    /// One read and one write of what is remembered of the address, however many events it had.
    private func detectAcrossSessions(of draft: inout AddressDraft) throws {
        guard !draft.observations.isEmpty else { return }
        // Nothing is remembered of an address that is not known.
        let stored = draft.isStored ? try transaction.addressDetection(of: draft.address) : nil
        var detection = stored.flatMap { AddressDetection(encoded: $0, in: rules.catalogue) } ?? AddressDetection()
        for sighting in rules.sightings(from: draft.observations, addingTo: &detection) { draft.evidence.add(sighting) }
        let state = detection.isEmpty ? nil : detection.encoded(in: rules.catalogue)
        try transaction.saveAddressDetection(state, of: draft.address, at: UTCHour(now).start)
    }

    private func finish(_ draft: AddressDraft, into outcome: inout Outcome) throws {
        // Evidence without a time is none: the address was asked to be scored and is not known. What is not scored any more
        // became one of the operator's own since.
        guard let lastSeen = draft.evidence.lastSeen, rules.isScored(draft.address),
            !rules.isForgotten(lastSeen: lastSeen, at: now)
        else {
            try transaction.removeAddress(draft.address)
            try transaction.saveAddressDetection(nil, of: draft.address, at: now)
            outcome.records.append((draft.address, nil))
            if draft.oldFacts != nil { try append(of: draft, to: nil, into: &outcome) }
            return
        }
        let score = rules.score(draft.evidence, of: draft.address, at: now)
        var record = try AddressRecord.encode(
            evidence: draft.evidence, score: score, primitives: draft.keptPrimitives, number: number)
        draft.setVersion(in: &record, score: score, using: &versions)
        AddressRecord.setDue(
            rules.nextChange(of: draft.evidence, of: draft.address, lastSeen: lastSeen, at: now), in: &record)
        try transaction.saveAddress(
            StoredAddress(
                address: draft.address, confidence: score.confidence, lastSeen: lastSeen, record: record,
                evidence: draft.evidence.encoded()))
        try noteFindings(of: draft, score: score)
        outcome.records.append((draft.address, record))
        if score.facts != draft.oldFacts { try append(of: draft, to: score.facts, into: &outcome) }
    }

    private func append(of draft: AddressDraft, to facts: ListingFacts?, into outcome: inout Outcome) throws {
        let sequence = try transaction.appendChange(of: draft.address, from: draft.oldFacts, to: facts, at: now)
        outcome.changes.append(
            StoredChange(sequence: sequence, address: draft.address, old: draft.oldFacts, new: facts, at: now))
    }
}
