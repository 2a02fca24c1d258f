import ThreatModel

/// The JSON of one report.
enum ReportBody {
    static let maximumBytes = 16 << 10

    static func parse(_ body: UnsafeBufferPointer<UInt8>) throws(RequestError) -> Report {
        var draft = ReportDraft()
        do throws(JSONFault) {
            var reader = JSONReader(body)
            try reader.forEachMember { (name, value) throws(JSONFault) in try draft.take(name, from: &value) }
            try reader.expectEnd()
        } catch {
            throw .badRequest("the body is not a report: \(error.reason)")
        }
        return try draft.report()
    }
}
