/// Moments as strftime(3) writes them in the C locale and in UTC.
enum TimeFormat {
    static let fullMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    static let fullDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    /// Bytes of one result.
    private static let most = 4096

    static func text(of seconds: Int64, _ format: ByteString, nanoseconds: Int = 0, zone: String = "UTC") -> ByteString
    {
        let time = CivilTime(seconds: Int(seconds))
        var text = ByteString()
        var rest = format[...]
        while let byte = rest.popFirst(), text.count < most {
            guard byte == UInt8(ascii: "%") else {
                text.append(byte)
                continue
            }
            var flag: UInt8 = 0
            while let next = rest.first, "-_0^#".utf8.contains(next) {
                flag = next
                rest.removeFirst()
            }
            let digits = rest.prefix { $0.isDigit }
            rest = rest.dropFirst(digits.count)
            while let next = rest.first, next == UInt8(ascii: "E") || next == UInt8(ascii: "O") { rest.removeFirst() }
            guard var letter = rest.popFirst() else {
                text.append(byte)
                break
            }
            var colons = 0
            while letter == UInt8(ascii: ":"), let next = rest.popFirst() {
                colons += 1
                letter = next
            }
            var piece = self.piece(letter, time, seconds, nanoseconds, zone, flag, colons)
            if flag == UInt8(ascii: "^") { piece = ByteString(piece.map { $0.uppercased }) }
            if let width = digits.decimal, width > piece.count {
                let fill: UInt8 = piece.first?.isDigit == true ? 0x30 : 0x20
                piece = ByteString([UInt8](repeating: fill, count: min(width, 256) - piece.count)) + piece
            }
            text += piece
        }
        return text
    }

    private static func number(_ value: Int, _ width: Int, _ flag: UInt8, blank: Bool = false) -> ByteString {
        let digits = String(value)
        if flag == UInt8(ascii: "-") { return ByteString(digits) }
        let fill = flag == UInt8(ascii: "_") || blank && flag != UInt8(ascii: "0") ? " " : "0"
        return ByteString(String(repeating: fill, count: max(0, width - digits.utf8.count)) + digits)
    }

    private static func piece(
        _ letter: UInt8, _ time: CivilTime, _ seconds: Int64, _ nanoseconds: Int, _ zone: String, _ flag: UInt8,
        _ colons: Int
    ) -> ByteString {
        func format(_ text: ByteString) -> ByteString {
            self.text(of: seconds, text, nanoseconds: nanoseconds, zone: zone)
        }
        let hour12 = time.hour % 12 == 0 ? 12 : time.hour % 12
        switch letter {
        case UInt8(ascii: "Y"): return number(time.year, 4, flag)
        case UInt8(ascii: "C"): return number(time.year / 100, 2, flag)
        case UInt8(ascii: "y"): return number(((time.year % 100) + 100) % 100, 2, flag)
        case UInt8(ascii: "m"): return number(time.month, 2, flag)
        case UInt8(ascii: "d"): return number(time.day, 2, flag)
        case UInt8(ascii: "e"): return number(time.day, 2, flag, blank: true)
        case UInt8(ascii: "H"): return number(time.hour, 2, flag)
        case UInt8(ascii: "k"): return number(time.hour, 2, flag, blank: true)
        case UInt8(ascii: "I"): return number(hour12, 2, flag)
        case UInt8(ascii: "l"): return number(hour12, 2, flag, blank: true)
        case UInt8(ascii: "M"): return number(time.minute, 2, flag)
        case UInt8(ascii: "S"): return number(time.second, 2, flag)
        case UInt8(ascii: "j"): return number(time.dayOfYear, 3, flag)
        case UInt8(ascii: "s"): return "\(seconds)"
        case UInt8(ascii: "N"):
            return ByteString(String(String(nanoseconds % 1_000_000_000 + 1_000_000_000).dropFirst()))
        case UInt8(ascii: "q"): return "\((time.month - 1) / 3 + 1)"
        case UInt8(ascii: "u"): return "\(time.weekday == 0 ? 7 : time.weekday)"
        case UInt8(ascii: "w"): return "\(time.weekday)"
        case UInt8(ascii: "U"): return number((time.dayOfYear + 6 - time.weekday) / 7, 2, flag)
        case UInt8(ascii: "W"): return number((time.dayOfYear + 6 - (time.weekday + 6) % 7) / 7, 2, flag)
        case UInt8(ascii: "V"), UInt8(ascii: "G"), UInt8(ascii: "g"):
            let (year, week) = isoWeek(time)
            if letter == UInt8(ascii: "V") { return number(week, 2, flag) }
            return letter == UInt8(ascii: "G") ? number(year, 4, flag) : number(year % 100, 2, flag)
        case UInt8(ascii: "a"): return ByteString(CivilDate.weekdayNames[time.weekday])
        case UInt8(ascii: "A"): return ByteString(fullDays[time.weekday])
        case UInt8(ascii: "b"), UInt8(ascii: "h"): return ByteString(CivilDate.monthNames[time.month - 1])
        case UInt8(ascii: "B"): return ByteString(fullMonths[time.month - 1])
        case UInt8(ascii: "p"): return time.hour < 12 ? "AM" : "PM"
        case UInt8(ascii: "P"): return time.hour < 12 ? "am" : "pm"
        case UInt8(ascii: "F"): return format("%Y-%m-%d")
        case UInt8(ascii: "T"), UInt8(ascii: "X"): return format("%H:%M:%S")
        case UInt8(ascii: "R"): return format("%H:%M")
        case UInt8(ascii: "r"): return format("%I:%M:%S %p")
        case UInt8(ascii: "D"), UInt8(ascii: "x"): return format("%m/%d/%y")
        case UInt8(ascii: "c"): return format("%a %b %e %H:%M:%S %Y")
        case UInt8(ascii: "z"): return colons == 0 ? "+0000" : colons == 1 ? "+00:00" : "+00:00:00"
        case UInt8(ascii: "Z"): return ByteString(zone)
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "%"): return "%"
        default: return "%" + ByteString([letter])
        }
    }

    /// ISO 8601: weeks begin on Mondays, the first has the year's first Thursday.
    private static func isoWeek(_ time: CivilTime) -> (year: Int, week: Int) {
        let weekday = time.weekday == 0 ? 7 : time.weekday
        let week = (time.dayOfYear - weekday + 10) / 7
        if week < 1 {
            let last = CivilTime(seconds: (CivilDate.days(year: time.year - 1, month: 12, day: 31)) * 86_400)
            return (time.year - 1, isoWeek(last).week)
        }
        if week == 53 {
            let next = CivilDate.weekday(days: CivilDate.days(year: time.year + 1, month: 1, day: 1))
            if (1...4).contains(next) { return (time.year + 1, 1) }
        }
        return (time.year, week)
    }
}
