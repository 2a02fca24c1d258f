import Detection
import Scoring
import TestHosts
import ThreatAPI
import ThreatModel

/// What a server stores about one invented address: the aggregate of a few visits that showed behaviours of the
/// catalogue, scored by the policy.
struct SampleRecord: Sendable {
    let confidence: UInt8
    let lastSeen: Timestamp
    let record: [UInt8]
    let evidence: [UInt8]

    /// From this confidence on, a blacklist that is asked for nothing special holds an address.
    static let listedFrom = 50

    /// Different records, so many that are listed and so many that are not.
    ///
    /// - Parameter number: the store's number of each behaviour's and primitive's name.
    static func make(
        _ count: Int, catalogue: DetectionCatalogue, number: [String: Int], at now: Timestamp
    ) throws -> (listed: [SampleRecord], others: [SampleRecord]) {
        let policy = try ScoringPolicy.current()
        var random = SeededRandom(seed: 1)
        var listed: [SampleRecord] = []
        var others: [SampleRecord] = []
        while listed.count < count || others.count < count {
            let evidence = evidence(catalogue, at: now, using: &random)
            let score = policy.score(evidence, at: now)
            let isListed = score.confidence >= listedFrom
            guard (isListed ? listed : others).count < count else { continue }
            let words = evidence.behaviours.prefix(8).indices.map { index in
                number[catalogue.primitives[index * 7 % catalogue.primitives.count].name] ?? 0
            }
            let primitives = words.sorted().map { AddressRecord.PrimitiveCount(word: $0, count: 3) }
            let record = AddressRecord.encode(evidence: evidence, score: score, primitives: primitives) {
                number[$0] ?? 0
            }
            let sample = SampleRecord(
                confidence: score.confidence, lastSeen: evidence.lastSeen ?? now, record: record,
                evidence: evidence.encoded())
            if isListed { listed.append(sample) } else { others.append(sample) }
        }
        return (listed, others)
    }

    /// One to four visits in the last three days, with none to three behaviours each.
    private static func evidence(
        _ catalogue: DetectionCatalogue, at now: Timestamp, using random: inout SeededRandom
    ) -> Evidence {
        var evidence = Evidence()
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let time = now.advanced(by: .seconds(-Int.random(in: 60...259_200, using: &random)))
            let kind: AttackProtocol = [.telnet, .http, .redis].randomElement(using: &random) ?? .telnet
            evidence.addActivity(on: kind, newSessions: 1, events: Int.random(in: 3...40, using: &random), at: time)
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                guard let behaviour = catalogue.behaviours.randomElement(using: &random) else { continue }
                evidence.add(
                    BehaviourSighting(
                        behaviour: behaviour.name, severity: behaviour.severity, protocol: kind, at: time, sensor: .own,
                        isProven: true))
            }
        }
        return evidence
    }
}
