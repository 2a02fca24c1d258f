import IPNetworks

/// Takes text of ranges apart, a line at a time and without a copy.
struct RangeLines {
    private static let accepted =
        "a line must read 'first,last,country', such as 16777216,16777471,AU or 2001:200::,2001:200:ffff::,JP"

    private let text: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var number = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    struct Line {
        var range: IPRange
        /// `nil` for anything but two letters.
        var country: CountryCode?
    }

    /// The next line that says something; `nil` at the end.
    mutating func next() throws(PlaceError.Reason) -> Line? {
        while position < text.count {
            number &+= 1
            switch text[position] {
            case UInt8(ascii: "#"):
                try skipLine()
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                try skipLine()
            default:
                return try line()
            }
        }
        return nil
    }

    /// What is wrong with the last line when it does not stand behind the one before.
    var outOfOrder: PlaceError.Reason { .line(number, "it begins before the line above ends: ranges must ascend") }

    private mutating func skipLine() throws(PlaceError.Reason) {
        while position < text.count, text[position] != UInt8(ascii: "\n") { position &+= 1 }
        guard position < text.count else { throw .cut }
        position &+= 1
    }

    private mutating func line() throws(PlaceError.Reason) -> Line {
        let first = try address()
        let last = try address()
        guard let range = try? IPRange(first, last) else {
            throw .line(number, "its first address must be of the family of its last, and not behind it")
        }
        let country = position
        try skipLine()
        var end = position &- 1
        if end > country, text[end &- 1] == UInt8(ascii: "\r") { end &-= 1 }
        guard end &- country == 2 else { throw .line(number, Self.accepted) }
        return Line(range: range, country: CountryCode(text[country], text[country &+ 1]))
    }

    /// The address up to the next comma, which is passed over.
    private mutating func address() throws(PlaceError.Reason) -> IPAddress {
        let start = position
        var value: UInt64 = 0
        var isNumber = true
        while position < text.count, position &- start <= IPAddress.longestText {
            let byte = text[position]
            if byte == UInt8(ascii: ",") { break }
            if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), value <= UInt64(UInt32.max) {
                value = value * 10 + UInt64(byte &- UInt8(ascii: "0"))
            } else {
                isNumber = false
            }
            position &+= 1
        }
        guard position < text.count else { throw .cut }
        let end = position
        guard end > start, text[end] == UInt8(ascii: ",") else { throw .line(number, Self.accepted) }
        position &+= 1
        if isNumber, let bits = UInt32(exactly: value) { return IPAddress(v4: bits) }
        guard let address = IPAddress(utf8: text.extracting(start..<end).span) else {
            throw .line(number, Self.accepted)
        }
        return address
    }
}
