import AsyncHTTPClient
package import NIOCore
import NIOHTTP1

extension APIClient {
    /// The least that a connection must carry, in bytes a second, for a file to arrive.
    private static let leastRate = 16 * 1024

    /// Whether the server has a file that a visitor left (`GET /v1/sensor/blobs/{sha256}`).
    package func hasBlob(_ sha256: String) async throws(APIError) -> Bool {
        do {
            _ = try await perform(APIRequest(path: Self.path(sha256)))
            return true
        } catch .rejected(status: 404, _) {
            return false
        }
    }

    /// Hands a file over that a visitor left (`PUT /v1/sensor/blobs/{sha256}`). It is durable on the server when this returns.
    ///
    /// - Parameters:
    ///   - body: the file's bytes, asked for as fast as the connection takes them.
    ///   - length: how many these are.
    package func sendBlob<Body: AsyncSequence & Sendable>(
        _ sha256: String, _ body: Body, length: Int
    ) async throws(APIError) where Body.Element == ByteBuffer {
        var request = prepared(
            APIRequest(method: .PUT, path: Self.path(sha256), contentType: "application/octet-stream"))
        request.body = .stream(body, length: .known(Int64(length)))
        let limit = timeout + .seconds(length / Self.leastRate)
        do {
            try await TimeLimit.within(limit, of: server) { [request] in
                let response = try await connections.client.execute(request, timeout: TimeAmount(limit))
                guard (200...299).contains(response.status.code) else { throw await refusal(response) }
                // Read to its end, so that the connection can be used again.
                _ = try await response.body.collect(upTo: APIError.maximumErrorBytes)
            }
        } catch {
            throw .transport(error, server: server, limit: APIError.maximumErrorBytes)
        }
    }

    private static func path(_ sha256: String) -> String { "/v1/sensor/blobs/\(sha256)" }
}
