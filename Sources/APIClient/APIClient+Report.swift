import FoundationEssentials
import IPNetworks
import NIOHTTP1
package import ThreatModel

extension APIClient {
    /// Tells the server what an address did (`POST /v1/key/report`). One report of the quota; durable when this returns.
    package func report(_ report: Report) async throws(APIError) {
        let body: Data
        do {
            body = try JSONEncoder().encode(ReportBody(report))
        } catch {
            throw .invalid("The report cannot be written as JSON: \(error)")
        }
        _ = try await perform(
            APIRequest(
                method: .POST, path: "/v1/key/report", body: Array(body), contentType: "application/json"))
    }
}

/// A report as the wire has it.
private struct ReportBody: Encodable {
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
