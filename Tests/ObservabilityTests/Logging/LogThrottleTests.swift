import Testing

@testable import Observability

@Suite struct LogThrottleTests {
    @Test func letsOneThroughPerIntervalAndCountsTheRest() {
        var throttle = LogThrottle(every: .seconds(60))
        #expect(throttle.admit(at: 0) == 0)
        #expect(throttle.admit(at: 1) == nil)
        #expect(throttle.admit(at: 59_999) == nil)
        #expect(throttle.admit(at: 60_000) == 2)
        #expect(throttle.admit(at: 120_000) == 0)
    }

    @Test func clockSetBackDoesNotSilence() {
        var throttle = LogThrottle(every: .seconds(60))
        #expect(throttle.admit(at: 1_000_000) == 0)
        #expect(throttle.admit(at: 5) == 0)
    }

    @Test func resetLetsTheNextThrough() {
        var throttle = LogThrottle(every: .milliseconds(500))
        #expect(throttle.admit(at: 0) == 0)
        #expect(throttle.admit(at: 1) == nil)
        throttle.reset()
        #expect(throttle.admit(at: 2) == 1)
    }
}
