import IPNetworks
import ThreatModel

extension BulkReport {
    /// Reads a CSV file: address, category, protocol, comment, or whatever order its header names.
    ///
    /// The first row is a header when its first field is no address and its second no category either: a file without a
    /// header whose first address is misspelt loses no row without a word.
    init(csv body: UnsafeBufferPointer<UInt8>) throws(RequestError) {
        guard body.count <= Self.maximumCSVBytes else {
            throw .tooLarge("the CSV file may have at most \(Self.maximumCSVBytes) bytes")
        }
        guard !body.starts(with: [0xff, 0xfe]), !body.starts(with: [0xfe, 0xff]) else {
            throw .badRequest("the CSV file must be UTF-8; this one is UTF-16")
        }
        var reader = CSVReader(body)
        var fields: [CSVReader.Field] = []
        var columns = CSVColumns.standard
        var isFirst = true
        while true {
            switch reader.next(into: &fields) {
            case .end: return
            case .malformed(let reason):
                isFirst = false
                let ip = fields.indices.contains(columns.ip) ? reader.text(fields[columns.ip]) : nil
                try addUnreadable(row: reader.record, ip: ip, reason)
            case .record:
                // Blank lines, and the rows of nothing but separators that spreadsheets leave behind.
                if fields.allSatisfy({ reader.isEmpty($0) }) { continue }
                if isFirst {
                    isFirst = false
                    let texts = fields.map { reader.text($0) ?? "" }
                    if Self.isHeader(texts) {
                        columns = CSVColumns(header: texts)
                        continue
                    }
                }
                try take(fields, columns, from: reader)
            }
        }
    }

    private static func isHeader(_ fields: [String]) -> Bool {
        IPAddress(fields[0]) == nil && (fields.count < 2 || ReportCategory(nameOrNumber: fields[1]) == nil)
    }

    private mutating func take(
        _ fields: [CSVReader.Field], _ columns: CSVColumns, from reader: CSVReader
    ) throws(RequestError) {
        var isText = true
        /// `nil` for a field that is empty or not there.
        func text(_ column: Int?) -> String? {
            guard let column, column < fields.count, !reader.isEmpty(fields[column]) else { return nil }
            let text = reader.text(fields[column])
            if text == nil { isText = false }
            return text
        }
        let draft = ReportDraft(
            ip: text(columns.ip), category: text(columns.category), protocolName: text(columns.protocolName),
            comment: text(columns.comment), kind: text(columns.kind))
        if isText {
            try add(draft, row: reader.record)
        } else {
            try addUnreadable(row: reader.record, ip: draft.ip, "the row is not UTF-8")
        }
    }
}
