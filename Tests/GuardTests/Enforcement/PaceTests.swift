import Testing
import ThreatModel

@testable import Guard

struct PaceTests {
    private let start = Timestamp(milliseconds: 1_700_000_000_000)

    @Test func whoUndoesOurWorkOnceIsAnsweredAtOnce() {
        var pace = RestorePace()
        for number in 1...RestorePace.patience {
            #expect(pace.intruded(at: start) == (number, .zero))
        }
    }

    @Test func whoUndoesItAgainAndAgainIsAnsweredEverMoreSlowly() {
        var pace = RestorePace()
        var now = start
        var pauses: [Duration] = []
        for _ in 0..<20 {
            let (_, pause) = pace.intruded(at: now)
            pauses.append(pause)
            now = now.advanced(by: pause)
        }
        #expect(pauses.prefix(6) == [.zero, .zero, .zero, .seconds(1), .seconds(2), .seconds(4)])
        #expect(pauses.last == RestorePace.longestPause)
    }

    @Test func aQuietTimeIsForgiven() {
        var pace = RestorePace()
        for _ in 0..<10 { _ = pace.intruded(at: start) }
        #expect(pace.intruded(at: start.advanced(by: RestorePace.forgetfulness)) == (1, .zero))
        // Also when the clock is set back.
        #expect(pace.intruded(at: start.advanced(by: .seconds(-100))) == (1, .zero))
        #expect(RestorePace.longestPause < RestorePace.forgetfulness)
    }

    @Test func failuresAreTriedAgain() {
        var pace = FailurePace()
        #expect((0..<3).map { _ in pace.failed() } == [.seconds(1), .seconds(2), .seconds(4)])
        for _ in 0..<100 { #expect(pace.failed() <= FailurePace.longestPause) }
        pace.succeeded()
        #expect(pace.failed() == .seconds(1))
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")])
    func numbersAreGrouped(_ number: Int, _ text: String) { #expect(number.grouped == text) }
}
