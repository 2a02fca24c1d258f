import Detection
import Foundation
import IPNetworks
import NIOHTTP1
import Scoring
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Reports that are taken back")
struct WithdrawalTests {
    private static func rules() throws -> IngestRules {
        IngestRules(catalogue: try DetectionCatalogue.builtIn(), policy: try ScoringPolicy.current())
    }

    private static func withdraw(by account: StoredAccount, from store: any Store, rules: IngestRules) async throws {
        try await store.write { transaction in
            let words = WordTable(words: try transaction.words(), catalogue: rules.catalogue)
            let round = IngestRound(
                in: transaction, rules: rules, words: words, cache: SessionCache(),
                alerts: AlertIndex([], version: 0), newestVersion: .zero, at: EvidenceHistory.now)
            try round.apply(.withdrawal(EvidenceHistory.address, by: account))
            _ = try round.finish()
        }
    }

    @Test("What is left is what there would be if they had never been made", arguments: 0..<40 as Range<UInt64>)
    func neverReported(_ seed: UInt64) async throws {
        let rules = try Self.rules()
        let history = try EvidenceHistory(seed: seed)
        for id in [1, 2] as [Int64] {
            let account = try #require(EvidenceHistory.accounts[id])
            let (store, never) = (MemoryStore(), MemoryStore())
            try await history.apply(to: store, rules: rules)
            try await Self.withdraw(by: account, from: store, rules: rules)
            try await history.without(reportsBy: id).apply(to: never, rules: rules)
            let (left, expected) = try await (
                store.read { try $0.address(EvidenceHistory.address) },
                never.read { try $0.address(EvidenceHistory.address) }
            )
            #expect(
                left.flatMap { Evidence(encoded: $0.evidence) } == expected.flatMap { Evidence(encoded: $0.evidence) })
            #expect(left?.confidence == expected?.confidence && left?.lastSeen == expected?.lastSeen)
            #expect(
                try await store.read { try $0.reports(about: EvidenceHistory.address, limit: 99) }.allSatisfy {
                    $0.account != id
                })
        }
    }
}

extension EvidenceHistory {
    fileprivate func without(reportsBy account: Int64) -> EvidenceHistory {
        filtered { entry in
            if case .report(let report) = entry { report.account != account } else { true }
        }
    }
}

extension ServerTests {
    @Suite("DELETE /v1/key/report")
    struct WithdrawalRouteTests {
        @Test("The confidence, lists and the stream follow; all keys of the account are one")
        func withdrawing() async throws {
            try await TestServer.run { (server) async throws in
                let (key, second) = (try await server.key(), try await server.key(tier: "operator"))
                for ip in ["45.66.1.2", "45.66.1.2", "45.66.1.3"] { _ = try await server.report(ip, key: key) }
                let before = try server.core().live.current.cursor.sequence
                #expect(try await server.get("/v1/key/blacklist?plaintext=true", key: second).lines.count == 2)
                let response = try await server.send(.DELETE, "/v1/key/report/45.66.1.2", key: second)
                #expect(response.status == 200 && response.text == "{\"success\":true,\"withdrawn\":2}\n")
                #expect(try await server.get("/v1/key/blacklist?plaintext=true", key: second).lines == ["45.66.1.3"])
                let changes = try await server.store.read { try $0.changes(after: before, limit: 9) }
                #expect(changes.map { "\($0.address)" } == ["45.66.1.2"] && changes[0].new == nil)
                let again = try await server.send(.DELETE, "/v1/key/report/45.66.1.2", key: key)
                #expect(again.text == "{\"success\":true,\"withdrawn\":0}\n" && again["X-Daily-Used"] == "4")
            }
        }

        @Test("Others' reports stay; reports of reserved addresses go; what is no address is refused and free")
        func edges() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                _ = try await server.administration.createAccount(named: "other", trusted: false)
                let other = try await server.administration.createKey(forAccount: "other", tier: "free", label: "")
                    .secret.text
                try await server.refreshIdentities()
                for key in [key, other] { _ = try await server.report("45.66.1.2", key: key) }
                #expect(
                    try await server.send(.DELETE, "/v1/key/report/45.66.1.2", key: other).text
                        == "{\"success\":true,\"withdrawn\":1}\n")
                let answer = try CheckTests.decode(try await server.get("/v1/key/check/45.66.1.2", key: key))
                #expect(answer.contributor.reportCount == 1 && answer.contributor.reportedByYou == 1)
                #expect(answer.confidenceLevel >= 60)
                _ = try await server.report("192.0.2.1", key: key)
                #expect(
                    try await server.send(.DELETE, "/v1/key/report/192.0.2.1", key: key).text
                        == "{\"success\":true,\"withdrawn\":1}\n")
                #expect(try await server.send(.DELETE, "/v1/key/report/nobody", key: other).status == 400)
                #expect(try await server.send(.DELETE, "/v1/key/report/45.66.1.2").status == 401)
                #expect(try await server.get("/v1/key/status", key: other).text.contains(#""reports":{"used":2,"#))
            }
        }
    }
}
