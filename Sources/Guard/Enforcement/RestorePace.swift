import ThreatModel

/// How soon rules that somebody else took away are put back: at once, unless it happens again and again.
///
/// A tool that is run once meets a guard that heals within milliseconds. Two programs that undo each other's work for ever
/// meet a guard that slows down, so that neither the machine nor its log suffers. A pure value.
struct RestorePace: Equatable {
    /// So many times in a row nothing is waited for.
    static let patience = 3
    /// A quiet time after which all is forgotten; longer than any pause, or a pause would make it forget.
    static let forgetfulness = Duration.seconds(60)
    static let longestPause = Duration.seconds(16)

    private var intrusions = 0
    private var last: Timestamp?

    init() {}

    /// How many times in a row, this one included, and how long to wait before putting things back.
    mutating func intruded(at now: Timestamp) -> (count: Int, pause: Duration) {
        if let last, now.since(last) >= Self.forgetfulness || now < last { intrusions = 0 }
        last = now
        intrusions += 1
        guard intrusions > Self.patience else { return (intrusions, .zero) }
        // 1, 2, 4 … seconds
        let doublings = min(intrusions - Self.patience - 1, 10)
        return (intrusions, min(.seconds(1 << doublings), Self.longestPause))
    }
}
