/// When a connection has done nothing for too long. Nanoseconds on a clock that never runs backwards.
struct VisitTimes: Sendable {
    private let began: UInt64
    /// When a byte last went in either direction.
    private var lastActivity: UInt64
    /// Since when bytes wait for the visitor to read.
    private var unreadSince: UInt64?

    init(began: UInt64) {
        self.began = began
        lastActivity = began
    }

    mutating func active(at now: UInt64) { lastActivity = now }

    /// Some of what waited was taken.
    mutating func progress() { unreadSince = nil }

    /// Says whether bytes wait for the visitor to read; the first of a row of them counts.
    mutating func unread(_ isWaiting: Bool, at now: UInt64) {
        if !isWaiting { unreadSince = nil } else if unreadSince == nil { unreadSince = now }
    }

    func elapsed(at now: UInt64) -> Duration { .nanoseconds(Int64(clamping: now &- min(began, now))) }

    /// What the visit has to be ended for, if anything.
    ///
    /// - Parameter grace: how long after its beginning the service itself would end it.
    func verdict(at now: UInt64, limits: VisitLimits, grace: Duration? = nil, isCrowded: Bool) -> EndReason? {
        func isOver(_ duration: Duration, since start: UInt64) -> Bool {
            now > start && .nanoseconds(Int64(clamping: now - start)) >= duration
        }
        if let grace, isOver(grace, since: began) { return .protocol }
        if let unreadSince, isOver(limits.unread, since: unreadSince) { return .idle }
        if isOver(isCrowded ? min(limits.crowdedIdle, limits.idle) : limits.idle, since: lastActivity) { return .idle }
        if isOver(isCrowded ? min(limits.crowdedTotal, limits.total) : limits.total, since: began) { return .limit }
        return nil
    }
}
