import ThreatModel

/// How soon rules that somebody else took away are put back: at once, unless it happens many times a second.
///
/// A tool that is run meets a guard that heals within milliseconds, every time. Two programs that undo each other's work as
/// fast as they can meet a guard that does so once a second: that costs a third of a processor with the largest lists, and
/// what is listed gets through for a second at most. A bucket of restores, as a pure value: it holds ``patience`` of them,
/// and one more every ``interval``.
struct RestorePace: Equatable {
    /// So many times nothing is waited for, however soon one follows the other.
    static let patience = 5
    /// How often things are put back in the end, and so the longest pause.
    static let interval = Duration.seconds(1)
    /// After such a quiet time the next is the first again.
    static let forgetfulness = Duration.seconds(60)

    /// Until then the bucket is not full.
    private var full: Timestamp?
    private var last: Timestamp?
    private var count = 0

    init() {}

    /// How many times without a quiet time in between, this one included, and how long to wait before putting things back.
    mutating func intruded(at now: Timestamp) -> (count: Int, pause: Duration) {
        let isFirst = last.map { now.since($0) >= Self.forgetfulness || now < $0 } ?? true
        if isFirst { full = nil }
        count = isFirst ? 1 : count + 1
        last = now
        let full = max(full ?? now, now).advanced(by: Self.interval)
        self.full = full
        let pause = full.since(now) - Self.interval * Self.patience
        return (count, min(max(pause, .zero), Self.interval))
    }

    /// Whether a line of the log about it is one more of many that say the same.
    func isTiresome(at now: Timestamp) -> Bool {
        guard let last, now.since(last) < Self.forgetfulness, now >= last else { return false }
        return count > Self.patience && count.nonzeroBitCount > 1
    }
}
