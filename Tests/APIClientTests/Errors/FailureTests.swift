import APIClient
import TestServers
import Testing

/// What a call makes of everything that is no good answer.
@Suite struct FailureTests {
    @Test(
        arguments: [
            (.error(401, "Unknown key."), .unauthorised("Unknown key.")),
            (.json("", status: 401), .unauthorised("status 401")),
            (.error(403, "The key is disabled."), .forbidden("The key is disabled.")),
            (.error(413, "At most 4 MiB."), .requestTooLarge("At most 4 MiB.")),
            (.error(400, "Line 7: no JSON."), .rejected(status: 400, sentence: "Line 7: no JSON.")),
            (.error(404, "No such path."), .rejected(status: 404, sentence: "No such path.")),
            (
                .error(429, "Used up.", headers: [("Retry-After", "3600")]),
                .quota(retryAfter: .seconds(3600), sentence: "Used up.")
            ),
            (.error(429, "Used up."), .quota(retryAfter: nil, sentence: "Used up.")),
            (
                .error(503, "Starting.", headers: [("Retry-After", " 5")]),
                .serverFault(status: 503, retryAfter: .seconds(5), sentence: "Starting.")
            ),
            (
                .error(503, "Busy.", headers: [("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT")]),
                .serverFault(status: 503, retryAfter: nil, sentence: "Busy.")
            ),
            (
                .error(503, "Busy.", headers: [("Retry-After", "-1")]),
                .serverFault(status: 503, retryAfter: nil, sentence: "Busy.")
            ),
            (
                .error(503, "Busy.", headers: [("Retry-After", "99999999999")]),
                .serverFault(status: 503, retryAfter: .seconds(86_400), sentence: "Busy.")
            ),
            (.json("<html>", status: 502), .serverFault(status: 502, retryAfter: nil, sentence: "no reason given")),
        ] as [(TestAnswer, APIError)])
    func statusesAreTold(answer: TestAnswer, expected: APIError) async throws {
        try await withClient(answer: { _ in answer }) { client in
            #expect(await failure { _ = try await client.status() } == expected)
        }
    }

    /// A proxy's or another program's answer: never taken for the server's word about the data that was sent.
    @Test(
        arguments: [
            .json("<html>Not found</html>", status: 404), .json("{}", status: 400), .json("", status: 301),
            .json("<html>Welcome</html>"), .json("{\"acked\":\"many\"}"), .json(""), .json("[1,2]"),
            .json("", status: 204),
        ] as [TestAnswer])
    func strangersAreRecognised(answer: TestAnswer) async throws {
        try await withClient(answer: { _ in answer }) { client in
            let error = await failure { _ = try await client.sendSensorEvents([]) }
            guard case .notJSON = error else {
                Issue.record("taken for \(String(describing: error))")
                return
            }
            #expect(error?.isTransient == true)
        }
    }

    @Test func redirectsAreNotFollowed() async throws {
        try await withClient(answer: { request in
            request.target == "/elsewhere"
                ? .json(#"{"acked":1}"#) : .json("", status: 307, headers: [("Location", "/elsewhere")])
        }) { client in
            #expect(await failure { _ = try await client.sendSensorEvents([]) } != nil)
        }
    }

    @Test func silenceIsATimeout() async throws {
        try await withClient(timeout: .milliseconds(50), answer: { _ in .hang }) { client in
            #expect(await failure { _ = try await client.status() } == .timeout(server: client.server.authority))
        }
    }

    @Test func nobodyListening() async throws {
        let server = try await TestHTTPServer { _ in .hang }
        await server.stop()
        let connections = HTTPConnections()
        let client = APIClient(server: try ServerURL(server.url), credential: nil, connections: connections)
        let error = await failure { _ = try await client.status() }
        await connections.shutdown()
        #expect(error == .unreachable(server: "127.0.0.1:\(server.port)", reason: "connection refused"))
        #expect(error?.isTransient == true)
    }

    @Test(
        arguments: [.cut, .raw(Array("SSH-2.0-OpenSSH\r\n".utf8)), .raw(Array("HTTP/1.1 200 OK\r\nContent-Le".utf8))]
            as [TestAnswer])
    func brokenConnectionsAreUnreachable(answer: TestAnswer) async throws {
        try await withClient(answer: { _ in answer }) { client in
            let error = await failure { _ = try await client.status() }
            guard case .unreachable = error else {
                Issue.record("taken for \(String(describing: error))")
                return
            }
        }
    }

    @Test func hugeAnswersAreNotRead() async throws {
        let page = [UInt8](repeating: 0x20, count: 3 * 1024 * 1024)
        try await withClient(answer: { _ in .answer(status: 200, body: page) }) { client in
            #expect(await failure { _ = try await client.status() } == .responseTooLarge(limit: 1024 * 1024))
        }
    }

    @Test func hugeErrorsAreCutOff() async throws {
        let sentence = String(repeating: "x", count: 20_000)
        try await withClient(answer: { _ in .error(400, sentence) }) { client in
            let error = await failure { _ = try await client.status() }
            #expect(error == .rejected(status: 400, sentence: String(repeating: "x", count: 500)))
        }
        try await withClient(answer: { _ in .error(500, String(repeating: "x", count: 200_000)) }) { client in
            let error = await failure { _ = try await client.status() }
            #expect(error == .serverFault(status: 500, retryAfter: nil, sentence: "no reason given"))
        }
    }

    @Test func cancellationEndsTheCall() async throws {
        try await withClient(answer: { _ in .hang }) { client in
            let call = Task { await failure { _ = try await client.status() } }
            call.cancel()
            #expect(await call.value == .cancelled)
        }
    }

    /// Whatever goes wrong, the secret is in no error's text.
    @Test func secretsStayOutOfErrors() async throws {
        let secret = "st_VERYSECRETVERYSECRETVERYSECRET"
        let answers: [TestAnswer] = [
            .error(401, "no"), .error(403, "no"), .json("<"), .cut, .raw([1, 2, 3]), .error(500, "no"), .hang,
        ]
        for answer in answers {
            try await withClient(timeout: .milliseconds(50), credential: secret, answer: { _ in answer }) { client in
                let error = try #require(await failure { _ = try await client.status() })
                var dumped = ""
                dump(error, to: &dumped)
                dump(client, to: &dumped)
                #expect(!"\(error) \(String(reflecting: error)) \(client) \(dumped)".contains("SECRET"))
            }
        }
    }
}
