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

    /// A tool that is run every second, or whenever its configuration changes.
    @Test(arguments: [Duration.seconds(1), .seconds(3), .seconds(30), .seconds(3600)])
    func whoComesBackAfterAWhileIsAnsweredAtOnceEveryTime(_ interval: Duration) {
        var pace = RestorePace()
        var now = start
        for _ in 0..<1000 {
            #expect(pace.intruded(at: now).pause == .zero)
            now = now.advanced(by: interval)
        }
    }

    @Test func whoFightsIsAnsweredOnceASecond() {
        var pace = RestorePace()
        var now = start
        var pauses: [Duration] = []
        for number in 1...100 {
            let (count, pause) = pace.intruded(at: now)
            #expect(count == number)
            pauses.append(pause)
            now = now.advanced(by: pause + .milliseconds(10))
        }
        #expect(pauses.allSatisfy { $0 <= RestorePace.interval })
        #expect(pauses.prefix(RestorePace.patience).allSatisfy { $0 == .zero })
        let span = RestorePace.interval * (100 - RestorePace.patience)
        #expect(now.since(start) >= span && now.since(start) <= span + .seconds(1))
    }

    /// However intrusions come: nobody waits for longer than a second.
    @Test func noPauseIsLong() {
        var pace = RestorePace()
        for _ in 0..<100 { #expect(pace.intruded(at: start).pause <= RestorePace.interval) }
        // A clock that is set back costs nothing either.
        #expect(pace.intruded(at: start.advanced(by: .seconds(-100))) == (1, .zero))
    }

    @Test func aQuietTimeIsForgiven() {
        var pace = RestorePace()
        for _ in 0..<10 { _ = pace.intruded(at: start) }
        #expect(pace.intruded(at: start.advanced(by: RestorePace.forgetfulness)) == (1, .zero))
    }

    /// The 1st to the 5th time and then the 8th, the 16th …
    @Test func theLogDoesNotSayItEveryTime() {
        var pace = RestorePace()
        let told = (1...70).filter { _ in
            _ = pace.intruded(at: start)
            return !pace.isTiresome(at: start)
        }
        #expect(told == [1, 2, 3, 4, 5, 8, 16, 32, 64])
        #expect(!pace.isTiresome(at: start.advanced(by: RestorePace.forgetfulness)))
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
