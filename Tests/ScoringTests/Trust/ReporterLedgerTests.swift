import IPNetworks
import Testing
import ThreatModel

@testable import Scoring

@Suite struct ReporterLedgerTests {
    private static let start = History.now
    private static let address = IPAddress(v4: 0x2d42_0102)

    private static func day(_ day: Double) -> Timestamp { start.advanced(by: .seconds(Int(day * 86_400))) }

    private static func sighting(
        _ severity: Severity = .medium, at day: Double, sensor: SensorOwner = .own, isProven: Bool = true
    ) -> BehaviourSighting {
        BehaviourSighting(
            behaviour: "a.b", severity: severity, protocol: .ssh, at: Self.day(day), sensor: sensor, isProven: isProven)
    }

    /// One step of what the books are told.
    enum Step: Sendable {
        case report(Int64, day: Double, listed: Bool = false, kind: ReportKind = .observed, factor: Double = 1)
        case seen(Severity, day: Double, lent: Bool = false, listed: Bool = false, proven: Bool = true)
        case settle(day: Double, witnessed: Bool = false, factor: Double = 1)
        case appeal
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let steps: [Step]
        /// Of account 7.
        let confirmed: Double
        let refuted: Double
        var testDescription: String { name }

        init(_ name: String, _ steps: [Step], confirmed: Double = 0, refuted: Double = 0) {
            self.name = name
            self.steps = steps
            self.confirmed = confirmed
            self.refuted = refuted
        }
    }

    static let cases = [
        Case("seen afterwards", [.report(7, day: 0), .seen(.medium, day: 1)], confirmed: 1),
        Case("seen before", [.report(7, day: 2), .seen(.veryHigh, day: 1)]),
        Case("seen at the same moment", [.report(7, day: 1), .seen(.high, day: 1)]),
        Case("a glance confirms nothing", [.report(7, day: 0), .seen(.low, day: 1)]),
        Case("a lent sensor confirms nothing", [.report(7, day: 0), .seen(.veryHigh, day: 1, lent: true)]),
        Case("an unproven source confirms nothing", [.report(7, day: 0), .seen(.high, day: 1, proven: false)]),
        Case("it was listed already", [.report(7, day: 0, listed: true), .seen(.veryHigh, day: 1)]),
        Case("it was listed meanwhile", [.report(7, day: 0), .seen(.veryHigh, day: 1, listed: true)]),
        Case("an echo claims nothing", [.report(7, day: 0, kind: .listBlock), .seen(.high, day: 1)]),
        Case(
            "a block of somebody's own does", [.report(7, day: 0, kind: .automatic), .seen(.high, day: 1)], confirmed: 1
        ),
        Case(
            "however often it is reported and seen",
            [.report(7, day: 0), .report(7, day: 1), .seen(.high, day: 2), .report(7, day: 3), .seen(.high, day: 4)],
            confirmed: 1),
        Case("too late", [.report(7, day: 0), .seen(.high, day: 30)]),
        Case("just in time", [.report(7, day: 0), .seen(.high, day: 29.9)], confirmed: 1),
        Case("nobody else", [.report(7, day: 0), .settle(day: 30)], refuted: 0.15),
        Case("not settled before its time", [.report(7, day: 0), .settle(day: 29)]),
        Case("settled once", [.report(7, day: 0), .settle(day: 30), .settle(day: 60)], refuted: 0.15),
        Case("one other", [.report(7, day: 0), .report(8, day: 3), .settle(day: 30)], refuted: 0.05),
        Case(
            "two others, of which one came before",
            [.report(8, day: 0), .report(7, day: 9), .report(9, day: 12), .settle(day: 39)], refuted: 0.05),
        Case(
            "three others",
            [.report(7, day: 0), .report(8, day: 1), .report(9, day: 1), .report(10, day: 1), .settle(day: 30)]),
        Case(
            "accounts of its own do not count", [.report(7, day: 0), .report(17, day: 1), .settle(day: 30)],
            refuted: 0.15),
        Case(
            "the two accounts of another are one",
            [.report(7, day: 0)] + (20...23).map { .report($0, day: 1) } + [.settle(day: 30)], refuted: 0.05),
        Case(
            "an echo does not agree", [.report(7, day: 0), .report(8, day: 1, kind: .listBlock), .settle(day: 30)],
            refuted: 0.15),
        Case("a sensor had seen it", [.report(7, day: 0, listed: true), .settle(day: 30, witnessed: true)]),
        Case("whitelisted when reported", [.report(7, day: 0, factor: 0)], refuted: 1),
        Case(
            "a search engine costs once",
            [.report(7, day: 0, factor: 0), .report(7, day: 40, factor: 0), .settle(day: 90)], refuted: 2),
        Case(
            "whitelisted meanwhile", [.report(7, day: 0), .report(8, day: 1), .settle(day: 30, factor: 0)], refuted: 1),
        Case("whitelisted and yet seen to attack", [.report(7, day: 0), .settle(day: 30, witnessed: true, factor: 0)]),
        Case(
            "a research scanner is nobody's mistake",
            [
                .report(7, day: 0, factor: 0.1), .report(8, day: 0), .report(9, day: 0), .report(10, day: 0),
                .settle(day: 30, factor: 0.1),
            ]),
        Case("delisted on appeal", [.report(7, day: 0), .appeal, .appeal, .settle(day: 30)], refuted: 1),
        Case(
            "delisted on appeal after it was settled", [.report(7, day: 0), .settle(day: 30), .appeal], refuted: 1.15),
        Case(
            "an appeal does not take back what a sensor saw", [.report(7, day: 0), .seen(.high, day: 1), .appeal],
            confirmed: 1),
        Case(
            "a new claim after the old one",
            [.report(7, day: 0), .settle(day: 30), .report(7, day: 31), .seen(.high, day: 32)], confirmed: 1,
            refuted: 0.15),
        Case(
            "one in each /24",
            [
                .report(7, day: 0), .seen(.high, day: 1), .report(7, day: 2), .settle(day: 40), .report(7, day: 41),
                .seen(.high, day: 42),
            ],
            confirmed: 1),
    ]

    @Test(arguments: cases)
    func books(_ example: Case) throws {
        var ledger = ReporterLedger(policy: try ScoringPolicy.current(), shelf: MemoryTrustShelf())
        var organisations = Organisations()
        _ = organisations.join(7, 17)
        for account in 21...23 as ClosedRange<Int64> { _ = organisations.join(20, account) }
        for step in example.steps {
            switch step {
            case .report(let account, let day, let isListed, let kind, let factor):
                try ledger.noteReport(
                    of: Self.address, by: account, kind: kind, at: Self.day(day), isListed: isListed,
                    whitelistFactor: factor)
            case .seen(let severity, let day, let isLent, let isListed, let isProven):
                try ledger.note(
                    Self.sighting(
                        severity, at: day, sensor: isLent ? .lent(organisation: 3) : .own, isProven: isProven),
                    of: Self.address, isListed: isListed)
            case .settle(let day, let isWitnessed, let factor):
                while try ledger.settle(
                    at: Self.day(day), limit: 2, organisations: organisations, facts: { _ in (isWitnessed, factor) })
                    == 2
                {}
            case .appeal: try ledger.noteHarmless(Self.address)
            }
        }
        let change = ledger.shelf.changes[7] ?? .none
        #expect(change.confirmed == example.confirmed)
        #expect(abs(change.refuted - example.refuted) < 1e-9)
    }

    /// Whoever holds a network earns no more by all of it than by one address.
    @Test(arguments: [
        ("45.66.1.2", "45.66.1.200", 1.0), ("45.66.1.2", "45.66.2.2", 2), ("2a00:1:2::1", "2a00:1:2:ffff::1", 1),
        ("2a00:1:2::1", "2a00:1:3::1", 2),
    ])
    func blocks(_ first: String, _ second: String, _ expected: Double) throws {
        var ledger = ReporterLedger(policy: try ScoringPolicy.current(), shelf: MemoryTrustShelf())
        for text in [first, second] {
            let address = try #require(IPAddress(text))
            try ledger.noteReport(
                of: address, by: 7, kind: .observed, at: Self.day(0), isListed: false, whitelistFactor: 1)
            try ledger.note(Self.sighting(at: 1), of: address, isListed: false)
        }
        #expect(ledger.shelf.changes[7]?.confirmed == expected)
    }

    /// Accounts that agree with each other, whatever they say and however often, gain nothing by it.
    @Test(arguments: 0..<6)
    func reportersCannotVouchForEachOther(_ seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let policy = try ScoringPolicy.current()
        var ledger = ReporterLedger(policy: policy, shelf: MemoryTrustShelf())
        for day in 0..<120 {
            for _ in 0..<40 {
                try ledger.noteReport(
                    of: IPAddress(v4: 0x2d42_0000 + UInt32.random(in: 0..<500, using: &generator)),
                    by: Int64.random(in: 1...20, using: &generator), kind: .observed, at: Self.day(Double(day)),
                    isListed: Bool.random(using: &generator), whitelistFactor: 1)
            }
            _ = try ledger.settle(
                at: Self.day(Double(day)), limit: .max, organisations: Organisations(), facts: { _ in (false, 1) })
        }
        for account in 1...20 as ClosedRange<Int64> {
            var record = AccountRecord(isOperator: false, createdAt: Self.day(-300))
            record.add(ledger.shelf.changes[account] ?? .none)
            #expect(record.confirmed == 0)
            #expect(policy.standing(of: record, at: Self.day(120)).trust <= 0.4)
        }
    }

    @Test func whatIsOldIsForgotten() throws {
        let policy = try ScoringPolicy.current()
        var ledger = ReporterLedger(policy: policy, shelf: MemoryTrustShelf())
        try ledger.noteReport(
            of: Self.address, by: 7, kind: .observed, at: Self.day(0), isListed: false, whitelistFactor: 1)
        ledger.shelf.forgetClaims(before: policy.forgottenBefore(Self.day(60)))
        #expect(ledger.shelf.claim(by: 7, about: Self.address) != nil)
        ledger.shelf.forgetClaims(before: policy.forgottenBefore(Self.day(60.1)))
        #expect(ledger.shelf.claim(by: 7, about: Self.address) == nil)
    }
}
