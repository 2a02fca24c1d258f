import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("The course of a delivery")
struct DeliveryCourseTests {
    static let course = DeliveryCourse(lifetime: .seconds(86_400))

    static func delivery(attempts: Int) -> StoredDelivery {
        var delivery = WebhookTests.delivery
        delivery.attempts = attempts
        return delivery
    }

    @Test("What has arrived or is not wanted is done with")
    func ends() {
        let delivery = Self.delivery(attempts: 3)
        let now = ManualClock.start
        #expect(Self.course.step(delivery, after: .delivered, at: now, jitter: 0) == .finish)
        #expect(Self.course.step(delivery, after: .refused(.status(410)), at: now, jitter: 0) == .abandon)
    }

    @Test("Waits double up to an hour, and a day is the end", arguments: [0, 0.5, 1] as [Double])
    func backOff(_ jitter: Double) throws {
        var now = ManualClock.start
        var delivery = Self.delivery(attempts: 0)
        var waits: [Double] = []
        while case .retry(let next, let attempts) = Self.course.step(
            delivery, after: .failed(.unreachable), at: now, jitter: jitter)
        {
            waits.append((next.since(now)) / .seconds(1))
            #expect(attempts == delivery.attempts + 1)
            delivery.attempts = attempts
            now = next
            try #require(waits.count < 100)
        }
        let factor = 0.9 + 0.2 * jitter
        let expected = [30, 60, 120, 240, 480, 960, 1920, 3600, 3600].map { $0 * factor }
        #expect(zip(waits, expected).allSatisfy { abs($0 - $1) < 0.01 } && waits.count > 20)
        #expect(now.since(ManualClock.start) <= .seconds(86_400))
        #expect(now.since(ManualClock.start) > .seconds(86_400 - 2 * 3600))
    }

    @Test("The other side may ask for more time, within reason, and for less never")
    func wishes() {
        func wait(_ wish: Duration) -> Duration? {
            let outcome = DeliveryOutcome.failed(.status(503), after: wish)
            let step = Self.course.step(Self.delivery(attempts: 0), after: outcome, at: ManualClock.start, jitter: 0.5)
            guard case .retry(let next, _) = step else { return nil }
            return next.since(ManualClock.start)
        }
        #expect(wait(.seconds(1)) == .seconds(30))
        #expect(wait(.seconds(600)) == .seconds(600))
        #expect(wait(.seconds(1_000_000)) == .seconds(3600))
    }

    @Test("A clock that is set back makes nothing immortal")
    func clockSetBack() {
        let step = Self.course.step(
            Self.delivery(attempts: DeliveryCourse.maximumAttempts - 1), after: .failed(.timeout),
            at: ManualClock.start.advanced(by: .seconds(-1_000_000)), jitter: 0)
        #expect(step == .abandon)
    }
}

@Suite("The signal of a match")
struct AlertSignalTests {
    @Test("It wakes who waits, and is remembered for who does not yet")
    func wakes() async {
        let signal = AlertSignal()
        signal.raise()
        await signal.wait(upTo: .seconds(3600))
        async let waiting: Void = signal.wait(upTo: .seconds(3600))
        signal.raise()
        await waiting
        await signal.wait(upTo: .zero)
        let cancelled = Task { await signal.wait(upTo: .seconds(3600)) }
        cancelled.cancel()
        await cancelled.value
    }
}
