import NIOHTTP1
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("GET /v1/key/blacklist/delta")
    struct DeltaTests {
        @Test("Additions and removals since the cursor of a list; an addition costs a unit")
        func delta() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                _ = try await server.report("45.66.1.1", key: key)
                let list = try await server.get("/v1/key/blacklist?plaintext=true", key: key)
                let cursor = try #require(list["X-Blacklist-Cursor"])
                for number in 2...4 { _ = try await server.report("45.66.1.\(number)", key: key) }
                let path = "/v1/key/blacklist/delta?since=\(cursor)"
                let head = try await server.head(path, key: key)
                #expect(head.status == 200 && head["X-Blacklist-Used"] == "1")
                let delta = try await server.get(path, key: key)
                let next = try #require(delta["X-Blacklist-Cursor"])
                #expect(
                    delta.text == #"{"cursor":"\#(next)","more":false,"fullResync":false,"added":["#
                        + (2...4).map { #"{"ip":"45.66.1.\#($0)","confidenceLevel":60}"# }.joined(separator: ",")
                        + #"],"removed":[]}"# + "\n")
                #expect(delta["X-Blacklist-Used"] == "4" && delta["Content-Type"] == "application/json")
                let text = try await server.get(path + "&plaintext=true&scoreMinimum=50", key: key)
                #expect(text.text == "+45.66.1.2\n+45.66.1.3\n+45.66.1.4\n" && text["X-Blacklist-Cursor"] == next)
                let nothing = try await server.get("/v1/key/blacklist/delta?since=\(next)&plaintext=true", key: key)
                #expect(nothing.status == 200 && nothing.body.isEmpty && nothing["X-Blacklist-Used"] == "7")
            }
        }

        @Test("A cursor that is of no use any more says so; no cursor is an error")
        func resync() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let path = "/v1/key/blacklist/delta?since=1-1"
                #expect(
                    try await server.get(path, key: key).text
                        == #"{"cursor":null,"more":false,"fullResync":true,"added":[],"removed":[]}"# + "\n")
                let text = try await server.get(path + "&format=plaintext", key: key)
                #expect(text.status == 410 && text.error.hasSuffix("fetch the list"))
                let missing = try await server.get("/v1/key/blacklist/delta", key: key)
                #expect(missing.status == 400 && missing.error.hasPrefix("'since' must be the cursor"))
                for query in ["format=nft", "limit=5", "aggregate=true&plaintext=true", "since=x"] {
                    #expect(try await server.get("/v1/key/blacklist/delta?\(query)", key: key).status == 400)
                }
                #expect(try await server.get(path).status == 401)
                #expect(try await server.get(path + "&key=\(key)").status == 200)
            }
        }

        @Test("What the quota allows for is told, and the rest later")
        func quota() async throws {
            try await TestServer.run(configure: { $0.tiers[0].blacklist = 2 }) { (server) async throws in
                let (key, reporter) = (try await server.key(), try await server.key(tier: "tier_1"))
                let cursor = try #require(try await server.head("/v1/key/blacklist", key: key)["X-Blacklist-Cursor"])
                for number in 1...3 { _ = try await server.report("45.66.1.\(number)", key: reporter) }
                let path = "/v1/key/blacklist/delta?plaintext=true&since="
                let first = try await server.get(path + cursor, key: key)
                #expect(first.text == "+45.66.1.1\n+45.66.1.2\n" && first["X-Blacklist-Remaining"] == "0")
                let next = try #require(first["X-Blacklist-Cursor"])
                #expect(try await server.get(path + next, key: key).status == 429)
                server.clock.advance(by: .seconds(43_200))
                #expect(try await server.get(path + next, key: key).text == "+45.66.1.3\n")
            }
        }
    }
}
