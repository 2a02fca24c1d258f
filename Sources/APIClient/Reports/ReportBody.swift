import IPNetworks
import ThreatModel

/// A report as the wire has it.
struct ReportBody: Encodable {
    var ip: String
    var category: String
    var `protocol`: String?
    var comment: String?
    /// Absent for what the reporter saw itself, which is what every other client sends.
    var reportKind: String?

    init(_ report: Report) {
        ip = report.address.description
        category = report.category.name
        `protocol` = report.protocolName
        comment = report.comment
        reportKind = report.kind == .observed ? nil : report.kind.name
    }
}
