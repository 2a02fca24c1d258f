import Scoring
import Testing
import ThreatModel

@Suite struct EvidenceEncodingTests {
    @Test(arguments: 0..<8)
    func storedFormReadsBackEqual(_ seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<100 {
            var evidence = History.evidence(History(random: &generator).items)
            if Bool.random(using: &generator) { evidence.holdReports(until: History.time(hoursAgo: -168)) }
            let bytes = evidence.encoded()
            let read = try #require(Evidence(encoded: bytes))
            #expect(read == evidence)
            #expect(read.encoded() == bytes)
        }
    }

    @Test func typicalAddressIsSmall() {
        var evidence = Evidence()
        for name in ["any.brute_force", "any.default_creds"] {
            evidence.add(
                BehaviourSighting(
                    behaviour: name, severity: .medium, protocol: .ssh, at: History.now, sensor: .own, isProven: true))
        }
        evidence.addActivity(on: .ssh, newSessions: 1, events: 20, at: History.now)
        #expect(evidence.encoded().count <= 110)
        #expect(Evidence().encoded().count <= 40)
    }

    @Test(arguments: [UInt8(1), 2])
    func whatFormerVersionsWroteIsRead(_ version: UInt8) throws {
        var generator = SplitMix64(seed: 9)
        var evidence = Evidence()
        for _ in 0..<20 {
            // They did not say whose sensor it was.
            guard case .sighting(var sighting) = History.Item.sighting(History.randomSighting(&generator)) else {
                continue
            }
            sighting.sensor = .own
            evidence.add(sighting)
        }
        // Version 1 ended before the echoes and the hour until which reports are held; of none, each is one byte.
        #expect(
            Evidence(encoded: [version] + evidence.encoded().dropFirst().dropLast(version == 1 ? 2 : 0)) == evidence)
    }

    @Test func everyCutIsRefused() {
        var generator = SplitMix64(seed: 5)
        var evidence = Evidence()
        for _ in 0..<30 { evidence.add(History.randomItem(&generator)) }
        let bytes = evidence.encoded()
        for length in bytes.indices { #expect(Evidence(encoded: bytes[..<length]) == nil) }
        #expect(Evidence(encoded: bytes + [0]) == nil)
        #expect(Evidence(encoded: [0xff] + bytes.dropFirst()) == nil)
    }

    /// Whatever the bytes say, what is read can be scored, added to and stored again.
    @Test(arguments: 0..<8)
    func flippedBytesAreRefusedOrHarmless(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<40 {
            let bytes = History.evidence(History(random: &generator).items).encoded()
            for _ in 0..<50 {
                var changed = bytes
                for _ in 0..<Int.random(in: 1...3, using: &generator) {
                    changed[Int.random(in: 0..<changed.count, using: &generator)] = UInt8.random(
                        in: 0...255, using: &generator)
                }
                FuzzEvidence.use(changed)
            }
        }
    }

    @Test(arguments: 0..<4)
    func randomBytesAreRefusedOrHarmless(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<2000 {
            let count = Int.random(in: 0...80, using: &generator)
            let bytes =
                [UInt8.random(in: 1...2, using: &generator)]
                + (0..<count).map { _ in UInt8.random(in: 0...3, using: &generator) }
            FuzzEvidence.use(bytes)
        }
    }
}

/// Entry point that takes any bytes and must return: for the tests here and for libFuzzer.
package enum FuzzEvidence {
    private static let policy = try? ScoringPolicy.current()

    package static func use(_ bytes: [UInt8]) {
        guard let policy, var evidence = Evidence(encoded: bytes) else { return }
        var generator = SplitMix64(seed: 1)
        for _ in 0..<3 {
            let score = policy.score(evidence, at: History.now)
            precondition(score.confidence <= 100 && score.points.isFinite)
            evidence.add(History.randomItem(&generator))
            evidence.addActivity(on: .sip, newSessions: 1, events: 1, at: History.now)
        }
        precondition(Evidence(encoded: evidence.encoded()) != nil)
    }
}
