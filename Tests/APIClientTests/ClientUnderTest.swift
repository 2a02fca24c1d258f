import APIClient
import TestServers

/// Runs a test against a client whose server answers as told, and closes both afterwards.
func withClient(
    timeout: Duration = .seconds(10), credential: String? = "sk_free_0123456789abcdefghij",
    answer: @escaping TestHTTPServer.Handler, _ test: (APIClient) async throws -> Void
) async throws {
    let server = try await TestHTTPServer(handler: answer)
    let connections = HTTPConnections()
    let client = APIClient(
        server: try ServerURL(server.url), credential: try credential.map { try Credential($0) },
        connections: connections, timeout: timeout, userAgent: "sikker/test")
    let outcome: Result<Void, any Error>
    do {
        try await test(client)
        outcome = .success(())
    } catch {
        outcome = .failure(error)
    }
    await connections.shutdown()
    await server.stop()
    try outcome.get()
}

/// The error a call fails with; `nil` when it does not.
func failure(of call: () async throws -> Void) async -> APIError? {
    do {
        try await call()
        return nil
    } catch {
        return error as? APIError
    }
}
