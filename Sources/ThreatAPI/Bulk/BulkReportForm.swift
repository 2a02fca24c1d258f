/// The ways in which many reports may come in one body.
struct BulkReportForm: Equatable {
    private enum Kind: Equatable {
        case json
        case csv
        /// A CSV file in a field of a form.
        case multipart(contentType: String)
        /// The sender did not say: the first character tells.
        case unnamed
    }

    /// Whose way of writing reports it is.
    enum Dialect {
        case own
        /// A CSV file alone, in the field `csv` where it comes in a form.
        case abuseIPDB

        var mediaTypes: [String] {
            switch self {
            case .own: ["application/json", "multipart/form-data", "text/csv"]
            case .abuseIPDB: ["multipart/form-data", "text/csv"]
            }
        }

        fileprivate var fieldName: String {
            switch self {
            case .own: "file"
            case .abuseIPDB: "csv"
            }
        }

        fileprivate func read(csv: UnsafeBufferPointer<UInt8>) throws(RequestError) -> BulkReport {
            switch self {
            case .own: try BulkReport(csv: csv)
            case .abuseIPDB: try BulkReport(abuseIPDB: csv)
            }
        }

        /// What the sender is told.
        func json(of bulk: BulkReport) -> [UInt8] {
            switch self {
            case .own: bulk.json
            case .abuseIPDB: bulk.abuseIPDBJSON
            }
        }
    }

    /// What a form may hold besides the file.
    private static let formOverhead = 16 << 10

    private let kind: Kind
    private let dialect: Dialect

    init(contentType: String?, dialect: Dialect = .own) {
        self.dialect = dialect
        switch contentType?.prefix(while: { $0 != ";" }).lowercased().filter({ $0 != " " }) {
        case nil: kind = dialect == .own ? .unnamed : .csv
        case "multipart/form-data": kind = .multipart(contentType: contentType ?? "")
        case "text/csv": kind = .csv
        // What is none of these is refused with the body.
        case .some: kind = .json
        }
    }

    var maximumBytes: Int {
        switch kind {
        case .json, .unnamed: BulkReport.maximumJSONBytes
        case .csv: BulkReport.maximumCSVBytes
        case .multipart: BulkReport.maximumCSVBytes + Self.formOverhead
        }
    }

    func read(_ body: UnsafeBufferPointer<UInt8>) throws(RequestError) -> BulkReport {
        switch kind {
        case .json: return try BulkReport(json: body)
        case .csv: return try dialect.read(csv: body)
        case .multipart(let contentType):
            let file = try MultipartForm(body, contentType: contentType).field(dialect.fieldName)
            return try dialect.read(csv: UnsafeBufferPointer(rebasing: body[file]))
        case .unnamed:
            let first = body.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
            return first == UInt8(ascii: "{") ? try BulkReport(json: body) : try BulkReport(csv: body)
        }
    }
}
