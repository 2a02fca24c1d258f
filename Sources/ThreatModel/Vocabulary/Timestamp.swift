/// A moment of wall-clock time, in whole milliseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }

    /// Whole seconds since the epoch, rounded down.
    package var seconds: Int64 { Self.floored(milliseconds, by: 1000) }

    /// Days since the epoch: the number of the UTC day this moment is in.
    package var day: Int64 { Self.floored(milliseconds, by: 86_400_000) }

    /// The first moment of the next UTC day: when quotas start anew.
    package var nextMidnight: Timestamp {
        let (midnight, overflow) = (day + 1).multipliedReportingOverflow(by: 86_400_000)
        return Timestamp(milliseconds: overflow ? .max : midnight)
    }

    package func advanced(by duration: Duration) -> Timestamp {
        // Times come from other machines and may be anything: at the ends of the range they stay there.
        let milliseconds = Duration.milliseconds(milliseconds) + duration
        let (seconds, attoseconds) = milliseconds.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, sumOverflow) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        return Timestamp(milliseconds: overflow || sumOverflow ? (seconds < 0 ? .min : .max) : sum)
    }

    /// The time from `earlier` to this moment; negative when `earlier` is later.
    package func since(_ earlier: Timestamp) -> Duration {
        .milliseconds(milliseconds) - .milliseconds(earlier.milliseconds)
    }

    /// Division that rounds down on either side of zero, for every dividend.
    private static func floored(_ dividend: Int64, by divisor: Int64) -> Int64 {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
