import ThreatModel

/// Which of the small duties are due: a value that is asked at every tick.
struct UpkeepSchedule {
    enum Duty: Equatable {
        case refreshIdentities
        case heartbeat
        case settleQuota
        case retryIngest
    }

    private var lastSettlement: Timestamp
    private var lastRetry: Timestamp

    init(at now: Timestamp) {
        lastSettlement = now
        lastRetry = now
    }

    /// What is due now, in the order in which it is to be done.
    mutating func duties(at now: Timestamp) -> [Duty] {
        // The feed itself knows whose heartbeat is due.
        var duties = [Duty.refreshIdentities, .heartbeat]
        // Counters of an earlier day are closed when they are next asked; those that never are, here.
        if now.day != lastSettlement.day || isDue(after: lastSettlement, .seconds(60), at: now) {
            lastSettlement = now
            duties.append(.settleQuota)
        }
        if isDue(after: lastRetry, Upkeep.retryInterval, at: now) {
            lastRetry = now
            duties.append(.retryIngest)
        }
        return duties
    }

    /// A clock that was set back makes everything due, rather than nothing for as long.
    private func isDue(after last: Timestamp, _ interval: Duration, at now: Timestamp) -> Bool {
        now < last || now.since(last) >= interval
    }
}
