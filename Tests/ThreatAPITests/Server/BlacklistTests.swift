import CZlib
import Foundation
import IPNetworks
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("GET /v1/key/blacklist")
    struct BlacklistTests {
        /// A server that lists three addresses, the last one first: they are equally bad, and it was seen last.
        static func withThree(_ body: @Sendable @escaping (TestServer, _ key: String) async throws -> Void) async throws
        {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                for address in ["45.66.1.1", "2a00:1450::5", "45.66.1.3"] {
                    server.clock.advance(by: .seconds(1))
                    #expect(try await server.report(address, key: key).status == 200)
                }
                // Reported by nobody in particular: known, and below the default.
                _ = try await server.administration.createAccount(named: "stranger", trusted: false)
                let stranger = try await server.administration.createKey(
                    forAccount: "stranger", tier: "free", label: "")
                try await server.refreshIdentities()
                #expect(try await server.report("45.66.1.4", key: stranger.secret.text).status == 200)
                // Documentation addresses are tests, however often they are reported.
                #expect(try await server.report("192.0.2.1", key: key).status == 200)
                try await body(server, key)
            }
        }

        @Test("Plain text is one address a line, in order, and nothing else")
        func plainText() async throws {
            try await Self.withThree { (server, key) async throws in
                let response = try await server.get("/v1/key/blacklist?plaintext=true", key: key)
                #expect(response.status == 200)
                #expect(response["Content-Type"] == "text/plain; charset=utf-8")
                #expect(response.text == "45.66.1.3\n2a00:1450::5\n45.66.1.1\n")
                #expect(response["X-Blacklist-Limit"] == "5000" && response["X-Blacklist-Used"] == "3")
                #expect(response["X-Blacklist-Remaining"] == "4997" && response["X-RateLimit-Remaining"] == "4997")
                #expect(response["X-Blacklist-Count"] == "3")
                #expect(response["X-Daily-Used"] == "3" && response["ETag"]?.hasPrefix("\"") == true)
            }
        }

        @Test("JSON has the same addresses with what is known of them")
        func json() async throws {
            try await Self.withThree { (server, key) async throws in
                let response = try await server.get("/v1/key/blacklist?limit=2", key: key)
                let answer = try JSONDecoder().decode(BlacklistAnswer.self, from: Data(response.body))
                #expect(answer.data.map(\.ip.description) == ["45.66.1.3", "2a00:1450::5"])
                #expect(answer.data.map(\.confidenceLevel) == [60, 60])
                #expect(answer.data[0].lastSeen == ManualClock.start.advanced(by: .seconds(3)))
                #expect(answer.meta.count == 2 && answer.meta.limit == 2 && answer.meta.scoreMinimum == 50)
                let sequence = try await server.store.read { try $0.lastSequence() }
                #expect(answer.meta.cursor.sequence == sequence)
                #expect(response["ETag"]?.hasPrefix("W/\"") == true)
                let rest = try JSONDecoder().decode(
                    BlacklistAnswer.self,
                    from: Data(try await server.get("/v1/key/blacklist?limit=9999999", key: key).body))
                #expect(rest.data.count == 3 && rest.meta.limit == 4998)
            }
        }

        @Test(
            "Filters decide what is listed",
            arguments: [
                ("ipVersion=4", "45.66.1.3 45.66.1.1"), ("ipVersion=6", "2a00:1450::5"),
                ("ipVersion=mixed&scoreMinimum=61", ""), ("limit=1", "45.66.1.3"),
                ("scoreMinimum=1", "45.66.1.3 2a00:1450::5 45.66.1.1 45.66.1.4"),
            ])
        func filters(_ query: String, _ expected: String) async throws {
            try await Self.withThree { (server, key) async throws in
                let response = try await server.get("/v1/key/blacklist?plaintext=true&\(query)", key: key)
                #expect(response.lines.joined(separator: " ") == expected)
                let json = try await server.get("/v1/key/blacklist?\(query)&format=json", key: key)
                let data = try JSONDecoder().decode(BlacklistAnswer.self, from: Data(json.body)).data
                #expect(data.map(\.ip.description).joined(separator: " ") == expected)
            }
        }

        @Test(
            "What is not understood is said",
            arguments: [
                ("format=csv", "'format' must be one of \(ListFormatRegistry.acceptedNames)"),
                ("scoreMinimum=0", "'scoreMinimum' must be a whole number from 1 to 100"),
                ("scoreMinimum=+50", "'scoreMinimum' must be a whole number from 1 to 100"),
                ("limit=0", "'limit' must be a whole number from 1 on"),
                ("limit=-1", "'limit' must be a whole number from 1 on"),
                ("ipVersion=5", "'ipVersion' must be 4, 6 or mixed"),
            ])
        func refused(_ query: String, _ sentence: String) async throws {
            try await TestServer.run { (server) async throws in
                let response = try await server.get("/v1/key/blacklist?\(query)", key: try await server.key())
                #expect(response.status == 400 && response.error == sentence)
            }
        }

        @Test("More parameters than are looked at are refused, not left unread")
        func manyParameters() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let query = (1...QueryParameters.maximumCount).map { "x\($0)=1" }.joined(separator: "&")
                #expect(try await server.get("/v1/key/blacklist?\(query)", key: key).status == 200)
                let response = try await server.get("/v1/key/blacklist?\(query)&scoreMinimum=99", key: key)
                #expect(response.status == 400 && response.error == "the query may have at most 64 parameters")
            }
        }

        @Test("A key may stand in the query, of lists alone")
        func keyInQuery() async throws {
            try await Self.withThree { (server, key) async throws in
                #expect(
                    try await server.get("/v1/key/blacklist?plaintext=true&limit=1&key=\(key)").text == "45.66.1.3\n")
                #expect(try await server.get("/v1/key/check/1.1.1.1?key=\(key)").status == 401)
                #expect(try await server.get("/v1/key/blacklist?key=sk_free_unknown").status == 401)
            }
        }

        @Test(
            "An unchanged list is a 304 that costs nothing; a changed one is sent", arguments: ["plaintext=true", ""])
        func conditional(_ query: String) async throws {
            try await Self.withThree { (server, key) async throws in
                let path = "/v1/key/blacklist?\(query)"
                let tag = try #require(try await server.get(path, key: key)["ETag"])
                for field in [tag, "W/\"x\", \(tag)", "*"] {
                    let unchanged = try await server.get(path, key: key, headers: [("If-None-Match", field)])
                    #expect(unchanged.status == 304 && unchanged.body.isEmpty && unchanged["ETag"] == tag)
                    #expect(unchanged["X-Blacklist-Remaining"] == "4997")
                }
                // A report about an address that is listed already, at the same moment, changes nothing about the text.
                #expect(try await server.report("45.66.1.9", key: key).status == 200)
                let changed = try await server.get(path, key: key, headers: [("If-None-Match", tag)])
                #expect(changed.status == 200 && changed["ETag"] != tag)
            }
        }

        @Test("Equal bytes have an equal tag after a restart")
        func tagAcrossRestart() async throws {
            let store = try await TestServer.run { (server) async throws in
                let key = try await server.key()
                for number in 1...50 { _ = try await server.report("45.66.2.\(number)", key: key) }
                return (server.store, key, try await server.get("/v1/key/blacklist?plaintext=true", key: key)["ETag"])
            }
            try await TestServer.run(on: store.0) { (server) async throws in
                let response = try await server.get("/v1/key/blacklist?plaintext=true", key: store.1)
                #expect(response.lines.count == 50 && response["ETag"] == store.2)
            }
        }

        @Test("HEAD says what GET would, and costs nothing")
        func head() async throws {
            try await Self.withThree { (server, key) async throws in
                let head = try await server.head("/v1/key/blacklist?plaintext=true", key: key)
                #expect(head.status == 200 && head["X-Blacklist-Remaining"] == "5000")
                let get = try await server.get("/v1/key/blacklist?plaintext=true", key: key)
                #expect(head["ETag"] == get["ETag"] && head["Content-Length"] == String(get.body.count))
                #expect(try await server.head("/v1/key/blacklist", key: key).status == 200)
            }
        }

        @Test(
            "gzip when it is asked for, and only then",
            arguments: ["plaintext=true", "plaintext=true&limit=2", "limit=2"])
        func gzip(_ query: String) async throws {
            try await Self.withThree { (server, key) async throws in
                let path = "/v1/key/blacklist?\(query)"
                for accepted in ["gzip", "deflate, gzip;q=0.5", "*, zstd;q=0"] {
                    let packed = try await server.get(path, key: key, headers: [("Accept-Encoding", accepted)])
                    #expect(packed["Content-Encoding"] == "gzip" && packed["Vary"] == "Accept-Encoding")
                    let plain = try await server.get(path, key: key, headers: [("Accept-Encoding", "gzip;q=0, br")])
                    #expect(plain["Content-Encoding"] == nil)
                    let unpacked = try Gunzip.unpack(packed.body)
                    if query.hasPrefix("plaintext") {
                        #expect(unpacked == plain.body)
                        #expect(packed["ETag"] != plain["ETag"])
                        let again = try await server.get(
                            path, key: key,
                            headers: [("Accept-Encoding", "gzip"), ("If-None-Match", try #require(packed["ETag"]))])
                        #expect(again.status == 304)
                    } else {
                        let answer = try JSONDecoder().decode(BlacklistAnswer.self, from: Data(unpacked))
                        #expect(answer.data.count == 2)
                    }
                }
            }
        }

        @Test("What is left of the quota is what is sent, and then there is no more")
        func quota() async throws {
            try await TestServer.run(configure: { $0.tiers[0].blacklist = 5 }) { (server) async throws in
                let (key, reporter) = (try await server.key(), try await server.key(tier: "tier_1"))
                for number in 1...4 { _ = try await server.report("45.66.3.\(number)", key: reporter) }
                let path = "/v1/key/blacklist?plaintext=true"
                let first = try await server.get(path, key: key)
                #expect(first.lines.count == 4 && first["X-Blacklist-Remaining"] == "1")
                #expect(try await server.get(path, key: key).lines.count == 1)
                let none = try await server.get(path, key: key)
                #expect(none.status == 429 && none["Retry-After"] == "43200" && none["X-Blacklist-Remaining"] == "0")
                #expect(
                    none.error == "today's quota of 5 blacklist addresses is used up; it starts anew at midnight UTC")
                // A copy that is still right is confirmed all the same.
                let tag = try #require(first["ETag"])
                #expect(try await server.get(path, key: key, headers: [("If-None-Match", tag)]).status == 304)
                server.clock.advance(by: .seconds(43_200))
                #expect(try await server.get(path, key: key).lines.count == 4)
            }
        }

        @Test("An unlimited tier is sent everything, without figures")
        func unlimited() async throws {
            try await TestServer.run(configure: { $0.tiers[0].blacklist = nil }) { (server) async throws in
                let key = try await server.key()
                for number in 1...4 { _ = try await server.report("45.66.3.\(number)", key: key) }
                let response = try await server.get("/v1/key/blacklist?plaintext=true", key: key)
                #expect(response.lines.count == 4 && response["X-Blacklist-Limit"] == nil)
            }
        }
    }
}
