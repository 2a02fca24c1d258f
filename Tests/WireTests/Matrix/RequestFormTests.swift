import TestWire
import Testing

/// Bytes that are no request, or one that goes on for ever.
@Suite("Requests of another form", .wireServer())
struct RequestFormTests {
    /// By what is wrong with them.
    private static let requests: [String: String] = [
        "no target": "GET\r\n\r\n",
        "no version": "GET /healthz\r\n\r\n",
        "a method nobody knows": "BREW /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
        "a field without a colon": "GET /healthz HTTP/1.1\r\nHost x\r\n\r\n",
        "no text": "\u{16}\u{3}\u{1}\r\n\r\n",
        "a negative length": "GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "two lengths": "GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "a length and chunks":
            "POST /v1/key/report HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "a chunk without a length":
            "POST /v1/key/report HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "a field of 1 MB": "GET /healthz HTTP/1.1\r\nHost: x\r\nX: \(tooLong)\r\n\r\n",
        "a field of 1 MB in a hot request": "GET /v1/key/check/45.1.1.1 HTTP/1.1\r\nHost: x\r\nX: \(tooLong)\r\n\r\n",
        "a target of 1 MB": "GET /\(tooLong) HTTP/1.1\r\nHost: x\r\n\r\n",
        "300 fields": "GET /healthz HTTP/1.1\r\n" + (1...300).map { "X\($0): y\r\n" }.joined() + "\r\n",
    ]
    private static let tooLong = String(repeating: "a", count: 1 << 20)

    @Test("What is no HTTP/1.1 is told so, and the connection is closed", arguments: requests.keys.sorted())
    func noRequest(_ fault: String) async throws {
        let bytes = try #require(Self.requests[fault])
        let server = try WireServer.current
        try await server.withConnection { connection in
            connection.send(bytes)
            // A server that has heard enough may hang up while more is on its way: then the answer may be lost.
            if let answer = try? connection.answer() {
                #expect([400, 401, 431].contains(answer.status))
                #expect(answer.error != nil, "\(answer.text)")
            } else {
                #expect(bytes.utf8.count > 10_000)
            }
            #expect(connection.waitForEnd())
        }
        #expect(try await server.get("/healthz").status == 200)
    }

    @Test("A head that comes byte by byte is a head")
    func slowly() async throws {
        let server = try WireServer.current
        let key = try await server.key()
        let answer = try await server.withConnection { connection in
            for byte in WireRequest.get("/v1/key/check/45.99.1.1", key: key).bytes {
                connection.send([byte])
            }
            return try connection.answer()
        }
        #expect(answer.status == 200)
    }
}
