import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// How a server answers, good or bad: for whoever looks for the fault.
package struct ServerExamination: Equatable, Sendable {
    package var status: Int
    /// Its `Date`, as it came (RFC 9110 §6.6.1).
    package var date: String?
}

extension APIClient {
    /// Asks for the key's status and tells what came, whatever it was.
    ///
    /// - Throws: when nothing came.
    package func examine() async throws(APIError) -> ServerExamination {
        let request = APIRequest(path: "/v1/key/status")
        do {
            return try await TimeLimit.within(timeout, of: server) {
                let response = try await connections.client.execute(prepared(request), timeout: TimeAmount(timeout))
                let examination = ServerExamination(
                    status: Int(response.status.code), date: response.headers.first(name: "date"))
                _ = try? await response.body.collect(upTo: request.responseLimit)
                return examination
            }
        } catch {
            throw .transport(error, server: server, limit: request.responseLimit)
        }
    }
}
