/// How long to wait before trying again: doubling, bounded, and never the same for two clients. A pure value.
///
/// Half of each delay is fixed and half is drawn ("equal jitter"), so that a thousand sensors which lost their server in the
/// same second do not all come back in the same second.
package struct RetryPolicy: Hashable, Sendable {
    package var initial: Duration
    package var maximum: Duration
    /// Failures in a row.
    package private(set) var failures = 0

    package init(initial: Duration = .milliseconds(250), maximum: Duration = .seconds(30)) {
        self.initial = initial
        self.maximum = maximum
    }

    /// The delay after one more failure. What the server asked for is a lower bound, even above ``maximum``.
    package mutating func delay(
        retryAfter: Duration? = nil, using generator: inout some RandomNumberGenerator
    ) -> Duration {
        // 2²⁰ times the initial delay is beyond any maximum that makes sense; the shift cannot overflow.
        let ceiling = min(maximum, initial * (1 << min(failures, 20)))
        failures += failures < .max ? 1 : 0
        let drawn = ceiling / 2 + ceiling / 2 * Double.random(in: 0..<1, using: &generator)
        guard let retryAfter, retryAfter > drawn else { return drawn }
        // Spread upwards a little, for the same reason.
        return retryAfter + min(initial, .seconds(1)) * Double.random(in: 0..<1, using: &generator)
    }

    package mutating func succeeded() { failures = 0 }
}
