import Scoring
import Testing
import ThreatModel

/// When a score is to be looked at again.
@Suite struct DecayTests {
    let policy: ScoringPolicy

    init() throws { policy = try ScoringPolicy.current() }

    /// Looking at every hour finds the same.
    @Test(arguments: 0..<8)
    func nextChangeIsTheFirst(_ seed: UInt64) {
        var generator = SplitMix64(seed: 900 + seed)
        for _ in 0..<40 {
            let evidence = History.evidence(History(random: &generator).items)
            let hour = UTCHour(History.now)
            let factors: [Double] = [1, 1, 0.1, 0]
            let factor = factors.randomElement(using: &generator) ?? 1
            let next = policy.nextChange(of: evidence, after: hour, whitelistFactor: factor, horizon: 200)
            func facts(_ hours: Int) -> ListingFacts {
                policy.score(evidence, at: hour.later(hours: hours).start, whitelistFactor: factor).facts
            }
            let first = (1..<200).first { facts($0) != facts(0) } ?? 200
            #expect(next == hour.later(hours: first))
        }
    }

    @Test func nothingStaysNothing() {
        let hour = UTCHour(History.now)
        #expect(policy.nextChange(of: Evidence(), after: hour, horizon: 50) == hour.later(hours: 50))
    }

    @Test func laterHoursEnd() {
        #expect(UTCHour(number: .max).later(hours: 1) == UTCHour(number: .max))
        #expect(UTCHour(number: 5).later(hours: 3).number == 8)
    }
}
