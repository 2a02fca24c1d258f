import ThreatModel

/// The moment at which an indicator became what it is, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// No two versions of a server have the same: whoever has seen everything up to one of them has missed nothing (see
/// ``VersionClock``).
struct VersionTime: Hashable, Comparable, Sendable {
    /// Fits 56 bits until the year 4253.
    let microseconds: UInt64

    static let zero = VersionTime(microseconds: 0)

    init(microseconds: UInt64) { self.microseconds = microseconds }

    init(milliseconds: UInt64) { microseconds = milliseconds &* 1000 }

    /// Whole milliseconds: what STIX calls `modified`.
    var milliseconds: UInt64 { microseconds / 1000 }

    static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }
}
