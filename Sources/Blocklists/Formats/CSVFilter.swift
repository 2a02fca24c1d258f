import IPNetworks

/// Makes lines of a plain list out of a table (RFC 4180) that arrives in pieces: a line for each record, with the entry
/// first and the record behind it as a comment.
///
/// Lines that begin with `#` are comments. The header that names columns is the first record, or a comment before it, as
/// some publishers have it. With a numbered column, a first record without an entry there is taken for a header.
struct CSVFilter: Sendable {
    private enum Phase {
        /// Before the first byte of a field.
        case start
        case plain
        case quoted
        /// Behind a quotation mark in a quoted field: the end of it, or the first of two that stand for one.
        case quote
    }

    /// A quotation mark that is never closed would make one record of all that follows.
    private static let longestRecord = 64 << 10
    private static let keptRecord = 120
    /// Names that a refusal lists.
    private static let shownNames = 20

    private let column: CSVColumn
    /// Counted from 0; `nil` until the header is known.
    private var wanted: Int?
    private var isFirstRecord = true

    private var phase = Phase.start
    private var isComment = false
    private var field: [UInt8] = []
    private var fieldNumber = 0
    private var entry: [UInt8]?
    /// The fields of a record that may be the header.
    private var names: [[UInt8]] = []
    private var record: [UInt8] = []
    private var recordLength = 0

    init(_ column: CSVColumn) {
        self.column = column
        switch column {
        case .number(let number): wanted = number - 1
        case .name: break
        }
    }

    /// Appends to `lines` the records that have become complete.
    mutating func consume(_ chunk: Span<UInt8>, into lines: inout [UInt8]) throws(ListRefusal) {
        for index in chunk.indices { try take(chunk[index], &lines) }
    }

    /// The table has ended; its last record may lack a line feed.
    mutating func finish(into lines: inout [UInt8]) throws(ListRefusal) {
        if phase == .quoted, !isComment {
            throw .notInFormat("The last record of the table has a quotation mark that is not closed.")
        }
        if recordLength > 0 { try endRecord(&lines) }
        if wanted == nil { throw .notInFormat("The table has no header that names its columns.") }
    }

    private mutating func take(_ byte: UInt8, _ lines: inout [UInt8]) throws(ListRefusal) {
        if byte == UInt8(ascii: "\n"), phase != .quoted || isComment { return try endRecord(&lines) }
        recordLength += 1
        guard recordLength <= Self.longestRecord else {
            throw .notInFormat("A record of the table is longer than \(Self.longestRecord) bytes.")
        }
        if record.count < Self.keptRecord { record.append(byte < 0x20 ? UInt8(ascii: " ") : byte) }
        switch phase {
        case .start:
            if byte == UInt8(ascii: "#"), recordLength == 1 {
                isComment = true
            } else if byte == UInt8(ascii: "\"") {
                phase = .quoted
            } else if byte == UInt8(ascii: ",") {
                endField()
            } else if byte != UInt8(ascii: " ") {
                phase = .plain
                keep(byte)
            }
        case .plain:
            if byte == UInt8(ascii: ",") { endField() } else { keep(byte) }
        case .quoted:
            if byte == UInt8(ascii: "\"") { phase = .quote } else { keep(byte) }
        case .quote:
            if byte == UInt8(ascii: "\"") {
                phase = .quoted
                keep(byte)
            } else if byte == UInt8(ascii: ",") {
                endField()
            }
        }
    }

    /// A byte more than a line may have shows that it is too long.
    private mutating func keep(_ byte: UInt8) {
        if field.count <= ListRules.longestLine { field.append(byte) }
    }

    private mutating func endField() {
        if fieldNumber == wanted { entry = field }
        if wanted == nil, names.count < CSVColumn.most { names.append(field) }
        field.removeAll(keepingCapacity: true)
        fieldNumber += 1
        phase = .start
    }

    private mutating func endRecord(_ lines: inout [UInt8]) throws(ListRefusal) {
        endField()
        defer {
            entry = nil
            names = []
            record.removeAll(keepingCapacity: true)
            (recordLength, fieldNumber, isComment) = (0, 0, false)
        }
        guard let column = wanted else {
            try lookForHeader()
            return lines.append(contentsOf: "#\n".utf8)
        }
        // A carriage return alone is an empty line as well.
        guard !isComment, recordLength > 1 || record.first.map({ $0 != UInt8(ascii: " ") }) ?? false else {
            return lines.append(contentsOf: "#\n".utf8)
        }
        let isHeader = isFirstRecord && !isEntry(entry)
        isFirstRecord = false
        if isHeader { return lines.append(contentsOf: "#\n".utf8) }
        write(column, &lines)
    }

    private func isEntry(_ field: [UInt8]?) -> Bool {
        guard let field, let text = String(validating: field, as: UTF8.self) else { return false }
        return IPRange(String(text.filter { !$0.isWhitespace })) != nil
    }

    private mutating func lookForHeader() throws(ListRefusal) {
        guard case .name(let name) = column else { return }
        let titles = names.map(Self.title)
        if let index = titles.firstIndex(of: name.lowercased()) {
            wanted = index
            isFirstRecord = false
        } else if !isComment, recordLength > 1 {
            let shown = titles.prefix(Self.shownNames).joined(separator: ", ")
            throw .notInFormat("The table has no column named '\(name)'; there are: \(shown).")
        }
    }

    /// A name as it is compared and shown: in small letters, of printable ASCII.
    private static func title(_ field: [UInt8]) -> String {
        var title = field.prefix(64).drop { $0 == UInt8(ascii: " ") }
        if title.starts(with: [0xef, 0xbb, 0xbf]) { title = title.dropFirst(3) }
        while let last = title.last, last <= 0x20 { title.removeLast() }
        let shown = title.map { (0x20...0x7e).contains($0) ? $0 : UInt8(ascii: "?") }
        return String(decoding: shown, as: UTF8.self).lowercased()
    }

    private func write(_ column: Int, _ lines: inout [UInt8]) {
        if let entry, !entry.isEmpty {
            // A field may hold line feeds; a line may not.
            lines += entry.map { $0 < 0x20 && $0 != UInt8(ascii: "\r") ? UInt8(ascii: "?") : $0 }
        } else {
            lines += Array((entry == nil ? "(no column \(column + 1))" : "(empty)").utf8)
        }
        if fieldNumber > 1 {
            lines += Array(" # ".utf8)
            lines += record
        }
        lines.append(UInt8(ascii: "\n"))
    }
}
