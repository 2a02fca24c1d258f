import IPNetworks
import ThreatModel

extension BulkReport {
    /// Reads a CSV file: address, category, protocol, comment, or whatever order its header names.
    ///
    /// The first row is a header when its first field is no address and its second no category either: a file without a
    /// header whose first address is misspelt loses no row without a word.
    init(csv body: UnsafeBufferPointer<UInt8>) throws(RequestError) {
        try self.init(csv: body, isHeader: Self.isHeader, columns: { $0.map { CSVColumns(header: $0) } ?? .standard }) {
            (text, columns) throws(RequestError) in
            try ReportDraft(
                ip: text(columns.ip), category: text(columns.category), protocolName: text(columns.protocolName),
                comment: text(columns.comment), kind: text(columns.kind)
            ).report()
        }
    }

    /// Reads a CSV file of reports in somebody's way to write them.
    ///
    /// - Parameters:
    ///   - isHeader: whether the first row, which has a field at least, names columns.
    ///   - columns: what it names, or the columns of a file without one.
    ///   - report: made of a row, whose fields `text` gives: `nil` for one that is empty or not there.
    init(
        csv body: UnsafeBufferPointer<UInt8>, isHeader: ([String]) -> Bool, columns: ([String]?) -> CSVColumns,
        report: (_ text: (Int?) -> String?, CSVColumns) throws(RequestError) -> Report
    ) throws(RequestError) {
        guard body.count <= Self.maximumCSVBytes else {
            throw .tooLarge("the CSV file may have at most \(Self.maximumCSVBytes) bytes")
        }
        guard !body.starts(with: [0xff, 0xfe]), !body.starts(with: [0xfe, 0xff]) else {
            throw .badRequest("the CSV file must be UTF-8; this one is UTF-16")
        }
        var reader = CSVReader(body)
        var fields: [CSVReader.Field] = []
        var known = columns(nil)
        var isFirst = true
        while true {
            switch reader.next(into: &fields) {
            case .end: return
            case .malformed(let reason):
                isFirst = false
                let ip = fields.indices.contains(known.ip) ? reader.text(fields[known.ip]) : nil
                try addUnreadable(row: reader.record, ip: ip, reason)
            case .record:
                // Blank lines, and the rows of nothing but separators that spreadsheets leave behind.
                if fields.allSatisfy({ reader.isEmpty($0) }) { continue }
                if isFirst {
                    isFirst = false
                    let texts = fields.map { reader.text($0) ?? "" }
                    if isHeader(texts) {
                        known = columns(texts)
                        continue
                    }
                }
                try take(fields, known, from: reader, report)
            }
        }
    }

    private static func isHeader(_ fields: [String]) -> Bool {
        IPAddress(fields[0]) == nil && (fields.count < 2 || ReportCategory(nameOrNumber: fields[1]) == nil)
    }

    private mutating func take(
        _ fields: [CSVReader.Field], _ columns: CSVColumns, from reader: CSVReader,
        _ report: (_ text: (Int?) -> String?, CSVColumns) throws(RequestError) -> Report
    ) throws(RequestError) {
        func text(_ column: Int?) -> String? {
            guard let column, column < fields.count, !reader.isEmpty(fields[column]) else { return nil }
            return reader.text(fields[column])
        }
        let named = [columns.ip, columns.category, columns.protocolName, columns.comment, columns.kind, columns.time]
        let isText = named.compactMap { $0 }.allSatisfy { column in
            column >= fields.count || reader.text(fields[column]) != nil
        }
        if isText {
            try add(row: reader.record, ip: text(columns.ip)) { () throws(RequestError) in try report(text, columns) }
        } else {
            try addUnreadable(row: reader.record, ip: text(columns.ip), "the row is not UTF-8")
        }
    }
}
