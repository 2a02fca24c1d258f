/// A moment on a wall clock, taken apart; for texts that devices print.
package struct CivilTime: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int
    package let hour: Int
    package let minute: Int
    package let second: Int
    package let weekday: Int
    package let dayOfYear: Int

    /// `seconds` since 1970-01-01T00:00:00 of the same clock. Times further away than a quarter of a million years are
    /// taken as the nearest that is not.
    package init(seconds: Int) {
        let limit = 8_000_000_000_000
        let seconds = min(max(seconds, -limit), limit)
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - days * 86_400
        (year, month, day) = CivilDate.date(days: days)
        (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
        weekday = CivilDate.weekday(days: days)
        dayOfYear = days - CivilDate.days(year: year, month: 1, day: 1) + 1
    }

    /// "Tue Mar 14 16:02:11 CST 2017", as ctime(3) with a zone; days below ten after a blank.
    package func ctime(zone: String) -> String {
        "\(CivilDate.weekdayNames[weekday]) \(CivilDate.monthNames[month - 1]) \(day < 10 ? " " : "")\(day) "
            + "\(clock) \(zone.isEmpty ? "" : zone + " ")\(year)"
    }

    /// "2017-03-14 15:48:02".
    package var iso: String { "\(year)-\(Self.two(month))-\(Self.two(day)) \(clock)" }

    /// "15:48:02".
    package var clock: String { "\(Self.two(hour)):\(Self.two(minute)):\(Self.two(second))" }

    package static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
