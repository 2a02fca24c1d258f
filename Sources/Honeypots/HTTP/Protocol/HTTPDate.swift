import ThreatModel

/// Dates as HTTP writes them: "Sun, 06 Nov 1994 08:49:37 GMT" (IMF-fixdate, RFC 9110 §5.6.7).
enum HTTPDate {
    static func text(_ time: Timestamp) -> String { text(seconds: Int(clamping: time.seconds)) }

    /// `seconds` since the epoch.
    static func text(seconds: Int) -> String {
        let time = CivilTime(seconds: seconds)
        return CivilDate.weekdayNames[time.weekday] + ", " + CivilTime.two(time.day) + " "
            + CivilDate.monthNames[time.month - 1] + " \(time.year) " + time.clock + " GMT"
    }
}
