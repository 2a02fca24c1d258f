import Foundation
import IPNetworks
import Scoring
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Reputation of networks")
struct RangeReputationTests {
    /// z = 1.96 figures by the formula's other form, the roots of a quadratic equation.
    @Test(
        "The interval holds the shares that a test would not reject",
        arguments: [
            (0.0, 1.0), (1.0, 1.0), (1.0, 10.0), (5.0, 10.0), (3.0, 65536.0), (65536.0, 65536.0),
            (2.0, 18_446_744_073_709_551_616.0),
        ])
    func wilson(_ hits: Double, _ trials: Double) {
        let interval = WilsonInterval(hits, of: trials)
        let z = 1.959963984540054
        for bound in [interval.lower, interval.upper] where bound > 0 && bound < 1 {
            let distance = abs(hits / trials - bound) / (bound * (1 - bound) / trials).squareRoot()
            #expect(abs(distance - z) < 1e-3, "\(interval)")
        }
        #expect(interval.lower <= interval.share && interval.share <= interval.upper)
        #expect((interval.lower == 0) == (hits == 0) && (interval.upper == 1) == (hits == trials))
        #expect(WilsonInterval(0, of: 0) == WilsonInterval(7, of: 0) && WilsonInterval(0, of: 0).upper == 1)
    }

    @Test("The newest addresses, however they come", arguments: 0..<30 as Range<UInt64>)
    func newest(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let all = (0..<Int.random(in: 0...200, using: &generator)).map {
            (address: IPAddress(v4: UInt32($0)), lastSeen: UInt64.random(in: 0..<20, using: &generator))
        }
        let limit = Int.random(in: 0...40, using: &generator)
        var newest = NewestAddresses(limit: limit)
        for entry in all.shuffled(using: &generator) { newest.insert(entry.address, lastSeen: entry.lastSeen) }
        let expected = all.sorted { ($1.lastSeen, $0.address) < ($0.lastSeen, $1.address) }.prefix(limit)
        #expect(newest.sorted == expected.map(\.address))
    }

    @Test("A scan of a range finds what a look at every address finds", arguments: 0..<20 as Range<UInt64>)
    func ranges(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let snapshot = try Self.snapshot(&generator)
        for _ in 0..<30 {
            let prefix = try #require(
                Bool.random(using: &generator)
                    ? IPPrefix(
                        IPAddress(v4: 0x2d00_0000 + UInt32.random(in: 0..<1 << 18, using: &generator)),
                        length: Int.random(in: 14...32, using: &generator))
                    : IPPrefix(
                        IPAddress(
                            v6: UInt128(0x2a00) << 112 + UInt128(UInt32.random(in: 0..<1 << 12, using: &generator))
                                << 60),
                        length: Int.random(in: 48...128, using: &generator)))
            var expected: [IPAddress] = []
            snapshot.forEach { address, _ in if prefix.contains(address) { expected.append(address) } }
            var found: [IPAddress] = []
            snapshot.forEach(in: prefix.range) { address, _ in found.append(address) }
            #expect(found == expected, "\(prefix)")

            let filter = ListFilter(scoreMinimum: 40)
            let reputation = RangeReputation(of: [prefix], in: snapshot, filter: filter, limit: 5)
            let listed = expected.filter { address in
                snapshot.withRecord(of: address) { filter.family.holds(address) && filter.holds($0) } ?? false
            }
            #expect(reputation.known == expected.count && reputation.listed == listed.count)
            #expect(reputation.levels.reduce(0, +) == expected.count)
            #expect(reputation.newest.count == min(5, expected.count))
            if prefix.family == .v6 {
                #expect(reputation.v6.listedUnits == Set(listed.map { $0.mapped >> 64 }).count)
                #expect(reputation.v6.size == max(1, exp2(Double(64 - Int(prefix.length)))))
            } else {
                #expect(reputation.v4.listedUnits == listed.count)
                #expect(reputation.v4.size == exp2(Double(32 - Int(prefix.length))))
            }
        }
    }

    private static func snapshot(_ generator: inout SeededGenerator) throws -> Snapshot {
        let policy = try ScoringPolicy.current()
        var addresses: Set<IPAddress> = []
        for _ in 0..<2000 {
            addresses.insert(IPAddress(v4: 0x2d00_0000 + UInt32.random(in: 0..<1 << 18, using: &generator)))
            addresses.insert(
                IPAddress(
                    v6: UInt128(0x2a00) << 112 + UInt128(UInt32.random(in: 0..<1 << 12, using: &generator)) << 60
                        + UInt128(UInt8.random(in: 0..<4, using: &generator))))
        }
        let records = addresses.sorted().map { address in
            var evidence = Evidence()
            let at = ManualClock.start.advanced(by: .seconds(-Int.random(in: 0..<86_400, using: &generator)))
            for account in 1...Int64.random(in: 1...4, using: &generator) {
                evidence.add(
                    ReportEvidence(
                        category: .spam, protocolName: nil, kind: .observed, at: at, account: account,
                        organisation: account, standing: ReporterStanding(trust: 0.9, isVetted: true, isOperator: false)
                    ))
            }
            let record = AddressRecord.encode(
                evidence: evidence, score: policy.score(evidence, at: ManualClock.start), primitives: [],
                number: { _ in 0 })
            return (address: address, record: record as [UInt8]?)
        }
        let empty = Snapshot(
            v4: RecordTable(), v6: RecordTable(), words: WordTable(words: [], catalogue: NoRules.catalogue),
            cursor: FeedCursor(epoch: 1, sequence: 0), version: 1, changedAt: ManualClock.start)
        return empty.applying(records, words: empty.words, cursor: empty.cursor, at: ManualClock.start)
    }
}
