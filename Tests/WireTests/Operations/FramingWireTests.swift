import TestWire
import Testing

/// The running program, as it is without any setting.
@Suite("Requests that are no requests, on the wire", .wireServer())
struct FramingWireTests {
    /// One by the fast path, one by the router.
    static let paths = ["/v1/key/check/45.0.0.1", "/healthz"]

    @Test("A broken head has one answer with a sentence, and ends the connection", arguments: BrokenRequest.heads)
    func heads(_ request: BrokenRequest) async throws {
        let server = try WireServer.current
        for path in Self.paths {
            try await server.withConnection { connection in
                connection.send(request.bytes(path: path))
                let answer = try connection.answer()
                #expect(request.statuses.contains(answer.status), "\(answer.status) \(answer.text)")
                #expect(answer.error != nil && answer["Connection"] == "close")
                #expect(connection.waitForEnd() && !connection.hasMore)
            }
        }
    }

    @Test("A broken body has one answer, and ends the connection", arguments: BrokenRequest.bodies)
    func bodies(_ request: BrokenRequest) async throws {
        let server = try WireServer.current
        for path in Self.paths {
            try await server.withConnection { connection in
                connection.send(request.bytes(path: path))
                _ = try connection.answer()
                #expect(throws: WireError.self) { try connection.answer() }
                #expect(connection.waitForEnd())
            }
        }
    }
}
