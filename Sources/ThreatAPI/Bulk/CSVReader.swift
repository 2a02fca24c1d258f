import Glibc

/// Reads comma-separated values (RFC 4180) record by record where they lie.
///
/// Lines may end in CRLF, LF or CR; a quoted field may hold any of them. Blanks around a field are not part of it unless
/// they are quoted. A field is copied only when it is asked for.
struct CSVReader {
    /// Fields of a record that are kept; more are passed over.
    static let maximumFields = 32

    struct Field: Equatable {
        fileprivate var range: Range<Int>
        /// Whether it holds quotation marks, each written twice.
        fileprivate var hasEscapes = false
    }

    enum Reading: Equatable {
        case record
        /// The record has another form; the next begins behind it. The text says what is wrong with it.
        case malformed(String)
        case end
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position: Int
    private let separator: UInt8
    /// The number of the record that was read last, from 1.
    private(set) var record = 0

    /// A byte order mark is passed over. The separator is a comma, or a semicolon where that is met first; Excel's line
    /// `sep=;` is obeyed, and counts as a record.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        let text = UnsafeBufferPointer(rebasing: bytes[position...])
        if text.count >= 5, ASCIIText.equalsIgnoringCase(text[..<4], "sep="), [0x2c, 0x3b, 0x09].contains(text[4]),
            text.count == 5 || text[5] == UInt8(ascii: "\r") || text[5] == UInt8(ascii: "\n")
        {
            separator = text[4]
            position += 5
            if position < bytes.count { endRecord() }
            record = 1
        } else {
            separator = Self.separator(of: text)
        }
    }

    /// The first comma or semicolon that stands outside quotation marks.
    private static func separator(of text: UnsafeBufferPointer<UInt8>) -> UInt8 {
        var isQuoted = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ","), UInt8(ascii: ";"): if !isQuoted { return byte }
            default: break
            }
        }
        return UInt8(ascii: ",")
    }

    /// Reads the next record into `fields`, of which there is one at least.
    mutating func next(into fields: inout [Field]) -> Reading {
        fields.removeAll(keepingCapacity: true)
        guard position < bytes.count else { return .end }
        record += 1
        while true {
            skipBlanks()
            var field = Field(range: position..<position)
            if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
                if let fault = takeQuoted(&field) { return .malformed(fault) }
            } else {
                takePlain(&field)
            }
            if fields.count < Self.maximumFields { fields.append(field) }
            guard position < bytes.count else { return .record }
            guard bytes[position] == separator else {
                endRecord()
                return .record
            }
            position += 1
        }
    }

    /// The text of a field of the record that was read last; `nil` when it is not UTF-8.
    func text(_ field: Field) -> String? {
        let raw = UnsafeBufferPointer(rebasing: bytes[field.range])
        guard field.hasEscapes else { return String(validating: raw, as: UTF8.self) }
        var text: [UInt8] = []
        text.reserveCapacity(raw.count)
        var isSecond = false
        for byte in raw {
            isSecond = byte == UInt8(ascii: "\"") && !isSecond
            if !isSecond { text.append(byte) }
        }
        return String(validating: text, as: UTF8.self)
    }

    func isEmpty(_ field: Field) -> Bool { field.range.isEmpty }

    // MARK: Parts

    private mutating func takePlain(_ field: inout Field) {
        let start = position
        while position < bytes.count, bytes[position] != separator, !isLineEnd(bytes[position]) { position += 1 }
        var end = position
        while end > start, isBlank(bytes[end - 1]) { end -= 1 }
        field.range = start..<end
    }

    /// Takes a field from its opening quotation mark on; returns what is wrong with it.
    private mutating func takeQuoted(_ field: inout Field) -> String? {
        position += 1
        let start = position
        while let quote = nextQuote() {
            guard quote + 1 < bytes.count, bytes[quote + 1] == UInt8(ascii: "\"") else {
                field.range = start..<quote
                position = quote + 1
                skipBlanks()
                guard position == bytes.count || bytes[position] == separator || isLineEnd(bytes[position]) else {
                    skipLine()
                    return "there is text behind a closing quotation mark; a quotation mark in a field is written twice"
                }
                return nil
            }
            field.hasEscapes = true
            position = quote + 2
        }
        position = bytes.count
        return "a quotation mark is not closed: everything behind it was taken for part of this row"
    }

    private func nextQuote() -> Int? {
        guard position < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + position, 0x22, bytes.count - position)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private mutating func skipLine() {
        while position < bytes.count, !isLineEnd(bytes[position]) { position += 1 }
        if position < bytes.count { endRecord() }
    }

    /// Passes over the line end at the current position.
    private mutating func endRecord() {
        let isReturn = bytes[position] == UInt8(ascii: "\r")
        position += 1
        if isReturn, position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
    }

    private mutating func skipBlanks() {
        while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    }

    private func isBlank(_ byte: UInt8) -> Bool {
        (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")) && byte != separator
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
