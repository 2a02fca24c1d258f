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

    @Test(arguments: try TrustVectors.load().books)
    func books(_ vector: TrustVectors.Book) throws {
        var ledger = ReporterLedger(policy: try ScoringPolicy.current(), shelf: MemoryTrustShelf())
        for step in vector.steps {
            let (day, factor) = (Self.day(step.day ?? 0), step.whitelist ?? 1)
            switch step.what {
            case .report:
                try ledger.noteReport(
                    of: Self.address, by: try #require(step.account), kind: step.kind ?? .observed, at: day,
                    isListed: step.listed ?? false, whitelistFactor: factor)
            case .seen:
                let sighting = Self.sighting(
                    try #require(step.severity), at: step.day ?? 0,
                    sensor: step.lent == true ? .lent(organisation: 3) : .own, isProven: step.proven ?? true)
                try ledger.note(sighting, of: Self.address)
            case .settle:
                let facts = (isWitnessed: step.witnessed ?? false, whitelistFactor: factor)
                while try ledger.settle(at: day, limit: 2, facts: { _ in facts }) == 2 {}
            case .appeal: try ledger.noteHarmless(Self.address)
            }
        }
        let change = ledger.shelf.changes[7] ?? .none
        #expect(change.confirmed == vector.expected.confirmed)
        #expect(abs(change.refuted - vector.expected.refuted) < 1e-9)
    }

    @Test(arguments: try TrustVectors.load().standings)
    func standings(_ vector: TrustVectors.Standing) throws {
        let record = AccountRecord(
            isOperator: vector.operator, createdAt: Self.day(-vector.ageDays), confirmed: vector.confirmed,
            refuted: vector.refuted)
        let standing = try ScoringPolicy.current().standing(of: record, at: Self.day(0))
        #expect(abs(standing.trust - vector.expected.trust) < 1.5e-4)
        #expect(standing.isVetted == vector.expected.vetted)
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
            try ledger.note(Self.sighting(at: 1), of: address)
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
                at: Self.day(Double(day)), limit: .max, facts: { _ in (false, 1) })
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
        ledger.shelf.forgetClaims(before: policy.forgottenBefore(Self.day(20)))
        #expect(ledger.shelf.claim(by: 7, about: Self.address) != nil)
        ledger.shelf.forgetClaims(before: policy.forgottenBefore(Self.day(20.1)))
        #expect(ledger.shelf.claim(by: 7, about: Self.address) == nil)
    }
}
