import Scoring
import Testing
import ThreatModel

/// What holds for every history, on many random ones.
@Suite struct ScorePropertyTests {
    let policy: ScoringPolicy

    init() throws { policy = try ScoringPolicy.current() }

    private static let histories = 1250

    /// 8 × 1,250 histories.
    @Test(arguments: 0..<8)
    func incrementalIsFromScratch(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<Self.histories {
            let history = History(random: &generator)
            let score = policy.score(History.evidence(history.items), at: History.now)
            let reference = ReferenceScore(history, at: History.now)
            #expect(abs(score.points - reference.points) < 1e-9)
            #expect(score.confidence == reference.confidence)
        }
    }

    /// Organisations that are joined at any moment, before, between or after what they say, count as if they always had been one.
    @Test(arguments: 0..<8)
    func joiningLateIsJoiningEarly(_ seed: UInt64) {
        var generator = SplitMix64(seed: 700 + seed)
        for _ in 0..<Self.histories / 12 {
            let history = History(random: &generator)
            var organisations = Organisations()
            var evidence = Evidence()
            for item in history.items {
                evidence.add(item.joined(organisations))
                if Int.random(in: 0..<12, using: &generator) == 0, organisations.joined.count < 4 {
                    _ = organisations.join(
                        Int64.random(in: 0...10, using: &generator), Int64.random(in: 0...10, using: &generator))
                    evidence.join(organisations)
                }
            }
            let score = policy.score(evidence, at: History.now)
            let reference = ReferenceScore(history.joined(organisations), at: History.now)
            #expect(abs(score.points - reference.points) < 1e-9)
            #expect(score.confidence == reference.confidence)
        }
    }

    @Test(arguments: 0..<8)
    func orderPortionsAndStorageDoNotMatter(_ seed: UInt64) throws {
        var generator = SplitMix64(seed: 100 + seed)
        for _ in 0..<Self.histories / 12 {
            let history = History(random: &generator)
            let expected = policy.score(History.evidence(history.items), at: History.now)
            var evidence = Evidence()
            for item in history.items.shuffled(using: &generator) {
                evidence.add(item)
                if Int.random(in: 0..<4, using: &generator) == 0 {
                    evidence = try #require(Evidence(encoded: evidence.encoded()))
                }
            }
            let score = policy.score(evidence, at: History.now)
            #expect(abs(score.points - expected.points) < 1e-9)
            #expect(score.facts == expected.facts)
            #expect(score.limits == expected.limits)
        }
    }

    @Test(arguments: 0..<8)
    func moreEvidenceNeverLowers(_ seed: UInt64) {
        var generator = SplitMix64(seed: 200 + seed)
        for _ in 0..<Self.histories / 12 {
            var evidence = Evidence()
            var before = policy.score(evidence, at: History.now)
            for _ in 0..<40 {
                evidence.add(History.randomItem(&generator))
                let after = policy.score(evidence, at: History.now)
                #expect(after.confidence >= before.confidence)
                #expect(after.points >= before.points - 1e-9)
                #expect(after.severity >= before.severity)
                #expect(after.protocols.isSuperset(of: before.protocols))
                before = after
            }
        }
    }

    @Test(arguments: 0..<8)
    func timeNeverRaises(_ seed: UInt64) {
        var generator = SplitMix64(seed: 300 + seed)
        for _ in 0..<Self.histories / 12 {
            let evidence = History.evidence(History(random: &generator).items)
            var before = policy.score(evidence, at: History.now)
            for hours in [1, 2, 24, 100, 168, 400, 720, 2000, 100_000] {
                let after = policy.score(evidence, at: History.now.advanced(by: .seconds(3600 * hours)))
                #expect(after.confidence <= before.confidence)
                #expect(after.points <= before.points + 1e-9)
                before = after
            }
            #expect(before.confidence == 0)
        }
    }

    @Test(arguments: 0..<4)
    func minutesDoNotMatter(_ seed: UInt64) {
        var generator = SplitMix64(seed: 400 + seed)
        let start = History.time(hoursAgo: 0)
        for _ in 0..<50 {
            let evidence = History.evidence(History(random: &generator).items)
            let score = policy.score(evidence, at: start)
            #expect(policy.score(evidence, at: start.advanced(by: .milliseconds(3_599_999))) == score)
        }
    }

    @Test(arguments: 0..<8)
    func whitelistNeverRaises(_ seed: UInt64) {
        var generator = SplitMix64(seed: 500 + seed)
        for _ in 0..<Self.histories / 12 {
            let evidence = History.evidence(History(random: &generator).items)
            let open = policy.score(evidence, at: History.now)
            #expect(open.confidence == open.rawConfidence)
            var before = open
            for factor in [1, 0.9, 0.5, 0.1, 0, -1, -Double.infinity] {
                let listed = policy.score(evidence, at: History.now, whitelistFactor: factor)
                #expect(listed.confidence <= before.confidence)
                #expect(listed.rawConfidence == open.rawConfidence)
                before = listed
            }
            #expect(before.confidence == 0)
            #expect(policy.score(evidence, at: History.now, whitelistFactor: .nan).confidence == open.confidence)
            #expect(policy.score(evidence, at: History.now, whitelistFactor: 7).confidence == open.confidence)
        }
    }

    @Test(arguments: 0..<8)
    func termsAddUp(_ seed: UInt64) {
        var generator = SplitMix64(seed: 600 + seed)
        for _ in 0..<Self.histories / 12 {
            let score = policy.score(History.evidence(History(random: &generator).items), at: History.now)
            #expect(abs(score.terms.reduce(0) { $0 + $1.value } - score.points) < 0.01)
            #expect(score.terms.allSatisfy { $0.value > 0 })
            #expect(Set(score.terms.map(\.name)).count == score.terms.count)
        }
    }

    /// However many accounts somebody makes, without one that is vetted they list nobody.
    @Test(arguments: [1, 2, 10, 100, 1000])
    func unvettedReportsStayBelowTheList(_ accounts: Int) {
        var generator = SplitMix64(seed: UInt64(accounts))
        var evidence = Evidence()
        for account in 0..<accounts {
            var report = History.randomReport(&generator, unvetted: true)
            report.account = Int64(account)
            report.organisation = Int64(account)
            report.at = History.now
            evidence.add(report)
        }
        // A connection and a glance around do not change that.
        evidence.add(sighting("any.connect_only", .info))
        evidence.add(sighting("sh.recon_uname", .low))
        #expect(policy.score(evidence, at: History.now).confidence <= 49)
    }

    private func sighting(_ name: String, _ severity: Severity) -> BehaviourSighting {
        BehaviourSighting(
            behaviour: name, severity: severity, protocol: .ssh, at: History.now, sensor: .own, isProven: true)
    }
}
