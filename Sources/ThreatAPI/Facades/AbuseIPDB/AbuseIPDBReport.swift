import IPNetworks
import ThreatModel
import WebPages

/// A report as AbuseIPDB's clients send it.
struct AbuseIPDBReport {
    var ip: String?
    /// Numbers with commas between them.
    var categories: String?
    var comment: String?
    /// When it happened. Looked at and not used: a report counts from when it comes, whatever its sender says.
    var timestamp: String?

    static let maximumBytes = 16 << 10

    init() {}

    /// From the query and the body of a request, which may be a form or JSON.
    init(_ parameters: AbuseIPDBParameters) {
        ip = parameters["ip"]
        categories = parameters["categories"]
        comment = parameters["comment"]
        timestamp = parameters["timestamp"]
    }

    init(json body: UnsafeBufferPointer<UInt8>) throws(RequestError) {
        do throws(JSONFault) {
            var reader = JSONReader(body)
            try reader.forEachMember { (name, value) throws(JSONFault) in
                switch name {
                case "ip": ip = try value.string()
                case "categories":
                    categories = value.nextIsString() ? try value.string() : String(try value.integer())
                case "comment": comment = try value.string()
                case "timestamp": timestamp = try value.string()
                default: try value.skipValue()
                }
            }
            try reader.expectEnd()
        } catch {
            throw .badRequest("the body is not a report: \(error.reason)")
        }
    }

    /// - Throws: ``RequestError`` that names the part that is wrong.
    func report() throws(RequestError) -> Report {
        guard let ip else { throw .badRequest("'ip' is missing: an IPv4 or IPv6 address is needed") }
        guard let address = IPAddress(ip) else {
            throw .badRequest("'ip' must be an IPv4 or IPv6 address, such as 8.8.8.8 or 2001:4860:4860::8888")
        }
        guard let categories else {
            throw .badRequest(
                "'categories' is missing: numbers from 1 to \(AbuseIPDBCategory.all.count), such as 18,22")
        }
        let (category, protocolName) = try AbuseIPDBCategory.meaning(of: categories)
        // Forms and rows have every field, and say nothing in some.
        if let timestamp, !timestamp.isEmpty, !Self.isTime(timestamp) {
            throw .badRequest("'timestamp' must be a time in ISO 8601, such as 2026-11-22T10:00:37+00:00")
        }
        return Report(
            address: address, category: category, protocolName: protocolName, comment: comment.map(Self.cut))
    }

    /// Theirs may be a little longer than ours (fail2ban's action sends 1,004 characters): the beginning is kept.
    private static func cut(_ comment: String) -> String {
        guard comment.utf8.count > Report.maximumCommentLength else { return comment }
        return String(String.UnicodeScalarView(comment.unicodeScalars.prefix(Report.maximumCommentLength)))
    }

    /// ISO 8601 with a blank for the `T`, and for a plus sign that was not encoded; without an offset too.
    private static func isTime(_ text: String) -> Bool {
        guard text.utf8.count <= 40 else { return false }
        var bytes = Array(text.utf8)
        for index in bytes.indices where bytes[index] == UInt8(ascii: " ") {
            bytes[index] = UInt8(ascii: index == 10 ? "T" : "+")
        }
        let time = String(decoding: bytes, as: UTF8.self)
        return VersionTime(rfc3339: time) != nil || VersionTime(rfc3339: time + "Z") != nil
    }
}

extension BulkReport {
    /// Reads AbuseIPDB's CSV file: `IP,Categories,ReportDate,Comment`, or whatever order its header names.
    init(abuseIPDB body: UnsafeBufferPointer<UInt8>) throws(RequestError) {
        try self.init(
            csv: body,
            isHeader: {
                IPAddress($0[0]) == nil && (try? AbuseIPDBCategory.meaning(of: $0.dropFirst().first ?? "")) == nil
            },
            columns: { $0.map { CSVColumns(abuseIPDB: $0) } ?? .abuseIPDB }
        ) { text, columns throws(RequestError) in
            var report = AbuseIPDBReport()
            report.ip = text(columns.ip)
            report.categories = text(columns.category)
            report.timestamp = text(columns.time)
            report.comment = text(columns.comment)
            return try report.report()
        }
    }

    /// `{"data":{"savedReports":…,"invalidReports":[{"error":…,"input":…,"rowNumber":…}]}}`
    var abuseIPDBJSON: [UInt8] {
        var json = JSONWriter(capacity: 64 + 160 * refusals.count)
        json.literal("{\"data\":{\"savedReports\":")
        json.integer(rows.count)
        json.literal(",\"invalidReports\":")
        json.array(refusals) { json, refusal in
            json.literal("{\"error\":")
            json.string(refusal.reason)
            json.literal(",\"input\":")
            json.string(refusal.ip ?? "")
            json.literal(",\"rowNumber\":")
            json.integer(refusal.row)
            json.literal("}")
        }
        json.literal("}}\n")
        return json.bytes
    }
}
