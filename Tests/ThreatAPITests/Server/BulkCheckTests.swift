import Foundation
import NIOHTTP1
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("POST /v1/key/bulk-check-inline")
    struct BulkCheckTests {
        private static func ask(_ text: String, key: String, of server: TestServer) async throws -> TestResponse {
            try await server.send(
                .POST, "/v1/key/bulk-check-inline", key: key, headers: [("Content-Type", "text/plain")],
                body: Array(text.utf8))
        }

        @Test("Each address is answered once, and costs one lookup")
        func answers() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                _ = try await server.report("45.66.1.2", key: key)
                let response = try await Self.ask("9.9.9.9\r\n\n45.66.1.2\n9.9.9.9\n2A00::1\n", key: key, of: server)
                #expect(
                    response.text == """
                        {"queried":3,"found":1,"results":[\
                        {"ip":"9.9.9.9","found":false,"confidenceLevel":null,"countryCode":null,"lastSeen":null},\
                        {"ip":"45.66.1.2","found":true,"confidenceLevel":60,"countryCode":null,\
                        "lastSeen":\(ManualClock.start.milliseconds)},\
                        {"ip":"2a00::1","found":false,"confidenceLevel":null,"countryCode":null,"lastSeen":null}]}

                        """)
                #expect(response["X-RateLimit-Remaining"] == "997" && response["X-Daily-Used"] == "3")
                #expect(
                    try await Self.ask("\n", key: key, of: server).text
                        == "{\"queried\":0,\"found\":0,\"results\":[]}\n")
            }
        }

        @Test("Without lookups for all of them there is no answer, and no cost")
        func quota() async throws {
            try await TestServer.run(configure: { $0.tiers[0].lookups = 5 }) { (server) async throws in
                let key = try await server.key()
                #expect(try await Self.ask("1.1.1.1\n1.1.1.2", key: key, of: server).status == 200)
                let refused = try await Self.ask("1.1.1.1\n1.1.1.2\n1.1.1.3\n1.1.1.4", key: key, of: server)
                #expect(refused.status == 429 && refused["Retry-After"] == "43200")
                #expect(refused.error.hasPrefix("4 lookups are needed and 3 are left today"))
                #expect(refused["X-RateLimit-Remaining"] == "3")
                #expect(try await Self.ask("1.1.1.1\n1.1.1.2\n1.1.1.3", key: key, of: server).status == 200)
                #expect(try await Self.ask("1.1.1.1", key: key, of: server).error.hasPrefix("today's quota of 5"))
            }
        }

        @Test("What is not understood is said, and costs nothing")
        func refused() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let line = try await Self.ask("1.1.1.1\nnonsense", key: key, of: server)
                #expect(line.status == 400 && line.error == "line 2 must be an IPv4 or IPv6 address")
                let json = try await server.post("/v1/key/bulk-check-inline", key: key, json: "[]")
                #expect(json.status == 415 && json.error == "the body must be text/plain")
                let large = try await Self.ask(String(repeating: "\n", count: 10 << 20 + 1), key: key, of: server)
                #expect(large.status == 413)
                let many = (0...10_000).map { "45.\($0 / 65536).\($0 / 256 % 256).\($0 % 256)\n" }.joined()
                #expect(try await Self.ask(many, key: key, of: server).status == 413)
                #expect(try await server.get("/v1/key/bulk-check-inline", key: key).status == 405)
                #expect(try await server.get("/v1/key/status", key: key).text.contains(#""lookups":{"used":0,"#))
            }
        }
    }
}
