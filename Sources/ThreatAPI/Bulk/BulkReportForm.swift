/// The ways in which many reports may come in one body.
enum BulkReportForm: Equatable {
    case json
    case csv
    /// A CSV file in the field `file` of a form.
    case multipart(contentType: String)
    /// The sender did not say: the first character tells.
    case unnamed

    static let mediaTypes = ["application/json", "multipart/form-data", "text/csv"]

    /// What a form may hold besides the file.
    private static let formOverhead = 16 << 10

    init(contentType: String?) {
        switch contentType?.prefix(while: { $0 != ";" }).lowercased().filter({ $0 != " " }) {
        case nil: self = .unnamed
        case "multipart/form-data": self = .multipart(contentType: contentType ?? "")
        case "text/csv": self = .csv
        // What is none of these is refused with the body.
        case .some: self = .json
        }
    }

    var maximumBytes: Int {
        switch self {
        case .json, .unnamed: BulkReport.maximumJSONBytes
        case .csv: BulkReport.maximumCSVBytes
        case .multipart: BulkReport.maximumCSVBytes + Self.formOverhead
        }
    }

    func read(_ body: UnsafeBufferPointer<UInt8>) throws(RequestError) -> BulkReport {
        switch self {
        case .json: return try BulkReport(json: body)
        case .csv: return try BulkReport(csv: body)
        case .multipart(let contentType):
            let file = try MultipartForm(body, contentType: contentType).field("file")
            return try BulkReport(csv: UnsafeBufferPointer(rebasing: body[file]))
        case .unnamed:
            let first = body.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
            return first == UInt8(ascii: "{") ? try BulkReport(json: body) : try BulkReport(csv: body)
        }
    }
}
