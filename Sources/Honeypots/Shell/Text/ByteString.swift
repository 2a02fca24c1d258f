/// Text as a shell knows it: bytes, in whatever encoding the visitor chose, or in none.
struct ByteString: Hashable, Sendable {
    var bytes: [UInt8]

    init() { bytes = [] }
    init(_ bytes: [UInt8]) { self.bytes = bytes }
    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
    init(_ text: String) { bytes = Array(text.utf8) }

    /// The text for people and dictionaries; what is no UTF-8 is repaired.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension ByteString: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    init(stringLiteral value: String) { bytes = Array(value.utf8) }
    init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

    /// Keeps the bytes of what is inserted as they are.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var bytes: [UInt8] = []

        init(literalCapacity: Int, interpolationCount: Int) { bytes.reserveCapacity(literalCapacity + 16) }
        mutating func appendLiteral(_ literal: String) { bytes += literal.utf8 }
        mutating func appendInterpolation(_ text: some Sequence<UInt8>) { bytes += text }
        mutating func appendInterpolation(_ text: some StringProtocol) { bytes += text.utf8 }
        mutating func appendInterpolation(_ number: some BinaryInteger) { bytes += String(number).utf8 }
    }

    static func + (a: Self, b: Self) -> Self {
        var sum = a
        sum.bytes += b.bytes
        return sum
    }

    static func += (a: inout Self, b: Self) { a.bytes += b.bytes }
}

extension ByteString: RandomAccessCollection, MutableCollection, RangeReplaceableCollection {
    typealias SubSequence = ArraySlice<UInt8>

    var startIndex: Int { 0 }
    var endIndex: Int { bytes.count }
    subscript(index: Int) -> UInt8 {
        get { bytes[index] }
        set { bytes[index] = newValue }
    }
    subscript(range: Range<Int>) -> ArraySlice<UInt8> {
        get { bytes[range] }
        set { bytes[range] = newValue }
    }
    mutating func replaceSubrange(_ range: Range<Int>, with new: some Collection<UInt8>) {
        bytes.replaceSubrange(range, with: new)
    }
}

extension ByteString: Comparable {
    /// Byte by byte, as the C locale orders.
    static func < (a: Self, b: Self) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}

extension ByteString: CustomStringConvertible {
    var description: String { text }
}

extension Collection<UInt8> {
    func hasPrefix(_ prefix: ByteString) -> Bool { starts(with: prefix) }

    /// Words between runs of blanks and tabs.
    var words: [ByteString] { split { $0 == 0x20 || $0 == 0x09 }.map { ByteString($0) } }

    /// Lines without their ends; a last line need not have one.
    var lines: [SubSequence] {
        var lines = split(separator: 0x0a, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// The decimal number these bytes are, with an optional sign and nothing else; nil when they are none or it does
    /// not fit.
    var decimal: Int? {
        guard count <= 20 else { return nil }
        return Int(String(decoding: self, as: UTF8.self))
    }

    /// Letters of ASCII made small.
    var lowercased: ByteString { ByteString(map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }) }
}

extension BidirectionalCollection<UInt8> {
    func hasSuffix(_ suffix: ByteString) -> Bool { reversed().starts(with: suffix.reversed()) }
}

extension UInt8 {
    var isDigit: Bool { (0x30...0x39).contains(self) }
    var isLetter: Bool { (0x41...0x5a).contains(self & 0xdf) }
    /// May begin a variable's name.
    var isNameStart: Bool { isLetter || self == UInt8(ascii: "_") }
    /// May stand in a variable's name.
    var isName: Bool { isNameStart || isDigit }
    var isBlank: Bool { self == 0x20 || self == 0x09 }
    /// Ends a word of the shell.
    var isWordBreak: Bool { self == 0x20 || self == 0x09 || self == 0x0a }
    /// isspace(3) in the C locale.
    var isSpace: Bool { self == 0x20 || (0x09...0x0d).contains(self) }

    /// The value of a hexadecimal digit.
    var hexadecimalValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }
}

extension Sequence<ByteString> {
    /// One text of all, with something in between.
    func joined(by separator: ByteString) -> ByteString { ByteString(joined(separator: separator.bytes)) }
}
