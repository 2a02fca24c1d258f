import Scoring
import Testing
import ThreatModel

/// While reports are held they count for nothing, and everything else as ever.
@Suite struct HeldReportsTests {
    private let policy: ScoringPolicy

    init() throws { policy = try ScoringPolicy.current() }

    @Test(arguments: 0..<10)
    func heldReportsAreAsIfNobodyHadReported(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<100 {
            let items = History(random: &generator).items
            let sightings = items.filter { if case .sighting = $0 { true } else { false } }
            var held = History.evidence(items)
            let free = policy.score(held, at: History.now)
            held.holdReports(until: History.now.advanced(by: .seconds(86_400)))
            let score = policy.score(held, at: History.now)
            let unreported = policy.score(History.evidence(sightings), at: History.now)
            #expect(score.facts == unreported.facts)
            #expect(score.terms == unreported.terms)
            #expect(score.confidence <= free.confidence)
            #expect(score.limits.dropFirst(held.reportCount > 0 ? 1 : 0) == unreported.limits[...])
            held.releaseReports()
            #expect(policy.score(held, at: History.now) == free)
        }
    }

    @Test func theHoldEndsByItself() throws {
        var generator = SplitMix64(seed: 1)
        var report = History.randomReport(&generator)
        (report.kind, report.category, report.at) = (.observed, .bruteForce, History.now)
        report.standing = ReporterStanding(trust: 1, isVetted: true, isOperator: true)
        var evidence = History.evidence([.report(report)])
        // Half past an hour: it holds until that hour is over.
        let end = History.time(hoursAgo: -48, minutes: 30)
        evidence.holdReports(until: end)
        let until = UTCHour(History.time(hoursAgo: -49))
        #expect(policy.score(evidence, at: History.now).limits == [.reportsHeld(until: until)])
        #expect(policy.score(evidence, at: end).confidence == 0)
        #expect(policy.score(evidence, at: until.start).confidence >= 60)
        #expect(policy.score(evidence, at: until.start).limits.contains { $0 == .reportsHeld(until: until) } == false)
    }

    @Test(arguments: 0..<8)
    func whoeverKeepsAScoreLooksAgainAtTheEnd(_ seed: UInt64) {
        var generator = SplitMix64(seed: 700 + seed)
        let hour = UTCHour(History.now)
        for _ in 0..<30 {
            var evidence = History.evidence(History(random: &generator).items)
            let hours = Int.random(in: 1...150, using: &generator)
            evidence.holdReports(until: hour.later(hours: hours).start)
            let next = policy.nextChange(of: evidence, after: hour, horizon: 200)
            func facts(_ hours: Int) -> ListingFacts {
                policy.score(evidence, at: hour.later(hours: hours).start).facts
            }
            let first = (1..<hours).first { facts($0) != facts(0) } ?? hours
            #expect(next == hour.later(hours: first))
        }
    }

    /// Nobody gets around a review by reporting once more.
    @Test func reportsThatComeMeanwhileDoNotCountEither() {
        var generator = SplitMix64(seed: 2)
        var evidence = Evidence()
        evidence.holdReports(until: History.now.advanced(by: .seconds(7200)))
        for _ in 0..<50 { evidence.add(.report(History.randomReport(&generator))) }
        #expect(policy.score(evidence, at: History.now).confidence == 0)
    }
}
