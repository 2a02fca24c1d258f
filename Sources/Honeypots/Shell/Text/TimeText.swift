/// Moments as people write them for `date -d` and `touch`, in UTC.
enum TimeText {
    /// `[[CC]YY]MMDDhhmm[.ss]`.
    static func stamp(_ text: ByteString, now: Int64) -> Int64? {
        let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 1)
        guard let digits = parts.first, digits.allSatisfy({ $0.isDigit }), [8, 10, 12].contains(digits.count) else {
            return nil
        }
        func number(_ from: Int, _ count: Int) -> Int { digits.dropFirst(from).prefix(count).decimal ?? 0 }
        var year = CivilTime(seconds: Int(now)).year
        let head = digits.count - 8
        if head == 4 { year = number(0, 4) }
        if head == 2 { year = number(0, 2) + (number(0, 2) < 69 ? 2000 : 1900) }
        let second = parts.count > 1 ? parts[1].decimal ?? -1 : 0
        return seconds(
            year, number(head, 2), number(head + 2, 2), number(head + 4, 2), number(head + 6, 2), second)
    }

    private static func seconds(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int)
        -> Int64?
    {
        guard (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour), (0...59).contains(minute),
            (0...60).contains(second), (0...9999).contains(year)
        else { return nil }
        return Int64(CivilDate.days(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second)
    }

    /// "@0", "2020-01-02 03:04:05", "yesterday", "2 days ago", "10 Jan 2020", "now"; nil: it is none of these.
    static func seconds(_ text: ByteString, now: Int64) -> Int64? {
        guard text.count <= 200 else { return nil }
        if text.first == UInt8(ascii: "@") { return ByteString(text.dropFirst()).decimal.map { Int64($0) } }
        let words = ByteString(text.map { $0 == UInt8(ascii: ",") ? 0x20 : $0 }).lowercased.words
        var time = CivilTime(seconds: Int(now))
        var day = (time.year, time.month, time.day)
        var clock: (Int, Int, Int)?
        var offset = 0
        var months = 0
        var keepsClock = words.isEmpty ? false : true
        var index = 0
        while index < words.count {
            let word = words[index]
            index += 1
            let parts = word.split(separator: UInt8(ascii: "-"))
            if parts.count == 3, let year = parts[0].decimal, let month = parts[1].decimal {
                let rest = parts[2].split(separator: UInt8(ascii: "t"), maxSplits: 1)
                guard let number = rest.first?.decimal else { return nil }
                day = (year, month, number)
                keepsClock = false
                if rest.count > 1 {
                    guard let read = self.clock(ByteString(rest[1])) else { return nil }
                    clock = read
                }
                continue
            }
            if word.contains(UInt8(ascii: ":")), let read = self.clock(word) {
                clock = read
                continue
            }
            let number = word.decimal
            if let number, index < words.count, let unit = unit(words[index]) {
                index += 1
                let isAgo = index < words.count && words[index] == "ago"
                if isAgo { index += 1 }
                let amount = isAgo ? 0 &- number : number
                guard amount.magnitude < 1_000_000 else { return nil }
                switch unit {
                case .seconds(let seconds): offset += amount * seconds
                case .months(let count): months += amount * count
                }
                continue
            }
            if let month = CivilDate.monthNames.firstIndex(where: { word.hasPrefix(ByteString($0).lowercased) }) {
                day.1 = month + 1
                keepsClock = false
                continue
            }
            if let number, (1...31).contains(number), word.count <= 2 {
                day.2 = number
                keepsClock = false
                continue
            }
            if let number, (1900...9999).contains(number) {
                day.0 = number
                continue
            }
            switch word {
            case "now", "today", "utc", "z", "gmt": break
            case "yesterday": offset -= 86_400
            case "tomorrow": offset += 86_400
            case "midnight": clock = (0, 0, 0)
            case "noon": clock = (12, 0, 0)
            case "next" where index < words.count, "last" where index < words.count:
                guard let unit = unit(words[index]) else { return nil }
                index += 1
                let sign = word == "next" ? 1 : -1
                switch unit {
                case .seconds(let seconds): offset += sign * seconds
                case .months(let count): months += sign * count
                }
            default:
                let isDay = CivilDate.weekdayNames.firstIndex { word.hasPrefix(ByteString($0).lowercased) }
                guard let isDay else { return nil }
                if words.count == 1 {
                    offset += (isDay - time.weekday + 7) % 7 * 86_400
                    keepsClock = false
                }
            }
        }
        if !keepsClock, clock == nil { clock = (0, 0, 0) }
        let total = day.0 * 12 + day.1 - 1 + months
        guard total > 0 else { return nil }
        let (hour, minute, second) = clock ?? (time.hour, time.minute, time.second)
        guard let base = seconds(total / 12, total % 12 + 1, day.2, hour, minute, second) else { return nil }
        time = CivilTime(seconds: Int(base))
        return base + Int64(offset)
    }

    private enum Unit {
        case seconds(Int)
        case months(Int)
    }

    private static func unit(_ word: ByteString) -> Unit? {
        switch word.last == UInt8(ascii: "s") ? ByteString(word.dropLast()) : word {
        case "second", "sec": .seconds(1)
        case "minute", "min": .seconds(60)
        case "hour": .seconds(3600)
        case "day": .seconds(86_400)
        case "week": .seconds(604_800)
        case "month": .months(1)
        case "year": .months(12)
        default: nil
        }
    }

    private static func clock(_ text: ByteString) -> (Int, Int, Int)? {
        let parts = text.prefix { $0.isDigit || $0 == UInt8(ascii: ":") }.split(separator: UInt8(ascii: ":")).map {
            $0.decimal ?? -1
        }
        guard parts.count >= 2, !parts.contains(-1) else { return nil }
        return (parts[0], parts[1], parts.count > 2 ? parts[2] : 0)
    }
}
