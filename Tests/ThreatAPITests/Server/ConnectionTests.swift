import IPNetworks
import NIOHTTP1
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("Connections")
    struct ConnectionTests {
        static func request(_ target: String, _ key: String, more: String = "") -> String {
            "GET \(target) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(key)\r\n\(more)\r\n"
        }

        static func answers(_ text: String) -> Int { text.split(separator: "HTTP/1.1 ").count }

        @Test("Requests that come together are answered in their order, whichever door answers them")
        func pipelining() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let targets = [
                    "/v1/key/check/45.0.0.1", "/v1/key/check/45.0.0.2", "/healthz", "/v1/key/check/45.0.0.3",
                ]
                let text = try await RawConnection.exchange(
                    [targets.map { Self.request($0, key) }.joined()], port: server.port,
                    until: { Self.answers($0) == 4 && $0.hasSuffix("}\n") })
                let bodies = text.split(separator: "\r\n\r\n").dropFirst().map { $0.prefix { $0 != "," } }
                #expect(
                    bodies == [#"{"ip":"45.0.0.1""#, #"{"ip":"45.0.0.2""#, #"{"status":"ok""#, #"{"ip":"45.0.0.3""#])
            }
        }

        @Test("An answer to HEAD ends with its head, whichever door gives it", arguments: [false, true])
        func bodiless(_ byRouter: Bool) async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let targets = [
                    "/v1/key/blacklist", "/v1/key/blacklist?plaintext=true", "/v1/key/blacklist/stream",
                    "/v1/key/check/45.0.0.1", "/v1/key/status", "/healthz", "/metrics", "/nothing",
                ]
                let requests = targets.map { Self.request($0, key).replacing(/^GET/, with: "HEAD") }
                let text = try await RawConnection.exchange(
                    [
                        ((byRouter ? [Self.request("/healthz", key)] : []) + requests
                            + [Self.request("/v1/key/check/45.0.0.2", key)]).joined()
                    ],
                    port: server.port, until: { $0.contains(#"{"ip":"45.0.0.2""#) && $0.hasSuffix("}\n") })
                // Nothing but the bodies of the GETs stands between one head and the next.
                let bodies = text.split(separator: /HTTP\/1\.1 [^{]*?\r\n\r\n/)
                #expect(bodies.map { $0.prefix(6) } == (byRouter ? [#"{"stat"#] : []) + [#"{"ip":"#])
                #expect(Self.answers(text) == targets.count + (byRouter ? 2 : 1))
            }
        }

        @Test("A head may come byte by byte")
        func portions() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                for target in ["/v1/key/check/45.0.0.1", "/v1/key/status"] {
                    let text = try await RawConnection.exchange(
                        Self.request(target, key).map { String($0) }, port: server.port, until: { $0.hasSuffix("}\n") })
                    #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && Self.answers(text) == 1)
                }
            }
        }

        @Test(
            "Unusual requests are the router's, and answered all the same",
            arguments: [
                "Connection: close\r\n", "Content-Length: 0\r\n", "Expect: 100-continue\r\n", "Accept: */*\r\n X\r\n",
                "Upgrade: h2c\r\n", "X: \u{e9}\r\n",
            ])
        func unusual(_ more: String) async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let text = try await RawConnection.exchange(
                    [Self.request("/v1/key/check/45.0.0.1", key, more: more)], port: server.port,
                    until: { $0.hasSuffix("}\n") })
                #expect(text.contains(#"{"ip":"45.0.0.1""#) || text.hasPrefix("HTTP/1.1 400"))
            }
        }

        @Test("A client that asks before it sends is told to go on")
        func expectContinue() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let body = #"{"ip":"45.66.1.1","category":1}"#
                let head =
                    "POST /v1/key/report HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(key)\r\nExpect: 100-continue\r\n"
                    + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                let text = try await RawConnection.exchange(
                    [head, body], port: server.port, until: { $0.hasSuffix("}\n") })
                #expect(text.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"))
            }
        }

        @Test("A client that does not read is not answered without end")
        func notReading() async throws {
            try await TestServer.run(configure: { $0.tiers[0].lookups = nil }) { (server) async throws in
                let key = try await server.key()
                let burst = String(repeating: Self.request("/v1/key/check/45.0.0.1", key), count: 4000)
                let text = try await RawConnection.exchange(
                    [burst], port: server.port, until: { Self.answers($0) == 4000 })
                #expect(Self.answers(text) == 4000)
            }
        }

        @Test("A head without end is refused")
        func endlessHead() async throws {
            try await TestServer.run { (server) async throws in
                let line = "X: " + String(repeating: "y", count: 4000) + "\r\n"
                let text = try await RawConnection.exchange(
                    ["GET /v1/key/check/1.1.1.1 HTTP/1.1\r\n"] + Array(repeating: line, count: 20), port: server.port,
                    until: { $0.contains("}") })
                #expect(text.hasPrefix("HTTP/1.1 431 ") && text.contains(#"{"error":"#))
            }
        }

        @Test("A stop waits for nobody who has nothing to wait for", .timeLimit(.minutes(2)))
        func stopping() async throws {
            // Nothing but the connections' own end may end it.
            try await TestServer.run(configure: { $0.shutdownLimit = .seconds(3600) }) { (server) async throws in
                let key = try await server.key()
                // Idle connections of both doors stay open in the client's pool.
                for path in ["/v1/key/check/1.1.1.1", "/healthz"] { _ = try await server.get(path, key: key) }
            }
        }
    }
}
