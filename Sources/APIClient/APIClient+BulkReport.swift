import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
package import ThreatModel

extension APIClient {
    /// The most reports of one request.
    package static var mostBulkReports: Int { 10_000 }

    /// Tells the server what many addresses did (`POST /v1/key/bulk-report`). One report of the quota for each that is
    /// taken; these are durable when this returns.
    package func report(_ reports: [Report]) async throws(APIError) -> BulkReportReceipt {
        guard reports.count <= Self.mostBulkReports else {
            throw .invalid("\(reports.count) reports are too many for one request; it takes \(Self.mostBulkReports)")
        }
        let body: Data
        do {
            body = try JSONEncoder().encode(["reports": reports.map(ReportBody.init)])
        } catch {
            throw .invalid("The reports cannot be written as JSON: \(error)")
        }
        let request = APIRequest(
            method: .POST, path: "/v1/key/bulk-report", body: Array(body), contentType: "application/json",
            responseLimit: Self.bulkReportAnswerLimit)
        do {
            return try await TimeLimit.within(timeout, of: server) {
                let response = try await connections.client.execute(prepared(request), timeout: TimeAmount(timeout))
                guard (200...299).contains(response.status.code) else { throw await refusal(response) }
                let bytes = Array(buffer: try await response.body.collect(upTo: request.responseLimit))
                return try receipt(bytes, response.headers, sent: reports.count)
            }
        } catch {
            throw .transport(error, server: server, limit: request.responseLimit)
        }
    }

    /// A sentence for each of the most reports.
    private static var bulkReportAnswerLimit: Int { 8 << 20 }

    private func receipt(
        _ body: [UInt8], _ headers: HTTPHeaders, sent: Int
    ) throws(APIError) -> BulkReportReceipt {
        guard let answer = try? JSONDecoder().decode(BulkReportAnswer.self, from: Data(body)) else {
            throw .notJSON(server: server.authority, detail: "the answer to a bulk report holds other fields or none")
        }
        func figure(_ name: String) -> Int? { headers.first(name: name).flatMap { Int($0) } }
        // Rows are numbered from 1. A number that is none of ours says nothing about a report.
        let refusals = answer.errors.filter { (1...max(sent, 1)).contains($0.row) }.map {
            BulkReportReceipt.Refusal(
                index: $0.row - 1, sentence: String($0.error.prefix(APIError.maximumSentenceLength)))
        }
        return BulkReportReceipt(
            accepted: max(0, answer.accepted), refusals: refusals, remaining: figure("x-report-remaining"),
            limit: figure("x-report-limit"))
    }
}

/// The answer as the wire has it.
private struct BulkReportAnswer: Decodable {
    struct Refusal: Decodable {
        var row: Int
        var error: String
    }

    var accepted: Int
    var errors: [Refusal]
}
