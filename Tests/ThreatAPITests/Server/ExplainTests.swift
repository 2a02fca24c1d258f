import Foundation
import IPNetworks
import NIOHTTP1
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("GET /v1/key/explain")
    struct ExplainTests {
        static func decode(_ response: TestResponse) throws -> ExplainAnswer {
            try JSONDecoder().decode(ExplainAnswer.self, from: Data(response.body))
        }

        @Test("Points add up, and lead to the confidence that check tells")
        func sums() async throws {
            try await TestServer.run { (server) async throws in
                let (key, token) = (try await server.key(), try await server.sensorToken())
                _ = try await server.administration.createAccount(named: "other", trusted: false)
                let other = try await server.administration.createKey(forAccount: "other", tier: "free", label: "")
                try await server.refreshIdentities()
                for number in 1...3 {
                    _ = try await server.send(
                        try TestVisit.dropper("45.66.1.2", number: number, at: server.clock.now).events, token: token)
                    server.clock.advance(by: .seconds(40 * 3600))
                }
                let own = #"{"ip":"45.66.1.2","category":"iot_targeted","comment":"mine"}"#
                let theirs = #"{"ip":"45.66.1.2","category":"spam","protocol":"smtp","comment":"secret"}"#
                _ = try await server.post("/v1/key/report", key: key, json: own)
                _ = try await server.post("/v1/key/report", key: other.secret.text, json: theirs)

                let response = try await server.get("/v1/key/explain/45.66.1.2", key: key)
                #expect(response.status == 200 && response["X-RateLimit-Remaining"] == "999")
                let answer = try Self.decode(response)
                let check = try CheckTests.decode(try await server.get("/v1/key/check/45.66.1.2", key: key))
                #expect(answer.confidenceLevel == check.confidenceLevel && answer.policyVersion == check.policyVersion)
                #expect(abs(answer.terms.reduce(0) { $0 + $1.points } - answer.points) <= 0.01)
                // Reports add to what own sensors saw, and no further than that bears.
                #expect(answer.limits.map(\.name) == ["ownSensors"])
                let bound = try #require(answer.limits.first?.confidence)
                let confidence = min(bound, 100 * (1 - exp(-answer.points / answer.scale)))
                #expect(abs(confidence - Double(answer.confidenceLevel)) <= 0.5 + 1e-9)

                #expect(Set(answer.terms.map(\.kind)) == ["behavior", "reports", "agreement"])
                let dropper = try #require(answer.terms.first { $0.name == "sh.dropper_pipe" })
                let (weight, multiplier) = (try #require(dropper.weight), try #require(dropper.multiplier))
                #expect(dropper.sessions == 3 && dropper.halfLifeDays == 30 && !(dropper.attack ?? []).isEmpty)
                #expect(abs(weight * multiplier - dropper.points) <= 1e-4)
                #expect((dropper.fadedSessions ?? 9) < 3 && dropper.description?.isEmpty == false)

                let votes = try #require(answer.terms.first { $0.kind == "reports" }?.votes)
                #expect(votes.map(\.reporter) == ["you", "organisation 1"] && votes[0].trust == 1)
                #expect(answer.reports.map(\.reporter) == ["organisation 1", "you"])
                #expect(answer.reports.map(\.comment) == [nil, "mine"])
                #expect(answer.reports.map(\.protocol) == ["smtp", nil] && answer.totalReports == 2)
                #expect(!response.text.contains("secret"))
                #expect(answer.sessions.count == 3 && answer.totalSessions == 3)
                #expect(answer.sessions.map(\.startedAt) == answer.sessions.map(\.startedAt).sorted(by: >))
                #expect(answer.sessions[0].behaviors.contains("sh.dropper_pipe") && answer.sessions[0].events == 5)

                let seenByOthers = try Self.decode(
                    try await server.get("/v1/key/explain/45.66.1.2", key: other.secret.text))
                #expect(seenByOthers.reports.map(\.comment) == ["secret", nil])
                #expect(
                    seenByOthers.terms
                        == answer.terms.map { term in
                            var term = term
                            term.votes = term.votes?.map { vote in
                                var vote = vote
                                vote.reporter = vote.reporter == "you" ? "organisation 1" : "you"
                                return vote
                            }
                            return term
                        })
            }
        }

        @Test("Limits are named in the order in which they acted")
        func limits() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                _ = try await server.report("45.66.1.2", key: key)
                let answer = try Self.decode(try await server.get("/v1/key/explain/45.66.1.2", key: key))
                #expect(answer.confidenceLevel == 60 && answer.limits.map(\.name) == ["operatorFloor"])
                #expect(answer.limits[0].confidence == 60)
            }
        }

        @Test("An unknown address has nothing to explain")
        func unknown() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                for address in ["9.9.9.9", "127.0.0.1", "2001:db8::1"] {
                    let answer = try Self.decode(try await server.get("/v1/key/explain/\(address)", key: key))
                    #expect(!answer.found && answer.points == 0 && answer.terms.isEmpty && answer.confidenceLevel == 0)
                }
                let head = try await server.head("/v1/key/explain/9.9.9.9", key: key)
                #expect(head.status == 200 && head.body.isEmpty && head["X-RateLimit-Remaining"] == "997")
            }
        }

        @Test("The newest sessions and reports are named, and all are counted")
        func many() async throws {
            try await TestServer.run { (server) async throws in
                let (key, token) = (try await server.key(), try await server.sensorToken())
                let visits = try (1...60).flatMap { try TestVisit.dropper("45.66.1.2", number: $0).events }
                _ = try await server.send(visits, token: token)
                let rows = String(repeating: "45.66.1.2,1\n", count: 60)
                _ = try await server.send(.POST, "/v1/key/bulk-report", key: key, body: Array(rows.utf8))
                let answer = try Self.decode(try await server.get("/v1/key/explain/45.66.1.2", key: key))
                #expect(answer.totalSessions == 60 && answer.sessions.count == 50)
                #expect(answer.totalReports == 60 && answer.reports.count == 50)
            }
        }

        @Test("Nothing is spent when it fails")
        func failures() async throws {
            let store = FailingStore(MemoryStore())
            try await TestServer.run(on: store) { (server) async throws in
                let key = try await server.key()
                #expect(try await server.get("/v1/key/explain/1.1.1.1", key: key).status == 200)
                store.failReads(with: .engine("away"))
                let away = try await server.get("/v1/key/explain/1.1.1.1", key: key)
                #expect(away.status == 503 && away["Retry-After"] == "5")
                store.failReads(with: nil)
                #expect(try await server.get("/v1/key/explain/nonsense", key: key).status == 400)
                #expect(try await server.get("/v1/key/explain/1.1.1.1").status == 401)
                #expect(try await server.get("/v1/key/status", key: key).text.contains(#""lookups":{"used":1,"#))
            }
        }
    }
}
