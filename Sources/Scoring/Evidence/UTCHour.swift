package import ThreatModel

/// The number of a UTC hour since 1970: the grain of time in which evidence ages.
///
/// Everything in one hour has the same age, so a score is a pure function of the evidence and the hour, and evidence of
/// the running hour is exactly fresh, never "from the future".
package struct UTCHour: Hashable, Comparable, Sendable {
    package let number: UInt32

    package init(number: UInt32) { self.number = number }

    /// The hour that holds `time`; times before 1970 belong to hour 0.
    package init(_ time: Timestamp) { number = UInt32(clamping: time.seconds / 3600) }

    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }

    /// Whole hours from `earlier` to this one; 0 when `earlier` is later.
    package func age(of earlier: UTCHour) -> Int { max(0, Int(number) - Int(earlier.number)) }

    /// Whether `earlier` lies less than that many days back.
    package func isWithin(days: Int, of earlier: UTCHour) -> Bool { age(of: earlier) < days * 24 }

    /// The hour so many hours after this one.
    package func later(hours: Int) -> UTCHour { UTCHour(number: UInt32(clamping: Int(number) + hours)) }

    package var start: Timestamp { Timestamp(milliseconds: Int64(number) * 3_600_000) }
}
