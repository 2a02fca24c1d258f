import APIClient
import Testing

@Suite struct RetryPolicyTests {
    /// Draws the same number every time: the least or the most there is.
    struct Constant: RandomNumberGenerator {
        var value: UInt64
        mutating func next() -> UInt64 { value }
    }

    @Test func doublesUpToTheMaximum() {
        var policy = RetryPolicy(initial: .milliseconds(250), maximum: .seconds(30))
        var generator = Constant(value: 0)  // no jitter: half the ceiling
        let delays = (0..<10).map { _ in policy.delay(using: &generator) }
        #expect(delays == [125, 250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000].map { .milliseconds($0) })
        policy.succeeded()
        #expect(policy.failures == 0)
        #expect(policy.delay(using: &generator) == .milliseconds(125))
    }

    @Test func staysWithinTheCeiling() {
        var policy = RetryPolicy()
        var generator = SystemRandomNumberGenerator()
        var seen: Set<Duration> = []
        for _ in 0..<200 {
            let delay = policy.delay(using: &generator)
            #expect(delay <= .seconds(30))
            #expect(delay >= .milliseconds(125))
            if policy.failures > 8 {
                #expect(delay >= .seconds(15))
                seen.insert(delay)
            }
        }
        #expect(seen.count > 100)
    }

    @Test func theServersWishIsALowerBound() {
        var policy = RetryPolicy()
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            let delay = policy.delay(retryAfter: .seconds(3600), using: &generator)
            #expect(delay >= .seconds(3600))
            #expect(delay <= .seconds(3601))
        }
        #expect(policy.delay(retryAfter: .zero, using: &generator) >= .seconds(15))
    }

    @Test func extremesDoNotOverflow() {
        var policy = RetryPolicy(initial: .seconds(86_400), maximum: .seconds(Int64.max / 4))
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<100 { #expect(policy.delay(using: &generator) > .zero) }
    }
}
