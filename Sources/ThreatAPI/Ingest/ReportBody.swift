import IPNetworks
import ThreatModel

/// The JSON of one report.
enum ReportBody {
    static let maximumBytes = 16 << 10

    static func parse(_ body: UnsafeBufferPointer<UInt8>) throws(RequestError) -> Report {
        var parts = Parts()
        do throws(JSONFault) {
            var reader = JSONReader(body)
            try reader.forEachMember { (name, value) throws(JSONFault) in try parts.take(name, from: &value) }
            try reader.expectEnd()
        } catch {
            throw .badRequest("the body is not a report: \(error.reason)")
        }
        return try parts.report()
    }

    private struct Parts {
        var ip: String?
        var category: String?
        var protocolName: String?
        var comment: String?
        var kind: String?

        mutating func take(_ name: String, from value: inout JSONReader) throws(JSONFault) {
            switch name {
            case "ip": ip = try Self.text(name, &value)
            // A name, a number, or a number as text.
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
            if let protocolName, protocolName.count > Report.maximumProtocolLength {
                throw .badRequest("'protocol' may have at most \(Report.maximumProtocolLength) characters")
            }
            if let comment, comment.count > Report.maximumCommentLength {
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
    }
}
