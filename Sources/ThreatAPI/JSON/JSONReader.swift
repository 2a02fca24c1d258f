/// Reads JSON (RFC 8259) value by value where it lies, without building a tree.
///
/// Made for input from strangers: nothing traps, nesting is bounded, text must be UTF-8, and only what is asked for is
/// copied. The caller knows the shape it wants; what has another shape throws.
struct JSONReader {
    /// Arrays and objects inside one another, in a value that is passed over.
    static let maximumDepth = 16
    /// Members of one object.
    static let maximumMembers = 256

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    // MARK: Values

    /// Visits the members of an object; `body` must read each value, or pass over it. A member that occurs twice is a
    /// fault: whichever of its values counted, the sender may have meant the other (RFC 8259 §4).
    mutating func forEachMember(
        _ body: (String, inout JSONReader) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        var names: [String] = []
        try forEveryMember { (name, reader) throws(JSONFault) in
            guard !names.contains(name) else { throw JSONFault("'\(name.prefix(64))' occurs twice") }
            names.append(name)
            try body(name, &reader)
        }
    }

    /// As ``forEachMember(_:)``, whatever the names.
    private mutating func forEveryMember(
        _ body: (String, inout JSONReader) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        try expect(UInt8(ascii: "{"), "a JSON object")
        guard !take(UInt8(ascii: "}")) else { return }
        for _ in 0..<Self.maximumMembers {
            let name = try string()
            try expect(UInt8(ascii: ":"), "':' after a name")
            try body(name, &self)
            if take(UInt8(ascii: "}")) { return }
            try expect(UInt8(ascii: ","), "',' or '}' after a member")
        }
        throw JSONFault("an object has more than \(Self.maximumMembers) members")
    }

    /// Visits the elements of an array; `body` must read each, or pass over it.
    mutating func forEachElement(_ body: (inout JSONReader) throws(JSONFault) -> Void) throws(JSONFault) {
        try expect(UInt8(ascii: "["), "a list")
        guard !take(UInt8(ascii: "]")) else { return }
        repeat { try body(&self) } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"), "',' or ']' after an element")
    }

    mutating func string() throws(JSONFault) -> String {
        try expect(UInt8(ascii: "\""), "text in quotation marks")
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let text = String(validating: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
                position += 1
                guard let text else { throw JSONFault("text is not UTF-8") }
                return text
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw JSONFault("text holds a control character that is not escaped")
            default: position += 1
            }
        }
        throw JSONFault("text does not end")
    }

    /// A whole number that fits 64 bits. Some languages write one as `1.0`; an exponent is nobody's way to write one.
    mutating func integer() throws(JSONFault) -> Int64 {
        skipBlanks()
        let start = position
        let integral = try skipNumber()
        guard let value = Int64(String(decoding: bytes[start..<integral], as: UTF8.self)),
            bytes[integral..<position].allSatisfy({ $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "0") })
        else { throw JSONFault("a whole number is expected") }
        return value
    }

    mutating func boolean() throws(JSONFault) -> Bool {
        skipBlanks()
        if takeWord("true") { return true }
        guard takeWord("false") else { throw JSONFault("true or false is expected") }
        return false
    }

    /// What kind of value comes next, by its first character.
    mutating func nextIsString() -> Bool {
        skipBlanks()
        return position < bytes.count && bytes[position] == UInt8(ascii: "\"")
    }

    /// Takes `null` when it comes next.
    mutating func takeNull() -> Bool {
        skipBlanks()
        return takeWord("null")
    }

    /// Passes over one value of any shape.
    mutating func skipValue() throws(JSONFault) { try skipValue(depth: 0) }

    /// Nothing but blanks may follow.
    mutating func expectEnd() throws(JSONFault) {
        skipBlanks()
        guard position == bytes.count else { throw JSONFault("there is more after the end of the value") }
    }

    // MARK: Parts

    private mutating func skipValue(depth: Int) throws(JSONFault) {
        guard depth < Self.maximumDepth else { throw JSONFault("values are nested too deeply") }
        skipBlanks()
        guard position < bytes.count else { throw JSONFault("a value is missing") }
        switch bytes[position] {
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "{"):
            try forEveryMember { (_, reader) throws(JSONFault) in try reader.skipValue(depth: depth + 1) }
        case UInt8(ascii: "["):
            position += 1
            guard !take(UInt8(ascii: "]")) else { return }
            repeat { try skipValue(depth: depth + 1) } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "]"), "',' or ']' after an element")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try skipNumber()
        default:
            guard takeWord("null") || takeWord("true") || takeWord("false") else {
                throw JSONFault("a value is expected")
            }
        }
    }

    /// Passes over a number (RFC 8259 §6); returns where its integral part ends.
    @discardableResult
    private mutating func skipNumber() throws(JSONFault) -> Int {
        takeByte(UInt8(ascii: "-"))
        let digits = position
        try skipDigits()
        guard position == digits + 1 || bytes[digits] != UInt8(ascii: "0") else {
            throw JSONFault("a number may not begin with a zero")
        }
        let integral = position
        if takeByte(UInt8(ascii: ".")) { try skipDigits() }
        if takeByte(UInt8(ascii: "e")) || takeByte(UInt8(ascii: "E")) {
            if !takeByte(UInt8(ascii: "-")) { takeByte(UInt8(ascii: "+")) }
            try skipDigits()
        }
        return integral
    }

    /// One digit at least.
    private mutating func skipDigits() throws(JSONFault) {
        let start = position
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            position += 1
        }
        guard position > start else { throw JSONFault("a number is expected") }
    }

    /// Takes a byte when it comes next, with no blank before it.
    @discardableResult
    private mutating func takeByte(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// The rest of a text whose first escape stands at the current position.
    private mutating func escapedString(from start: Int) throws(JSONFault) -> String {
        var text = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else { throw JSONFault("text is not UTF-8") }
                return text
            case UInt8(ascii: "\\"): try appendEscape(to: &text)
            case 0..<0x20: throw JSONFault("text holds a control character that is not escaped")
            default: text.append(byte)
            }
        }
        throw JSONFault("text does not end")
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(JSONFault) {
        guard position < bytes.count else { throw JSONFault("text does not end") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0c)
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "r"): text.append(0x0d)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var units = [try hexUnit()]
            // A character beyond U+FFFF is a pair of units.
            if UTF16.isLeadSurrogate(units[0]), takeWord("\\u") { units.append(try hexUnit()) }
            guard let character = String(validating: units, as: UTF16.self) else {
                throw JSONFault("an escape stands for half a character")
            }
            text.append(contentsOf: character.utf8)
        default: throw JSONFault("an escape is unknown")
        }
    }

    private mutating func hexUnit() throws(JSONFault) -> UInt16 {
        guard bytes.count - position >= 4,
            bytes[position..<position + 4].allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw JSONFault("an escape needs four hexadecimal digits") }
        position += 4
        return unit
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0a, 0x0d: position += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func takeWord(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: length)
        guard bytes.count - position >= length, bytes[position..<position + length].elementsEqual(expected) else {
            return false
        }
        position += length
        return true
    }

    private mutating func expect(_ byte: UInt8, _ what: StaticString) throws(JSONFault) {
        guard take(byte) else { throw JSONFault("\(what) is expected") }
    }
}
