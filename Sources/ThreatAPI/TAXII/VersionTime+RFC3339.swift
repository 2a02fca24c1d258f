import ThreatModel

extension VersionTime {
    /// `2026-11-22T09:05:03.120456Z`: the timestamps of TAXII, which always have six digits of fraction (TAXII 2.1 §2).
    var rfc3339: String {
        let fraction = String(microseconds % 1000)
        return modified.dropLast() + String(repeating: "0", count: 3 - fraction.count) + fraction + "Z"
    }

    /// `2026-11-22T09:05:03.120Z`: the timestamps of STIX, which have three (STIX 2.1 §3.2).
    var modified: String { Timestamp(milliseconds: Int64(clamping: milliseconds)).rfc3339 }

    /// Any date and time of RFC 3339 §5.6, with any number of fractional digits and any offset, rounded down to microseconds.
    /// Before 1970 it is zero: nothing here is older.
    init?(rfc3339 text: some StringProtocol) {
        var reader = DateReader(text.utf8)
        guard let year = reader.number(digits: 4), reader.take("-"), let month = reader.number(digits: 2),
            reader.take("-"), let day = reader.number(digits: 2), reader.take("T") || reader.take("t"),
            let hour = reader.number(digits: 2), reader.take(":"), let minute = reader.number(digits: 2),
            reader.take(":"), let second = reader.number(digits: 2), let fraction = reader.fraction(),
            let offset = reader.offset(), reader.isAtEnd,
            (1...12).contains(month), day >= 1, hour < 24, minute < 60,
            // The sixtieth second is a leap second: the first of the next minute, as clocks count.
            second <= 60
        else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        let civil = Timestamp.civil(day: days)
        // A day that its month does not have comes out in the next month.
        guard civil.month == month else { return nil }
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset * 60
        microseconds = seconds < 0 ? 0 : UInt64(seconds) * 1_000_000 + UInt64(fraction)
    }

    /// The number of a Gregorian day since 1970-01-01 (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

/// Reads the parts of a date one after the other.
private struct DateReader<Bytes: Collection> where Bytes.Element == UInt8 {
    private var rest: Bytes.SubSequence

    init(_ bytes: Bytes) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = rest.first, UInt32(byte) == character.value else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func number(digits: Int) -> Int64? {
        let text = rest.prefix(digits)
        guard text.count == digits, let number = ASCIIText.number(text) else { return nil }
        rest = rest.dropFirst(digits)
        return Int64(number)
    }

    /// Microseconds; 0 when there is no fraction.
    mutating func fraction() -> Int64? {
        guard take(".") else { return 0 }
        var value: Int64 = 0
        var count = 0
        while let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            if count < 6 { value = value * 10 + Int64(byte - UInt8(ascii: "0")) }
            count += 1
            rest = rest.dropFirst()
        }
        for _ in 0..<max(0, 6 - count) { value *= 10 }
        return count > 0 ? value : nil
    }

    /// Minutes east of Greenwich.
    mutating func offset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let isEast = take("+")
        guard isEast || take("-"), let hours = number(digits: 2), hours < 24, take(":"),
            let minutes = number(digits: 2), minutes < 60
        else { return nil }
        return (hours * 60 + minutes) * (isEast ? 1 : -1)
    }
}
