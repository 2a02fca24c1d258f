import ThreatModel

/// `cal` and `ncal` of the package ncal: months beside each other, each eight columns of two digits wide.
struct CalendarCommand: ShellCommand {
    static let names: [ByteString] = ["cal", "ncal"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let hint: ByteString = """
            Usage: cal [general options] [-jy] [[month] year]
                   cal [general options] [-j] [-m month] [year]
                   ncal -C [general options] [-jy] [[month] year]

            """
        let manners = GNUOptions.Manners(status: 64, hint: hint, version: nil)
        guard
            case .options(let options) = GNUOptions.read(words, "3hjJm:ybNCA:B:d:H:MSwpeos:1", [], manners, in: &shell)
        else { return .exit(shell.usageStatus) }
        if options.has("h") {
            shell.print(hint, to: 2)
            return .exit(64)
        }
        let today = CivilTime(seconds: Int(shell.now.seconds))
        var (year, month): (Int, Int?) = (today.year, nil)
        var operands = options.operands[...]
        if let text = options.argument("m") {
            guard let number = number(ofMonth: text) else { return refuse(month: text, &shell) }
            month = number
        }
        if operands.count > 1, let text = operands.popFirst() {
            guard let number = number(ofMonth: text) else { return refuse(month: text, &shell) }
            month = number
        }
        let isWholeYear = options.has("y") || !operands.isEmpty && month == nil
        if let text = operands.first {
            guard let number = text.decimal, (1...9999).contains(number) else {
                return shell.fail(
                    "cal",
                    "\(text.decimal == nil ? "not a valid year" : "year") \(text)"
                        + (text.decimal == nil ? "" : " not in range 1..9999"), status: 64)
            }
            year = number
        }
        let first = month ?? today.month
        let marks: (Int, Int, Int)? =
            shell.isTerminal(1) && !options.has("h") ? (today.year, today.month, today.day) : nil
        if isWholeYear {
            guard shell.charge(5000) else { return .endless }
            var text = heading(year)
            for start in stride(from: 1, to: 13, by: 3) {
                if start > 1 { text += "\n" }
                text += beside((start..<start + 3).map { block(year, $0, titled: false, marks) }).joined(by: "")
            }
            shell.print(text)
            return .success
        }
        let before = options.has("3") ? 1 : options.argument("B")?.decimal ?? 0
        let after = options.has("3") ? 1 : options.argument("A")?.decimal ?? 0
        guard (0...24).contains(before), (0...24).contains(after), shell.charge(1000) else { return .failure }
        guard before + after > 0 else {
            let isVertical = words[0] == "ncal" && !options.has("C")
            shell.print(
                isVertical ? columns(year, first) : block(year, first, titled: true, marks).joined(by: "\n") + "\n")
            return .success
        }
        let months = (-before...after).map { offset -> (Int, Int) in
            // The calendar begins with the year 1.
            let index = max(12, year * 12 + first - 1 + offset)
            return (index / 12, index % 12 + 1)
        }
        var text = heading(year)
        for start in stride(from: 0, to: months.count, by: 3) {
            if start > 0 { text += "\n" }
            let row = months[start..<min(start + 3, months.count)]
            text += beside(row.map { block($0.0, $0.1, titled: false, marks) }).joined(by: "")
        }
        shell.print(text)
        return .success
    }

    private static func refuse(month: ByteString, _ shell: inout Shell) -> CommandOutcome {
        shell.fail("cal", "\(month) is neither a month number (1..12) nor a name", status: 64)
    }

    private static func number(ofMonth text: ByteString) -> Int? {
        if let number = text.decimal { return (1...12).contains(number) ? number : nil }
        guard text.count >= 3 else { return nil }
        return TimeFormat.fullMonths.firstIndex { ByteString($0).lowercased.hasPrefix(text.lowercased) }.map { $0 + 1 }
    }

    /// The days of a month in weeks from Sunday; 0: none. In September 1752 eleven days are missing.
    private static func weeks(_ year: Int, _ month: Int) -> [[Int]] {
        let isJulian = year * 12 + month <= 1752 * 12 + 9
        let isLeap = year % 4 == 0 && (isJulian || year % 100 != 0 || year % 400 == 0)
        let count = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        let start: Int
        if isJulian {
            // Zeller's congruence for the old calendar.
            let (m, y) = month < 3 ? (month + 12, year - 1) : (month, year)
            start = (1 + 13 * (m + 1) / 5 + y + y / 4 + 5 + 6) % 7
        } else {
            start = CivilDate.weekday(days: CivilDate.days(year: year, month: month, day: 1))
        }
        var days = [Int](repeating: 0, count: start)
        days += (1...count).filter { !(year == 1752 && month == 9 && (3...13).contains($0)) }
        days += [Int](repeating: 0, count: 42 - days.count)
        return stride(from: 0, to: 42, by: 7).map { Array(days[$0..<$0 + 7]) }
    }

    /// A year over three months.
    private static func heading(_ year: Int) -> ByteString {
        let text = ByteString("\(year)")
        return text.indented(to: (60 - text.count) / 2 + text.count) + "\n"
    }

    /// Eight lines of 22 columns.
    private static func block(
        _ year: Int, _ month: Int, titled: Bool, _ marks: (Int, Int, Int)?
    ) -> [ByteString] {
        let name = ByteString(TimeFormat.fullMonths[month - 1])
        let title = titled ? name + " \(year)" : name
        let left = (20 - title.count) / 2
        let head = ByteString(title.indented(to: title.count + left)).padded(to: 22)
        return [head, "Su Mo Tu We Th Fr Sa  "]
            + weeks(year, month).map { week in
                week.map { day -> ByteString in
                    guard day > 0 else { return "   " }
                    let text = ByteString("\(day)").indented(to: 2)
                    if let marks, marks == (year, month, day) { return "\u{1b}[7m\(text)\u{1b}[27m " }
                    return text + " "
                }.joined(by: "") + " "
            }
    }

    private static func beside(_ blocks: [[ByteString]]) -> [ByteString] {
        (0..<8).map { line in blocks.map { $0[line] }.joined(by: "") + "\n" }
    }

    /// A day of the week to a line, as `ncal` shows months.
    private static func columns(_ year: Int, _ month: Int) -> ByteString {
        let weeks = weeks(year, month).filter { $0.contains { $0 > 0 } }
        let title = ByteString(TimeFormat.fullMonths[month - 1]) + " \(year)"
        let left = (20 - title.count) / 2 + 1
        var text = ByteString(title.indented(to: title.count + left)).padded(to: 22) + "\n"
        for (day, name) in ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"].enumerated() {
            let cells = weeks.map { week -> ByteString in
                week[day] == 0 ? "   " : ByteString("\(week[day])").indented(to: 2) + " "
            }
            text += (ByteString(name) + " " + cells.joined(by: "")).padded(to: 20) + "\n"
        }
        return text
    }
}
