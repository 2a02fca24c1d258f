import ThreatModel

/// The `Date` field of one second: `Sun, 22 Nov 2026 09:05:03 GMT` (RFC 9110 §5.6.7).
struct HTTPDate: Sendable {
    /// Seconds since the epoch.
    let second: Int64
    let text: [UInt8]

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    init(_ time: Timestamp) {
        second = time.seconds
        let (year, month, day) = Timestamp.civil(day: time.day)
        let ofDay = time.seconds - time.day * 86_400
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        // The first day of the epoch was a Thursday.
        let weekday = Self.days[Int(((time.day + 4) % 7 + 7) % 7)]
        let clock = "\(two(ofDay / 3600)):\(two(ofDay / 60 % 60)):\(two(ofDay % 60))"
        text = Array("\(weekday), \(two(day)) \(Self.months[Int(month) - 1]) \(year) \(clock) GMT".utf8)
    }
}
