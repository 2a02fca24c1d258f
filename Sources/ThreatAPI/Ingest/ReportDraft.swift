import IPNetworks
import ThreatModel

/// The parts of a report as somebody sent them, before any of them is known to be right.
struct ReportDraft {
    var ip: String?
    /// A name, a number, or a number as text.
    var category: String?
    var protocolName: String?
    var comment: String?
    var kind: String?

    /// Takes one member of a report's JSON object.
    mutating func take(_ name: String, from value: inout JSONReader) throws(JSONFault) {
        switch name {
        case "ip": ip = try Self.text(name, &value)
        case "category": category = value.nextIsString() ? try value.string() : String(try value.integer())
        case "protocol": protocolName = try Self.text(name, &value)
        case "comment": comment = try Self.text(name, &value)
        case "reportKind": kind = try Self.text(name, &value)
        default: try value.skipValue()
        }
    }

    /// Text, or `null` for none.
    private static func text(_ name: String, _ value: inout JSONReader) throws(JSONFault) -> String? {
        guard !value.takeNull() else { return nil }
        guard value.nextIsString() else { throw JSONFault("'\(name)' must be text") }
        return try value.string()
    }

    /// - Throws: ``RequestError`` that names the part that is wrong.
    func report() throws(RequestError) -> Report {
        guard let ip else { throw .badRequest("'ip' is missing: an IPv4 or IPv6 address is needed") }
        guard let address = IPAddress(ip) else {
            throw .badRequest("'ip' must be an IPv4 or IPv6 address")
        }
        guard let category else {
            throw .badRequest("'category' is missing; accepted: \(ReportCategory.acceptedNames), or 1 to 16")
        }
        guard let known = ReportCategory(nameOrNumber: category) else {
            throw .badRequest("'category' is unknown; accepted: \(ReportCategory.acceptedNames), or 1 to 16")
        }
        if let protocolName, Self.isLonger(protocolName, than: Report.maximumProtocolLength) {
            throw .badRequest("'protocol' may have at most \(Report.maximumProtocolLength) characters")
        }
        if let comment, Self.isLonger(comment, than: Report.maximumCommentLength) {
            throw .badRequest("'comment' may have at most \(Report.maximumCommentLength) characters")
        }
        var report = Report(
            address: address, category: known, protocolName: protocolName.map { $0.lowercased() }, comment: comment)
        if let kind {
            guard let known = ReportKind(name: kind) else {
                throw .badRequest("'reportKind' must be one of \(ReportKind.acceptedNames)")
            }
            report.kind = known
        }
        return report
    }

    /// Characters are code points, as nearly every client counts them: what a reader sees as one may have any number of
    /// them, and would have no bound.
    private static func isLonger(_ text: String, than limit: Int) -> Bool {
        // No text has more code points than bytes: most need no counting.
        text.utf8.count > limit && text.unicodeScalars.count > limit
    }
}
