import Testing
import ThreatModel

@testable import Scoring

@Suite struct FadingTests {
    @Test(arguments: [(0, 0), (3_599_999, 0), (3_600_000, 1), (-1, 0), (.min, 0), (.max, .max)] as [(Int64, UInt32)])
    func hourHoldsItsMoments(_ milliseconds: Int64, _ number: UInt32) {
        #expect(UTCHour(Timestamp(milliseconds: milliseconds)).number == number)
    }

    @Test func ageIsNeverNegative() {
        let (early, late) = (UTCHour(number: 10), UTCHour(number: 34))
        #expect(late.age(of: early) == 24)
        #expect(early.age(of: late) == 0)
        #expect(UTCHour(number: .max).age(of: UTCHour(number: 0)) == Int(UInt32.max))
        #expect(!late.isWithin(days: 1, of: early))
        #expect(late.isWithin(days: 1, of: UTCHour(number: 11)))
        #expect(early.isWithin(days: 1, of: late))
    }

    @Test func halfIsLeftAfterTheHalfLife() {
        #expect(HalfLife.sightings.remaining(after: 0) == 1)
        #expect(HalfLife.sightings.remaining(after: 720) == 0.5)
        #expect(HalfLife.reports.remaining(after: 672) == 0.25)
        #expect(HalfLife.reports.remaining(after: Int(UInt32.max)) == 0)
    }

    /// Who is ahead once is ahead for ever: that is what lets weak votes be dropped for good.
    @Test(arguments: 0..<10)
    func orderOfVotesDoesNotChangeWithTime(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let start: UInt32 = 400_000
        func vote(_ organisation: Int64) -> OrganisationVote {
            OrganisationVote(
                organisation: organisation, trustTenThousandths: UInt16.random(in: 1...10_000, using: &generator),
                hour: UTCHour(number: UInt32.random(in: start...start + 2000, using: &generator)))
        }
        for _ in 0..<200 {
            let (a, b) = (vote(1), vote(2))
            #expect(a.outweighs(b) != b.outweighs(a))
            for later in [UInt32(2000), 2001, 5000, 12_000] {
                let now = UTCHour(number: start + later)
                let (heavy, light) = a.outweighs(b) ? (a, b) : (b, a)
                #expect(heavy.weight(at: now) >= light.weight(at: now) * (1 - 1e-9))
            }
        }
    }

    @Test func newestOrganisationsComeFirst() {
        var organisations = RecentOrganisations()
        for (organisation, hour) in [(1, 5), (2, 9), (1, 7), (3, 9), (2, 1)] as [(Int64, UInt32)] {
            organisations.note(organisation, at: UTCHour(number: hour))
        }
        #expect(organisations.entries.map(\.organisation) == [2, 3, 1])
        #expect(organisations.entries.map(\.last.number) == [9, 9, 7])
        #expect(Array(organisations.organisations(within: 1, of: UTCHour(number: 32))) == [2, 3])
    }

    @Test func organisationsOutOfOrderAreNoneOfOurs() {
        func entry(_ organisation: Int64, _ hour: UInt32) -> RecentOrganisations.Entry {
            RecentOrganisations.Entry(organisation: organisation, last: UTCHour(number: hour))
        }
        #expect(RecentOrganisations(entries: [entry(1, 9), entry(2, 8)]) != nil)
        #expect(RecentOrganisations(entries: [entry(1, 8), entry(2, 9)]) == nil)
        #expect(RecentOrganisations(entries: [entry(1, 9), entry(1, 8)]) == nil)
        #expect(RecentOrganisations(entries: (0..<9).map { entry(Int64($0), 100 - UInt32($0)) }) == nil)
    }
}
