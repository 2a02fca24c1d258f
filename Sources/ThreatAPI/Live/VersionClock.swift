import ThreatModel

/// Hands out the times of versions that one transaction makes: later than every one before, each a microsecond after the
/// other, whatever the machine's clock does.
///
/// The transaction's first version begins a new millisecond, so that an address that changes in two transactions has
/// two different `modified` dates, which count milliseconds. A transaction takes longer than its versions are apart, so
/// these times do not run ahead of the clock.
struct VersionClock {
    private var next: UInt64

    /// - Parameter last: the newest version there is.
    init(at now: Timestamp, after last: VersionTime) {
        next = max(UInt64(clamping: now.milliseconds), last.milliseconds + 1) * 1000
    }

    mutating func tick() -> VersionTime {
        defer { next += 1 }
        return VersionTime(microseconds: next)
    }
}
