import IPNetworks
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("GET /v1/key/check of part of the evidence")
    struct CheckPartTests {
        private static func check(
            _ query: String, key: String, of server: TestServer
        ) async throws -> CheckAnswer {
            try CheckTests.decode(try await server.get("/v1/key/check/45.66.1.2?\(query)", key: key))
        }

        @Test("Only what is younger and on the protocols asked about counts")
        func parts() async throws {
            let folder = try TemporaryFolder()
            let store = try SQLiteStore(path: folder.path + "/store.sqlite")
            try await TestServer.run(on: store) { (server) async throws in
                let (key, token) = (try await server.key(), try await server.sensorToken())
                _ = try await server.send(try TestVisit.dropper("45.66.1.2").events, token: token)
                server.clock.advance(by: .seconds(10 * 86_400))
                let body = #"{"ip":"45.66.1.2","category":"spam","protocol":"smtp"}"#
                _ = try await server.post("/v1/key/report", key: key, json: body)

                let plain = try await server.get("/v1/key/check/45.66.1.2", key: key)
                let all = try CheckTests.decode(plain)
                #expect(all.totalSessions == 1 && all.contributor.reportCount == 1)
                // More than there is leaves the answer as it is.
                let names = AttackProtocol.allCases.map(\.name).joined(separator: ",")
                for query in [
                    "maxAge=30d", "maxAge=11d&protocols=\(names)", "protocols=telnet,SMTP", "maxAge=315360000",
                ] {
                    let same = try await server.get("/v1/key/check/45.66.1.2?\(query)", key: key)
                    #expect(same.text == plain.text, "\(query)")
                }
                for query in ["maxAge=9d", "maxAge=777600", "protocols=smtp", "maxAge=30d&protocols=smtp,ssh"] {
                    let young = try await Self.check(query, key: key, of: server)
                    #expect(young.found && young.totalSessions == 0 && young.behaviors == [], "\(query)")
                    #expect(young.contributor.reportCount == 1 && young.confidenceLevel == 60)
                    #expect(young.firstSeen == server.clock.now.rfc3339)
                }
                let telnet = try await Self.check("protocols=telnet", key: key, of: server)
                #expect(telnet.totalSessions == 1 && telnet.totalEvents == 5 && telnet.contributor.reportCount == 0)
                #expect(telnet.behaviors == all.behaviors && telnet.primitives == all.primitives)
                #expect(telnet.lastSeen == ManualClock.start.rfc3339)
                for query in ["protocols=redis", "maxAge=1h&protocols=telnet"] {
                    let none = try await Self.check(query, key: key, of: server)
                    #expect(!none.found && none.confidenceLevel == 0 && none.lastSeen == nil)
                }
                server.clock.advance(by: .seconds(7200))
                #expect(try await !Self.check("maxAge=45m", key: key, of: server).found)
            }
            await store.close()
        }

        @Test("Nothing is read for who has no lookup left, and nothing spent when the store is away")
        func costs() async throws {
            let store = FailingStore(MemoryStore())
            try await TestServer.run(on: store, configure: { $0.tiers[0].lookups = 2 }) { (server) async throws in
                let key = try await server.key()
                _ = try await server.report("45.66.1.2", key: key)
                server.clock.advance(by: .seconds(60))
                _ = try await server.report("45.66.1.2", key: key)
                let path = "/v1/key/check/45.66.1.2"
                let head = try await server.head(path + "?maxAge=30", key: key)
                #expect(head.status == 200 && head["X-RateLimit-Remaining"] == "2")

                store.failReads(with: .engine("away"))
                let away = try await server.get(path + "?maxAge=30", key: key)
                #expect(away.status == 503 && away["Retry-After"] == "5")
                // What needs no store is answered.
                let plain = try await server.get(path, key: key)
                #expect(plain.status == 200 && plain["X-RateLimit-Remaining"] == "1")
                store.failReads(with: nil)
                let last = try await server.get(path + "?maxAge=30", key: key)
                #expect(last.status == 200 && last["X-RateLimit-Remaining"] == "0")
                #expect(try CheckTests.decode(last).contributor.reportCount == 1)
                store.failReads(with: .engine("away"))
                #expect(try await server.get(path + "?maxAge=30", key: key).status == 429)
            }
        }

        @Test("ignoreWhitelist is taken, and changes nothing where no list knows the address")
        func ignoringWhitelist() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                _ = try await server.report("45.66.1.2", key: key)
                let plain = try await server.get("/v1/key/check/45.66.1.2", key: key)
                let ignoring = try await server.get("/v1/key/check/45.66.1.2?ignoreWhitelist=true", key: key)
                #expect(plain.text == ignoring.text)
            }
        }
    }
}
