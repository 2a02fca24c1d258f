import IPNetworks
import Observability
import Scoring
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("What time does")
    struct AgeingTests {
        /// Does at once what the server does every hour.
        static func age(_ server: TestServer, by days: Int, feedLength: Int = 1000) async throws {
            server.clock.advance(by: .seconds(days * 86_400))
            let retention = Retention(
                store: server.store, metrics: server.state.metrics, health: server.health.check("retention"),
                logger: TestServer.logger)
            let ageing = Ageing(
                core: try server.core(), clock: server.clock, feedLength: feedLength, retention: retention,
                logger: TestServer.logger)
            try await ageing.pass(at: server.clock.now)
        }

        @Test("Scores decay as the policy says, and lists and followers hear of it")
        func decay() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key(tier: "operator")
                let address = try #require(IPAddress("45.66.1.1"))
                _ = try await server.report("45.66.1.1", key: key)
                let policy = try server.core().rules.policy
                var previous: UInt8 = 100
                for _ in 0..<7 {
                    try await Self.age(server, by: 4)
                    let stored = try #require(try await server.store.read { try $0.address(address) })
                    let evidence = try #require(Evidence(encoded: stored.evidence))
                    let expected = policy.score(evidence, at: server.clock.now).confidence
                    #expect(stored.confidence == expected && expected < previous)
                    previous = expected
                    let answer = try CheckTests.decode(try await server.get("/v1/key/check/45.66.1.1", key: key))
                    #expect(answer.confidenceLevel == Int(expected))
                    let list = try await server.get("/v1/key/blacklist?plaintext=true", key: key)
                    #expect(list.lines.isEmpty == (expected < ListFilter.defaultScoreMinimum))
                }
                #expect(previous < ListFilter.defaultScoreMinimum)
                var names: [String] = []
                let epoch = try await server.store.read { try $0.feedEpoch() }
                try await server.stream("?since=\(epoch)-0", key: key) { event in
                    names += [event.name].compactMap { $0 }
                    return event.name != "ready"
                }
                #expect(names == ["add", "remove", "ready"])
            }
        }

        @Test("What nobody saw for the retention is forgotten, with everything that was said of it")
        func forgotten() async throws {
            try await TestServer.run { (server) async throws in
                let (key, token) = (try await server.key(), try await server.sensorToken())
                _ = try await server.report("45.66.1.1", key: key)
                _ = try await server.send(try TestVisit.dropper("45.66.1.2").events, token: token)
                try await Self.age(server, by: 29)
                #expect(try await server.store.read { try $0.addressCount() } == 2)
                try await Self.age(server, by: 2)
                for address in ["45.66.1.1", "45.66.1.2"] {
                    let answer = try CheckTests.decode(try await server.get("/v1/key/check/\(address)", key: key))
                    #expect(!answer.found)
                    let parsed = try #require(IPAddress(address))
                    let (reports, events) = try await server.store.read {
                        (try $0.reports(about: parsed, limit: 9).count, try $0.events(of: parsed, limit: 9).count)
                    }
                    #expect(reports == 0 && events == 0)
                }
                #expect(try await server.store.read { try $0.addressCount() } == 0)
                #expect(try await server.get("/v1/key/blacklist?plaintext=true&scoreMinimum=1", key: key).text.isEmpty)
            }
        }

        @Test("The feed keeps its length; who stands before it begins anew")
        func feedLength() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                for number in 1...6 { _ = try await server.report("45.66.1.\(number)", key: key) }
                try await Self.age(server, by: 0, feedLength: 2)
                #expect(try await server.store.read { try $0.changes(after: 0, limit: 9).count } == 2)
            }
        }
    }
}
