import Foundation
import IPNetworks
import Observability
import Scoring
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    /// Whoever asks, and however, is told the same confidence.
    @Suite("One number")
    struct OneNumberTests {
        private static func ageing(_ server: TestServer) throws -> Ageing {
            Ageing(
                core: try server.core(), clock: server.clock, feedLength: 100_000,
                retention: Retention(
                    store: server.store, metrics: server.state.metrics, health: server.health.check("retention"),
                    logger: TestServer.logger), logger: TestServer.logger)
        }

        /// Random reports and visits, with hours between them.
        private static func happen(_ server: TestServer, seed: UInt64) async throws {
            var generator = SeededGenerator(seed: seed)
            let (key, token) = (try await server.key(tier: "operator"), try await server.sensorToken())
            var keys = [key]
            for name in ["a", "b", "c"] {
                _ = try await server.administration.createAccount(named: name, trusted: false)
                keys.append(
                    try await server.administration.createKey(forAccount: name, tier: "tier_1", label: "").secret.text)
            }
            try await server.refreshIdentities()
            for number in 1...60 {
                let address = "45.66.1.\(Int.random(in: 1...12, using: &generator))"
                if Int.random(in: 0..<3, using: &generator) == 0 {
                    let visit = try TestVisit.dropper(address, number: Int(seed) * 1000 + number, at: server.clock.now)
                    let events = Array(visit.events.prefix(Int.random(in: 1...5, using: &generator)))
                    #expect(try await server.send(events, token: token).status == 200)
                } else {
                    let kind = ReportKind.allCases.randomElement(using: &generator) ?? .observed
                    let category = ["spam", "port_scan", "brute_force"].randomElement(using: &generator) ?? "spam"
                    let json = #"{"ip":"\#(address)","category":"\#(category)","reportKind":"\#(kind.name)"}"#
                    let key = keys.randomElement(using: &generator) ?? key
                    #expect(try await server.post("/v1/key/report", key: key, json: json).status == 200)
                }
                server.clock.advance(by: .seconds(Int.random(in: 0...20_000, using: &generator)))
            }
        }

        @Test(
            "check, blacklist, stream, TAXII, explain and the store agree, from hour to hour",
            arguments: 1...4 as ClosedRange<UInt64>)
        func agreement(_ seed: UInt64) async throws {
            try await TestServer.run { (server) async throws in
                try await Self.happen(server, seed: seed)
                let key = try await server.key(tier: "operator")
                for _ in 0..<6 {
                    server.clock.advance(by: .seconds(3600 * 17))
                    try await Self.ageing(server).pass(at: server.clock.now, isWhole: false)
                    try await Self.compare(server, key: key)
                }
            }
        }

        private static func compare(_ server: TestServer, key: String) async throws {
            let response = try await server.get("/v1/key/blacklist?scoreMinimum=1&limit=1000", key: key)
            let listed = try JSONDecoder().decode(BlacklistAnswer.self, from: Data(response.body)).data
            var blacklist: [String: Int] = [:]
            for entry in listed { blacklist[entry.ip.description] = entry.confidenceLevel }
            var streamed = StreamClient()
            try await server.stream("?scoreMinimum=1", key: key) { event in
                try streamed.apply(event)
                return event.name != "ready"
            }
            let envelope = try await server.get(TAXIIRouteTests.objects, key: key).json()
            var indicated: [String: Int] = [:]
            for object in envelope["objects"] as? [[String: Any]] ?? [] {
                guard let pattern = object["pattern"] as? String, let confidence = object["confidence"] as? Int else {
                    continue
                }
                indicated[String(pattern.split(separator: "'")[1])] = confidence
            }
            let rules = try server.core().rules
            for number in 1...12 {
                let text = "45.66.1.\(number)"
                let address = try #require(IPAddress(text))
                let check = try CheckTests.decode(try await server.get("/v1/key/check/\(text)", key: key))
                let stored = try await server.store.read { try $0.address(address) }
                guard let stored, let evidence = Evidence(encoded: stored.evidence) else {
                    #expect(!check.found && blacklist[text] == nil)
                    continue
                }
                let score = rules.score(evidence, of: address, at: server.clock.now)
                let expected = Int(score.confidence)
                #expect(check.confidenceLevel == expected && Int(stored.confidence) == expected)
                #expect(blacklist[text] ?? 0 == expected)
                #expect(streamed.listed.contains(address) == (expected > 0))
                // An indicator keeps the confidence it was stated with until that leaves its ten.
                #expect(indicated[text].map { $0 / 10 } ?? 0 == expected / 10)
                let explained = try ExplainTests.decode(try await server.get("/v1/key/explain/\(text)", key: key))
                #expect(explained.confidenceLevel == expected)
                #expect(abs(explained.terms.reduce(0) { $0 + $1.points } - explained.points) <= 0.01)
                #expect(explained.echoes?.renewedDays == score.renewedDays)
                #expect(explained.limits.allSatisfy { $0.reason?.isEmpty == false })
            }
        }

        @Test("Accounts that are joined later count as one from the next pass on")
        func joined() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key(tier: "operator")
                var keys: [String] = []
                for name in ["a", "b", "c"] {
                    _ = try await server.administration.createAccount(named: name, trusted: false)
                    keys.append(
                        try await server.administration.createKey(forAccount: name, tier: "free", label: "").secret.text
                    )
                }
                try await server.refreshIdentities()
                for key in keys { #expect(try await server.report("45.66.1.2", key: key).status == 200) }
                let accounts = try await server.store.read { try $0.accounts() }.filter { !$0.trusted }.map(\.id)
                try await server.store.write { transaction in
                    try transaction.setOrganisations(
                        accounts.dropFirst().map { StoredOrganisation(account: $0, organisation: accounts[0]) })
                }
                let before = try CheckTests.decode(try await server.get("/v1/key/check/45.66.1.2", key: key))
                try await Self.ageing(server).pass(at: server.clock.now)
                let after = try CheckTests.decode(try await server.get("/v1/key/check/45.66.1.2", key: key))
                #expect(after.confidenceLevel < before.confidenceLevel)
                let answer = try ExplainTests.decode(try await server.get("/v1/key/explain/45.66.1.2", key: keys[1]))
                #expect(answer.confidenceLevel == after.confidenceLevel)
                #expect(answer.terms[0].votes?.map(\.reporter) == ["you"] && answer.terms[0].votes?[0].accounts == 3)
                #expect(Set(answer.reports.map(\.reporter)) == ["you"])
                let status = try await server.get("/v1/key/status", key: keys[1])
                let trust = try #require(
                    try JSONDecoder().decode(StatusAnswer.self, from: Data(status.body)).trust)
                #expect(trust.organizationAccounts == 3 && trust.value == 0.1 && !trust.isVetted && !trust.isOperator)
                let own = try await server.get("/v1/key/status", key: key)
                #expect(try JSONDecoder().decode(StatusAnswer.self, from: Data(own.body)).trust?.isOperator == true)
            }
        }
    }
}
