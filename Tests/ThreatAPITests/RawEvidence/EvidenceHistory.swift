import Detection
import IPNetworks
import Scoring
import Store
import ThreatModel

@testable import ThreatAPI

/// A random history of one address, and what takes it into a store.
struct EvidenceHistory {
    enum Entry {
        case visit([SessionEvent], sensor: Int64)
        case report(StoredReport)

        var start: Timestamp {
            switch self {
            case .visit(let events, _): events.map(\.at).min() ?? ManualClock.start
            case .report(let report): report.at
            }
        }
    }

    static let address = IPAddress(v4: 0x2d42_0102)
    static let now = ManualClock.start
    /// Owners of credentials: 1 and 11 the operator's, 2 and 12 somebody else's.
    static let accounts: [Int64: StoredAccount] = {
        let operators = StoredAccount(
            id: 1, name: "operator", trusted: true, createdAt: now.advanced(by: .seconds(-90 * 86_400)))
        let other = StoredAccount(
            id: 2, name: "other", trusted: false, createdAt: now.advanced(by: .seconds(-40 * 86_400)))
        return [1: operators, 11: operators, 2: other, 12: other]
    }()
    static let protocols: [AttackProtocol] = [.telnet, .ssh, .redis]

    private(set) var entries: [Entry] = []

    /// Entries lie on whole hours within the last `days`, each over within seconds.
    init(seed: UInt64, days: Int = 29) throws {
        var generator = SeededGenerator(seed: seed)
        for number in 1...Int.random(in: 1...14, using: &generator) {
            let hours = Int.random(in: 1..<days * 24, using: &generator)
            let start = Self.now.advanced(by: .seconds(-hours * 3600))
            if Bool.random(using: &generator) {
                var events = try TestVisit.dropper("\(Self.address)", number: number + Int(seed) * 100, at: start)
                    .events
                events = Array(events.prefix(Int.random(in: 1...events.count, using: &generator)))
                let service = Self.protocols.randomElement(using: &generator) ?? .telnet
                for index in events.indices { events[index].protocol = service }
                entries.append(.visit(events, sensor: Bool.random(using: &generator) ? 11 : 12))
            } else {
                let credential: Int64 = Bool.random(using: &generator) ? 1 : 2
                let report = Report(
                    address: Self.address, category: ReportCategory.allCases.randomElement(using: &generator) ?? .spam,
                    protocolName: ["ssh", "redis", "carrier pigeon", nil].randomElement(using: &generator) ?? nil,
                    comment: "number \(number)", kind: ReportKind.allCases.randomElement(using: &generator) ?? .observed
                )
                entries.append(
                    .report(
                        StoredReport(
                            report: report, at: start, account: credential, credential: credential, isTest: false)))
            }
        }
    }

    /// Two days of guessing: visits one after the other, each over within seconds, to several services and sensors, some
    /// of them with sources that nothing proves.
    init(guessing seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var start = Self.now.advanced(by: .seconds(-47 * 3600))
        let pause = [30, 300, 2400].randomElement(using: &generator) ?? 30
        for number in 1...60 {
            start = start.advanced(by: .seconds(Int.random(in: 10...pause * 2, using: &generator)))
            var visit = try TestVisit(of: "\(Self.address)", number: number + Int(seed) * 100, at: start)
            visit.add(.connect)
            for attempt in 0..<Int.random(in: 0...4, using: &generator) {
                let name = Bool.random(using: &generator) ? "user\(number)@example.org" : "root"
                visit.add(
                    .auth, ["method": "password", "username": name, "password": "\(attempt)"], after: .seconds(1))
            }
            visit.add(.close, ["reason": "client"])
            let service = Self.protocols.randomElement(using: &generator) ?? .telnet
            let isProven = Int.random(in: 0..<5, using: &generator) > 0
            let events = visit.events.map { event in
                var event = event
                event.protocol = service
                event.transport = isProven ? .tcp : .udp
                return event
            }
            entries.append(.visit(events, sensor: Bool.random(using: &generator) ? 11 : 12))
        }
    }

    /// The entries that a filter holds, by looking at each.
    func filtered(_ filter: EvidenceFilter) -> EvidenceHistory {
        var history = self
        history.entries = entries.filter { entry in
            if let age = filter.maximumAge, entry.start < Self.now.advanced(by: .seconds(-age)) { return false }
            guard let wanted = filter.protocols else { return true }
            switch entry {
            case .visit(let events, _): return wanted.contains(events[0].protocol)
            case .report(let report):
                return report.report.protocolName.flatMap { AttackProtocol(name: $0) }.map { wanted.contains($0) }
                    ?? false
            }
        }
        return history
    }

    /// Takes everything into a store, in the order in which it happened.
    ///
    /// - Parameter portion: entries of one transaction.
    func apply(to store: any Store, rules: IngestRules, portion: Int = 1) async throws {
        let inOrder = entries.sorted(by: { $0.start < $1.start })
        for start in stride(from: 0, to: inOrder.count, by: portion) {
            let entries = inOrder[start..<min(inOrder.count, start + portion)]
            try await store.write { transaction in
                let words = WordTable(words: try transaction.words(), catalogue: rules.catalogue)
                let round = IngestRound(
                    in: transaction, rules: rules, words: words, cache: SessionCache(),
                    alerts: AlertIndex([], version: 0), newestVersion: .zero, at: Self.now)
                for entry in entries {
                    switch entry {
                    case .visit(let events, let sensor):
                        guard let owner = Self.accounts[sensor] else { return }
                        try round.apply(.events(try SensorBatch(events: events), sensor: sensor, owner: owner))
                    case .report(let report):
                        guard let account = Self.accounts[report.account] else { return }
                        try round.apply(.report(report, by: account))
                    }
                }
                _ = try round.finish()
            }
        }
    }
}

extension SensorBatch {
    /// Events that need not be read first.
    init(events: [SessionEvent]) throws {
        try self.init(ndjson: try TestVisit.lines(events))
    }
}

extension IngestRules {
    /// Those of a server without settings.
    static func usual() throws -> IngestRules {
        IngestRules(catalogue: try DetectionCatalogue.builtIn(), policy: try ScoringPolicy.current())
    }
}
