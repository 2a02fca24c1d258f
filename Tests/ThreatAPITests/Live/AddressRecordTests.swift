import IPNetworks
import Scoring
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Records of addresses")
struct AddressRecordTests {
    static func evidence(_ generator: inout SeededGenerator) -> Evidence {
        var evidence = Evidence()
        let start = ManualClock.start
        for session in 0..<Int.random(in: 0...12, using: &generator) {
            let kind = AttackProtocol.allCases.randomElement(using: &generator) ?? .ssh
            let time = start.advanced(by: .seconds(Int.random(in: 0...90_000, using: &generator)))
            evidence.addActivity(on: kind, newSessions: 1, events: session * 3, at: time)
            evidence.add(
                BehaviourSighting(
                    behaviour: "b\(Int.random(in: 0...5, using: &generator))",
                    severity: Severity.allCases.randomElement(using: &generator) ?? .low, protocol: kind, at: time,
                    sensor: .own, isProven: true))
        }
        for report in 0..<Int.random(in: 0...9, using: &generator) {
            evidence.add(
                ReportEvidence(
                    category: ReportCategory.allCases.randomElement(using: &generator) ?? .other,
                    protocolName: report.isMultiple(of: 2) ? "p\(report)" : nil, kind: .observed,
                    at: start.advanced(by: .seconds(report)), account: Int64(report % 3), organisation: 1,
                    standing: ReporterStanding(trust: 1, isVetted: true, isOperator: true)))
        }
        return evidence
    }

    static func encode(_ evidence: Evidence, primitives: [AddressRecord.PrimitiveCount] = []) throws -> ([UInt8], Score)
    {
        let score = try ScoringPolicy.current().score(evidence, at: ManualClock.start)
        let record = AddressRecord.encode(evidence: evidence, score: score, primitives: primitives) { name in
            Int(name.dropFirst()) ?? 0
        }
        return (record, score)
    }

    @Test("What goes in comes out", arguments: 0..<40 as Range<UInt64>)
    func roundTrip(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let evidence = Self.evidence(&generator)
        let primitives = (0..<Int(seed)).map { AddressRecord.PrimitiveCount(word: $0 * 37, count: $0 * $0 + 1) }
        let (record, score) = try Self.encode(evidence, primitives: primitives)
        record.withUnsafeBytes { bytes in
            let view = RecordView(bytes)
            #expect(view.isKnownVersion && view.facts == score.facts && view.policyVersion == score.policyVersion)
            #expect(view.lastSeen == UInt64(evidence.lastSeen?.milliseconds ?? 0))
            #expect(view.primitives == primitives)
            let parts = view.parts
            #expect(parts.firstSeen == UInt64(evidence.firstSeen?.milliseconds ?? 0))
            #expect(parts.sessions == UInt64(evidence.activity.reduce(0) { $0 + Int($1.sessions) }))
            #expect(view.sessions == parts.sessions)
            #expect(parts.events == UInt64(evidence.activity.reduce(0) { $0 + Int($1.events) }))
            var reports = parts.reports
            #expect(reports.number() == UInt64(evidence.reportCount))
        }
    }

    @Test("A typical address takes less than a hundred bytes")
    func size() throws {
        var evidence = Evidence()
        for session in 0..<3 {
            let time = ManualClock.start.advanced(by: .seconds(session * 5000))
            evidence.addActivity(on: .telnet, newSessions: 1, events: 12, at: time)
            for behaviour in 0..<4 {
                evidence.add(
                    BehaviourSighting(
                        behaviour: "b\(behaviour + 100)", severity: .high, protocol: .telnet, at: time, sensor: .own,
                        isProven: true))
            }
        }
        let primitives = (0..<8).map { AddressRecord.PrimitiveCount(word: 100 + $0, count: 5) }
        let (record, _) = try Self.encode(evidence, primitives: primitives)
        #expect(record.count < 75, "\(record.count)")
    }

    @Test("Damaged bytes are read without trapping")
    func damaged() throws {
        var generator = SeededGenerator(seed: 3)
        let (record, _) = try Self.encode(
            Self.evidence(&generator), primitives: [AddressRecord.PrimitiveCount(word: 1, count: 2)])
        for length in 0...record.count { Self.readEverything(Array(record[..<length])) }
        for _ in 0..<5000 {
            var damaged = record
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            Self.readEverything(damaged)
        }
    }

    static func readEverything(_ bytes: [UInt8]) {
        var builder = RecordTable<UInt32>.Builder()
        bytes.withUnsafeBytes { builder.append(1, $0) }
        let snapshot = Snapshot(
            v4: builder.finish(), v6: RecordTable(), words: WordTable.empty, cursor: FeedCursor(epoch: 1, sequence: 0),
            version: 1, changedAt: ManualClock.start)
        let writer = CheckAnswerWriter(parameters: CheckParameters(), account: 1, place: nil, networks: [])
        #expect(writer.write(IPAddress(v4: 1), in: snapshot).last == UInt8(ascii: "\n"))
        #expect(AddressList(of: snapshot, filter: ListFilter(scoreMinimum: 1)).entries.count <= 1)
    }
}

extension WordTable {
    static var empty: WordTable { WordTable(words: [], catalogue: NoRules.catalogue) }
}
