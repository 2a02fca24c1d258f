/// A token bucket in one number: the moment at which the bucket is full again (the "generic cell rate algorithm", ITU-T
/// I.371). Taking tokens moves that moment away; a bucket of `burst` tokens is empty when it lies `burst` intervals ahead.
struct TokenClock: Sendable {
    /// Nanoseconds, on the caller's clock.
    private var fullAt: UInt64 = 0

    /// Whether the bucket is full: nothing would be forgotten by forgetting it.
    func isFull(at now: UInt64) -> Bool { fullAt <= now }

    /// Takes one token when there is one.
    mutating func take(at now: UInt64, rate: Int, burst: Int) -> Bool {
        let interval = 1_000_000_000 / UInt64(max(1, rate))
        let start = max(fullAt, now)
        guard start - now + interval <= interval &* UInt64(max(1, burst)) else { return false }
        fullAt = start + interval
        return true
    }

    /// Takes so many tokens, even when there are fewer: what happened has happened.
    mutating func charge(_ count: Int, at now: UInt64, rate: Int) {
        let (product, overflow) = UInt64(max(0, count)).multipliedReportingOverflow(by: 1_000_000_000)
        let cost = overflow ? UInt64.max / 4 : product / UInt64(max(1, rate))
        fullAt = min(max(fullAt, now) &+ cost, now &+ UInt64.max / 4)
    }

    /// Nanoseconds until no more is charged than the bucket holds.
    func delay(at now: UInt64, rate: Int, burst: Int) -> UInt64 {
        guard fullAt > now else { return 0 }
        let ahead = UInt64(max(0, burst)).multipliedReportingOverflow(by: 1_000_000_000)
        let allowed = ahead.overflow ? .max : ahead.partialValue / UInt64(max(1, rate))
        return fullAt - now > allowed ? fullAt - now - allowed : 0
    }

    /// Whether more was charged than the bucket holds.
    func isOverdrawn(at now: UInt64, rate: Int, burst: Int) -> Bool {
        guard fullAt > now else { return false }
        return (fullAt - now) / 1_000_000_000 >= UInt64(max(1, burst)) / UInt64(max(1, rate))
    }
}
