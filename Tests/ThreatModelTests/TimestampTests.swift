import Testing
import ThreatModel

@Suite struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_740_787_199_999, "2025-02-28T23:59:59.999Z"),
        (4_102_444_800_001, "2100-01-01T00:00:00.001Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
    ])
    func formatsAsRFC3339(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
    }

    @Test func dayAndMidnightAgreeOnBothSidesOfTheEpoch() {
        #expect(Timestamp(milliseconds: 86_399_999).day == 0)
        #expect(Timestamp(milliseconds: 86_400_000).day == 1)
        #expect(Timestamp(milliseconds: -1).day == -1)
        #expect(Timestamp(milliseconds: -86_400_001).day == -2)
        #expect(Timestamp(milliseconds: 5).nextMidnight == Timestamp(milliseconds: 86_400_000))
    }

    @Test func advancingAndMeasuringAreInverse() {
        let start = Timestamp(milliseconds: 1_700_000_000_123)
        let later = start.advanced(by: .seconds(90) + .milliseconds(7))
        #expect(later.milliseconds == 1_700_000_090_130)
        #expect(later.since(start) == .milliseconds(90_007))
        #expect(start.since(later) == .milliseconds(-90_007))
    }
}
