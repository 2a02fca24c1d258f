import FoundationEssentials
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
