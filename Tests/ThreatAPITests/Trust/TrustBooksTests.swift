import IPNetworks
import Scoring
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

/// What accounts earn and lose while reports and events are taken in, and afterwards.
@Suite("The books of trust")
struct TrustBooksTests {
    private static let address = EvidenceHistory.address
    private static let now = EvidenceHistory.now

    /// Takes something in at a moment, by the rules of a server.
    private static func apply(
        _ submission: Submission, to store: any Store, rules: IngestRules, at now: Timestamp
    ) async throws {
        try await store.write { transaction in
            let words = WordTable(words: try transaction.words(), catalogue: rules.catalogue)
            let round = IngestRound(
                in: transaction, rules: rules, words: words, cache: SessionCache(),
                alerts: AlertIndex([], version: 0), newestVersion: .zero,
                organisations: try Organisations(stored: transaction), at: now)
            try round.apply(submission)
            _ = try round.finish()
        }
    }

    private static func report(
        _ account: Int64, of address: IPAddress = address, at time: Timestamp, kind: ReportKind = .observed,
        isTest: Bool = false
    ) throws -> Submission {
        .report(
            StoredReport(
                report: Report(
                    address: address, category: .bruteForce, protocolName: nil, comment: nil, kind: kind), at: time,
                account: account, credential: account, isTest: isTest),
            by: try #require(EvidenceHistory.accounts[account]))
    }

    private static func visit(sensor: Int64, at time: Timestamp) throws -> Submission {
        .events(
            try SensorBatch(events: try TestVisit.dropper("\(address)", at: time).events), sensor: sensor,
            owner: try #require(EvidenceHistory.accounts[sensor]))
    }

    private static func later(_ days: Int) -> Timestamp { now.advanced(by: .seconds(days * 86_400)) }

    @Test("A report is confirmed by an own sensor that comes later, not by one that came before")
    func confirmed() async throws {
        let rules = try IngestRules.usual()
        for isReportedFirst in [true, false] {
            let store = MemoryStore()
            let report = try Self.report(2, at: isReportedFirst ? Self.now : Self.later(1))
            let visit = try Self.visit(sensor: 11, at: isReportedFirst ? Self.later(1) : Self.now)
            for submission in isReportedFirst ? [report, visit] : [visit, report] {
                try await Self.apply(submission, to: store, rules: rules, at: Self.later(1))
            }
            let trust = try await store.read { try $0.trust(of: 2) }
            #expect(trust == StoredTrust(confirmed: isReportedFirst ? 1 : 0))
        }
    }

    @Test("A lent sensor confirms nothing, and alone lists nothing")
    func lentSensor() async throws {
        let (rules, store) = (try IngestRules.usual(), MemoryStore())
        try await Self.apply(try Self.report(2, at: Self.now), to: store, rules: rules, at: Self.now)
        try await Self.apply(try Self.visit(sensor: 12, at: Self.later(1)), to: store, rules: rules, at: Self.later(1))
        #expect(try await store.read { try $0.trust(of: 2) } == StoredTrust())
        #expect(try await store.read { try $0.address(Self.address) }?.confidence == 49)
    }

    @Test("Tests are no claims, and echoes are none either", arguments: [true, false])
    func noClaims(_ isTest: Bool) async throws {
        let (rules, store) = (try IngestRules.usual(), MemoryStore())
        let report = try Self.report(2, at: Self.now, kind: isTest ? .observed : .listBlock, isTest: isTest)
        try await Self.apply(report, to: store, rules: rules, at: Self.now)
        #expect(try await store.read { try $0.claim(by: 2, about: Self.address) } == nil)
    }

    @Test("What no own sensor bears out costs a little after ten days, and changes what the next report counts")
    func alone() async throws {
        let (rules, store) = (try IngestRules.usual(), MemoryStore())
        for number in 0..<300 {
            let address = IPAddress(v4: 0x2d42_0000 + UInt32(number))
            try await Self.apply(try Self.report(2, of: address, at: Self.now), to: store, rules: rules, at: Self.now)
        }
        for (day, expected) in [(9, 0.0), (10, 60), (60, 60)] {
            var ended: [Int] = []
            repeat {
                ended.append(
                    try await store.write { try rules.settleClaims(in: $0, at: Self.later(day), limit: 128) })
            } while ended.last == 128
            #expect(ended == (day == 10 ? [128, 128, 44] : [0]))
            let trust = try await store.read { try $0.trust(of: 2) }
            #expect(trust.confirmed == 0 && abs(trust.refuted - expected) < 1e-6)
        }
        try await Self.apply(try Self.report(2, at: Self.later(60)), to: store, rules: rules, at: Self.later(60))
        let report = try #require(try await store.read { try $0.reports(about: Self.address, limit: 9) }.first)
        // 1 / (1 + 1.5 + 60).
        #expect(report.standing?.trustTenThousandths == 160)
        #expect(report.standing?.isVetted == false)
    }

    @Test("A granted appeal costs whoever reported the address")
    func appeal() async throws {
        let (rules, store) = (try IngestRules.usual(), MemoryStore())
        try await Self.apply(try Self.report(2, at: Self.now), to: store, rules: rules, at: Self.now)
        for _ in 0..<2 { try await store.write { try rules.noteHarmless(Self.address, in: $0) } }
        #expect(try await store.read { try $0.trust(of: 2) } == StoredTrust(refuted: 1))
    }

    @Test("An event over UDP counts when its sender has proven where it is", arguments: [false, true])
    func datagrams(_ isProven: Bool) async throws {
        let (rules, store) = (try IngestRules.usual(), MemoryStore())
        var events = try TestVisit.dropper("\(Self.address)", at: Self.now).events
        for index in events.indices {
            events[index].transport = .udp
            if isProven { events[index].fields[SessionEvent.provenField] = "true" }
        }
        let owner = try #require(EvidenceHistory.accounts[11])
        try await Self.apply(
            .events(try SensorBatch(events: events), sensor: 11, owner: owner), to: store, rules: rules, at: Self.now)
        let stored = try #require(try await store.read { try $0.address(Self.address) })
        let evidence = try #require(Evidence(encoded: stored.evidence))
        #expect(evidence.behaviours.isEmpty != isProven && (evidence.unprovenSightings > 0) != isProven)
        #expect(isProven ? stored.confidence >= 70 : stored.confidence == 0)
    }

    @Test("Echoes of three organisations on a day renew, and add no points")
    func echoes() async throws {
        let (rules, store) = (try IngestRules.usual(), MemoryStore())
        try await Self.apply(try Self.visit(sensor: 11, at: Self.now), to: store, rules: rules, at: Self.now)
        let before = try #require(try await store.read { try $0.address(Self.address) }).confidence
        for account in 31...33 as ClosedRange<Int64> {
            let owner = StoredAccount(id: account, name: "\(account)", trusted: false, createdAt: Self.now)
            let echo = StoredReport(
                report: Report(
                    address: Self.address, category: .bruteForce, protocolName: nil, comment: nil, kind: .listBlock),
                at: Self.later(5), account: account, credential: account, isTest: false)
            try await Self.apply(.report(echo, by: owner), to: store, rules: rules, at: Self.later(5))
        }
        let stored = try #require(try await store.read { try $0.address(Self.address) })
        let evidence = try #require(Evidence(encoded: stored.evidence))
        let score = rules.score(evidence, of: Self.address, at: Self.later(5))
        #expect(score.renewedDays == 1 && stored.lastSeen == Self.later(5))
        #expect(stored.confidence <= before && !score.terms.contains { $0.name == "reports" })
    }
}
