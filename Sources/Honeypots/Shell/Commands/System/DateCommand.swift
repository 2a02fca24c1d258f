import ThreatModel

struct DateCommand: ShellCommand {
    static let names: [ByteString] = ["date"]
    static let usage: ByteString = "date [OPTIONS] [+FMT] [TIME]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "Rs:ud:r:I", in: &shell) else { return .failure }
        var seconds = Int(shell.now.seconds)
        if let path = options.argument("r") {
            guard let id = try? shell.files.find(path, from: shell.scope.directory) else {
                return shell.fail(words[0], "can't stat '\(path)': No such file or directory")
            }
            seconds = Int(shell.files[id].modified)
        }
        if let text = options.argument("d"), text.first == UInt8(ascii: "@") {
            guard let given = text.dropFirst().decimal else { return shell.fail(words[0], "invalid date '\(text)'") }
            seconds = given
        }
        let zone = options.has("u") ? TimeZoneDress(name: "UTC", offset: 0) : shell.device.zone
        let format = options.operands.first { $0.first == UInt8(ascii: "+") }
        let time = CivilTime(seconds: min(max(seconds, -1 << 40), 1 << 40) + zone.offset)
        if let format {
            shell.print(time.formatted(ByteString(format.dropFirst()), zone: zone, seconds: seconds) + "\n")
        } else if options.has("R") {
            shell.print(time.formatted("%a, %d %b %Y %H:%M:%S %z", zone: zone, seconds: seconds) + "\n")
        } else {
            // Setting the clock is taken, and the clock goes on as before.
            shell.print(ByteString(time.ctime(zone: zone.name)) + "\n")
        }
        return .success
    }
}

extension CivilTime {
    /// strftime(3) in the C locale, as far as scripts use it.
    func formatted(_ format: ByteString, zone: TimeZoneDress, seconds: Int) -> ByteString {
        var text = ByteString()
        var rest = format[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), let letter = rest.popFirst() else {
                text.append(byte)
                continue
            }
            text += piece(letter, zone: zone, seconds: seconds) ?? ByteString([byte, letter])
        }
        return text
    }

    private func piece(_ letter: UInt8, zone: TimeZoneDress, seconds: Int) -> ByteString? {
        let two = { (number: Int) in ByteString(Self.two(number)) }
        switch letter {
        case UInt8(ascii: "Y"): return "\(year)"
        case UInt8(ascii: "y"): return two(year % 100)
        case UInt8(ascii: "m"): return two(month)
        case UInt8(ascii: "d"): return two(day)
        case UInt8(ascii: "e"): return ByteString("\(day)").indented(to: 2)
        case UInt8(ascii: "H"): return two(hour)
        case UInt8(ascii: "I"): return two(hour % 12 == 0 ? 12 : hour % 12)
        case UInt8(ascii: "M"): return two(minute)
        case UInt8(ascii: "S"): return two(second)
        case UInt8(ascii: "p"): return hour < 12 ? "AM" : "PM"
        case UInt8(ascii: "j"): return "\(dayOfYear < 10 ? "00" : dayOfYear < 100 ? "0" : "")\(dayOfYear)"
        case UInt8(ascii: "a"): return ByteString(CivilDate.weekdayNames[weekday])
        case UInt8(ascii: "b"), UInt8(ascii: "h"): return ByteString(CivilDate.monthNames[month - 1])
        case UInt8(ascii: "u"): return "\(weekday == 0 ? 7 : weekday)"
        case UInt8(ascii: "w"): return "\(weekday)"
        case UInt8(ascii: "s"): return "\(seconds)"
        case UInt8(ascii: "N"): return "000000000"
        case UInt8(ascii: "T"): return ByteString(clock)
        case UInt8(ascii: "R"): return two(hour) + ":" + two(minute)
        case UInt8(ascii: "F"): return "\(year)-\(two(month))-\(two(day))"
        case UInt8(ascii: "D"): return "\(two(month))/\(two(day))/\(two(year % 100))"
        case UInt8(ascii: "c"): return ByteString(ctime(zone: ""))
        case UInt8(ascii: "Z"): return ByteString(zone.name)
        case UInt8(ascii: "z"):
            return "\(zone.offset < 0 ? "-" : "+")\(two(abs(zone.offset) / 3600))\(two(abs(zone.offset) / 60 % 60))"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "%"): return "%"
        default: return nil
        }
    }
}
