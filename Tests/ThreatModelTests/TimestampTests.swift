import Testing
import ThreatModel

/// Times come from other machines: none of them may stop the program.
@Suite struct TimestampTests {
    @Test(arguments: [
        (0, 0, 0), (999, 0, 0), (1000, 1, 0), (-1, -1, -1), (-1000, -1, -1), (-1001, -2, -1), (86_399_999, 86_399, 0),
        (86_400_000, 86_400, 1), (-86_400_000, -86_400, -1), (-86_400_001, -86_401, -2),
        (Int64.max, 9_223_372_036_854_775, 106_751_991_167), (Int64.min, -9_223_372_036_854_776, -106_751_991_168),
    ])
    func secondsAndDaysRoundDown(_ milliseconds: Int64, _ seconds: Int64, _ day: Int64) {
        let time = Timestamp(milliseconds: milliseconds)
        #expect(time.seconds == seconds)
        #expect(time.day == day)
    }

    @Test func theEndsOfTimeAreNotPassed() {
        let (first, last) = (Timestamp(milliseconds: .min), Timestamp(milliseconds: .max))
        #expect(last.advanced(by: .seconds(1)) == last)
        #expect(first.advanced(by: .seconds(-1)) == first)
        #expect(last.nextMidnight == last)
        #expect(last.since(first) > first.since(last))
        #expect(!first.rfc3339.isEmpty && !last.rfc3339.isEmpty)
    }

    @Test func spansAddUp() {
        let time = Timestamp(milliseconds: 1_795_000_000_123)
        #expect(time.advanced(by: .milliseconds(1500)).milliseconds == 1_795_000_001_623)
        #expect(time.advanced(by: .milliseconds(-1500)).milliseconds == 1_794_999_998_623)
        #expect(time.advanced(by: .seconds(7)).since(time) == .seconds(7))
        #expect(time.nextMidnight.milliseconds == 1_795_046_400_000)
    }
}
