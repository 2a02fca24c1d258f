import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1

extension APIClient {
    /// Sends a request and reads the whole answer.
    ///
    /// - Returns: the body of a 2xx answer.
    func perform(_ request: APIRequest) async throws(APIError) -> [UInt8] {
        do {
            return try await TimeLimit.within(timeout, of: server) {
                let response = try await connections.client.execute(prepared(request), timeout: TimeAmount(timeout))
                guard (200...299).contains(response.status.code) else { throw await refusal(response) }
                return Array(buffer: try await response.body.collect(upTo: request.responseLimit))
            }
        } catch {
            throw .transport(error, server: server, limit: request.responseLimit)
        }
    }

    /// Sends a request and decodes the JSON of the answer.
    func answer<Answer: Decodable>(_ type: Answer.Type, to request: APIRequest) async throws(APIError) -> Answer {
        let body = try await perform(request)
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(body))
        } catch {
            throw .notJSON(
                server: server.authority, detail: "the answer to \(request.method) holds other fields or none")
        }
    }

    /// The request with address, credential and headers. For calls that read their answer as a stream.
    func prepared(_ request: APIRequest) -> HTTPClientRequest {
        var prepared = HTTPClientRequest(url: server.description + request.path)
        prepared.method = request.method
        prepared.headers.add(name: "user-agent", value: userAgent)
        prepared.headers.add(name: "accept-encoding", value: "gzip")
        if let credential { prepared.headers.add(name: "authorization", value: credential.authorization) }
        if let contentType = request.contentType { prepared.headers.add(name: "content-type", value: contentType) }
        if request.isGzipped { prepared.headers.add(name: "content-encoding", value: "gzip") }
        if !request.body.isEmpty { prepared.body = .bytes(ByteBuffer(bytes: request.body)) }
        return prepared
    }

    /// The error that an answer without success stands for.
    func refusal(_ response: HTTPClientResponse) async -> APIError {
        let body = try? await response.body.collect(upTo: APIError.maximumErrorBytes)
        return .answer(
            status: Int(response.status.code), retryAfter: response.headers.first(name: "retry-after"),
            body: body.map { Array(buffer: $0) } ?? [], server: server)
    }
}
