import Geolocation
import IPNetworks
import ThreatModel

extension JSONWriter {
    mutating func address(_ address: IPAddress) {
        literal("\"")
        plain(address)
        literal("\"")
    }

    /// The canonical text without quotation marks.
    mutating func plain(_ address: IPAddress) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: IPAddress.maximumTextLength) { buffer in
            let count = address.write(into: buffer)
            append(UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// A word of one of our own vocabularies: needs no escaping.
    mutating func word(_ member: some NamedVocabulary) {
        literal("\"")
        plain(member.name)
        literal("\"")
    }

    /// `"DE"`, or `null` for an address that is nowhere known.
    mutating func countryCode(_ country: CountryCode?) {
        guard let country else { return literal("null") }
        literal("\"")
        plain(country.text)
        literal("\"")
    }

    /// `"2026-11-22T09:05:03.120Z"`, the form of ``Timestamp/rfc3339``, without making a string of it.
    mutating func rfc3339(milliseconds: Int64) {
        let (days, ofDay) = milliseconds.flooredDivision(by: 86_400_000)
        let (year, month, day) = Timestamp.civil(day: days)
        literal("\"")
        padded(year, 4)
        literal("-")
        padded(month, 2)
        literal("-")
        padded(day, 2)
        literal("T")
        padded(ofDay / 3_600_000, 2)
        literal(":")
        padded(ofDay / 60_000 % 60, 2)
        literal(":")
        padded(ofDay / 1000 % 60, 2)
        literal(".")
        padded(ofDay % 1000, 3)
        literal("Z\"")
    }

    /// A number below 10,000 with leading zeros.
    private mutating func padded(_ value: Int64, _ width: Int) {
        if width > 3, value < 1000 { literal("0") }
        if width > 2, value < 100 { literal("0") }
        if width > 1, value < 10 { literal("0") }
        integer(value)
    }
}

extension Int64 {
    /// The quotient rounded towards minus infinity and the remainder, which is never negative.
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
