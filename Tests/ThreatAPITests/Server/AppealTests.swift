import Foundation
import IPNetworks
import NIOHTTP1
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("Appeals")
    struct AppealTests {
        static let address = "45.66.1.2"

        private struct Appeal: Decodable {
            var id: String
            var ip: String
            var state: String
            var token: String
            var proof: String?
            var attempts: Int
            var endsAt: String
            var provenAt: String?
        }

        private static func decode(_ response: TestResponse) throws -> Appeal {
            try JSONDecoder().decode(Appeal.self, from: Data(response.body))
        }

        private static func appeal(_ server: TestServer, ip: String = address) async throws -> Appeal {
            let response = try await server.post("/v1/appeals", json: #"{"ip":"\#(ip)","reason":"ours since May"}"#)
            #expect(response.status == 201, "\(response.text)")
            return try decode(response)
        }

        private static func verify(_ server: TestServer, _ appeal: Appeal) async throws -> Appeal {
            try decode(try await server.send(.POST, "/v1/appeals/\(appeal.id)/verify"))
        }

        private static func confidence(_ server: TestServer, key: String, ip: String = address) async throws -> Int {
            try CheckTests.decode(try await server.get("/v1/key/check/\(ip)", key: key)).confidenceLevel
        }

        private static func review(_ server: TestServer) throws -> AppealReview {
            AppealReview(desk: try server.core().appeals, clock: server.clock, logger: TestServer.logger)
        }

        /// With a listed address, whose holder appeals and proves it.
        private static func underReview(
            on store: (any Store)? = nil,
            _ body: @Sendable @escaping (TestServer, _ key: String, _ appeal: Appeal, ShownProofs) async throws -> Void
        ) async throws {
            let proofs = ShownProofs()
            try await TestServer.run(on: store, appealPages: proofs, appealNames: proofs) { (server) async throws in
                let key = try await server.key(tier: "operator")
                _ = try await server.report(Self.address, key: key)
                #expect(try await Self.confidence(server, key: key) >= 60)
                let appeal = try await Self.appeal(server)
                proofs.show(page: appeal.token + "\n", on: Self.address)
                let proven = try await Self.verify(server, appeal)
                #expect(proven.state == "proven" && proven.proof == "http")
                try await body(server, key, proven, proofs)
            }
        }

        @Test("From the proof on reports do not count, what sensors see does, and explain says so")
        func proving() async throws {
            try await Self.underReview { (server, key, appeal, _) async throws in
                #expect(try await Self.confidence(server, key: key) == 0)
                // Who reports once more does not get around the review.
                _ = try await server.report(Self.address, key: key)
                #expect(try await Self.confidence(server, key: key) == 0)
                let explained = try ExplainTests.decode(
                    try await server.get("/v1/key/explain/\(Self.address)", key: key))
                #expect(explained.limits.map(\.name) == ["reportsHeld"])
                #expect(explained.limits[0].until == appeal.endsAt && explained.totalReports == 2)
                // A part of the evidence is under the same review.
                let part = try await server.get("/v1/key/check/\(Self.address)?maxAge=7200", key: key)
                #expect(try CheckTests.decode(part).confidenceLevel == 0)
                let list = try await server.get("/v1/key/blacklist?plaintext=true", key: key)
                #expect(list.text.isEmpty)

                _ = try await server.send(
                    try TestVisit.dropper(Self.address).events, token: try await server.sensorToken())
                #expect(try await Self.confidence(server, key: key) >= 70)
            }
        }

        @Test("Granted, the reports are struck and their authors believed less; in the feed, and for good")
        func granting() async throws {
            try await Self.underReview { (server, key, appeal, _) async throws in
                _ = try await server.administration.createAccount(named: "liar", trusted: false)
                let liar = try await server.administration.createKey(forAccount: "liar", tier: "free", label: "")
                try await server.refreshIdentities()
                _ = try await server.report(Self.address, key: liar.secret.text)
                try await server.administration.decideAppeal(1, grant: true, note: "a new customer")
                await #expect(throws: AdministrationError.appealNotUnderReview(1, .granted)) {
                    try await server.administration.decideAppeal(1, grant: false, note: nil)
                }
                try await Self.review(server).settle()
                #expect(try await Self.confidence(server, key: key) == 0)
                let check = try CheckTests.decode(try await server.get("/v1/key/check/\(Self.address)", key: key))
                #expect(!check.found)
                let address = try #require(IPAddress(Self.address))
                #expect(try await server.store.read { try $0.reports(about: address, limit: 9) } == [])
                #expect(try await server.store.read { try $0.trust(of: 2) }.refuted == 1)
                let reviewed = try await server.administration.appeal(1)
                #expect(reviewed.appeal.state == .granted && reviewed.appeal.dueAt == nil)
                #expect(
                    reviewed.entries.map(\.text) == [
                        "appealed", "the address showed the proof by http; its reports are held",
                        "granted it: a new customer", "struck 2 reports of accounts 1, 2",
                    ])
                #expect(try await server.administration.deeds(limit: 1)[0].text == "granted appeal 1 about 45.66.1.2")
                // It can be reported and appealed for anew.
                _ = try await server.report(Self.address, key: key)
                #expect(try await Self.confidence(server, key: key) >= 60)
                #expect(try await Self.appeal(server).state == "open")
                let standing = try Self.decode(try await server.get("/v1/appeals/\(appeal.id)"))
                #expect(standing.state == "granted")
            }
        }

        @Test(
            "Rejected, or decided by nobody in time, the reports count again and there is a pause",
            arguments: [true, false])
        func rejecting(_ isDecided: Bool) async throws {
            try await Self.underReview { (server, key, appeal, _) async throws in
                if isDecided {
                    try await server.administration.decideAppeal(1, grant: false, note: nil)
                } else {
                    server.clock.advance(by: AppealLimits.reviewTime)
                    // It ends with the hour at the latest, whoever notices.
                    server.clock.advance(by: .seconds(3600))
                }
                try await Self.review(server).settle()
                #expect(try await Self.confidence(server, key: key) > 30)
                let standing = try Self.decode(try await server.get("/v1/appeals/\(appeal.id)"))
                #expect(standing.state == (isDecided ? "rejected" : "expired"))
                let body = #"{"ip":"\#(Self.address)","reason":"again"}"#
                let refused = try await server.post("/v1/appeals", json: body)
                #expect(refused.status == 409 && refused.error.contains("was reviewed"))
                server.clock.advance(by: AppealLimits.pause)
                #expect(try await server.post("/v1/appeals", json: body).status == 201)
            }
        }

        @Test("A reverse name is a proof too, and the server looks by itself")
        func reverseName() async throws {
            let proofs = ShownProofs()
            try await TestServer.run(appealPages: proofs, appealNames: proofs) { (server) async throws in
                let appeal = try await Self.appeal(server)
                #expect(try await Self.verify(server, appeal).state == "open")
                // A moment later nobody looks again.
                #expect(try await Self.verify(server, appeal).attempts == 1)
                #expect(proofs.looks == 1)
                proofs.show(names: [appeal.token + ".example.net"], of: Self.address)
                try await Self.review(server).look()
                #expect(proofs.looks == 1)
                server.clock.advance(by: .seconds(601))
                try await Self.review(server).look()
                // The server's own look may have been first, and not be over yet.
                var proven = appeal
                while proven.state == "open" {
                    proven = try Self.decode(try await server.get("/v1/appeals/\(appeal.id)"))
                }
                #expect(proven.state == "proven" && proven.proof == "dns" && proven.attempts == 2)
            }
        }

        @Test("One that is not proven within a day is forgotten")
        func forgetting() async throws {
            try await TestServer.run { (server) async throws in
                let appeal = try await Self.appeal(server)
                server.clock.advance(by: AppealLimits.proofTime)
                try await Self.review(server).look()
                #expect(try await server.get("/v1/appeals/\(appeal.id)").status == 404)
                #expect(try await server.send(.POST, "/v1/appeals/\(appeal.id)/verify").status == 404)
            }
        }

        @Test("Whoever proves it first holds it: other appeals about the address end")
        func rivals() async throws {
            try await Self.underReview { (server, _, appeal, proofs) async throws in
                let refused = try await server.post(
                    "/v1/appeals", json: #"{"ip":"\#(Self.address)","reason":"me too"}"#)
                #expect(refused.status == 409 && refused.error.contains("under review until"))
            }
            let proofs = ShownProofs()
            try await TestServer.run(appealPages: proofs, appealNames: proofs) { (server) async throws in
                var appeals: [Appeal] = []
                // Of more than there may be, the oldest gives way: nobody can keep a holder from appealing.
                for _ in 0...AppealLimits.openPerAddress { appeals.append(try await Self.appeal(server)) }
                #expect(try await server.get("/v1/appeals/\(appeals[0].id)").status == 404)
                proofs.show(page: appeals[5].token, on: Self.address)
                #expect(try await Self.verify(server, appeals[4]).state == "open")
                #expect(try await Self.verify(server, appeals[5]).state == "proven")
                #expect(try await server.get("/v1/appeals/\(appeals[4].id)").status == 404)
            }
        }

        @Test("A network can have a few appeals open, machines that are exempt any number")
        func perRequester() async throws {
            try await TestServer.run(configure: { $0.admission.exempt = [] }) { (server) async throws in
                for number in 1...AppealLimits.openPerRequester {
                    _ = try await Self.appeal(server, ip: "45.66.1.\(number)")
                }
                let refused = try await server.post("/v1/appeals", json: #"{"ip":"45.66.9.9","reason":"x"}"#)
                #expect(refused.status == 429 && refused["Retry-After"] == "86400")
            }
        }

        @Test("What cannot be appealed for, and ids that are none")
        func refused() async throws {
            try await TestServer.run { (server) async throws in
                for ip in ["127.0.0.1", "10.0.0.1", "192.0.2.1", "::1", "fe80::1", "224.0.0.1", "2002:a00:1::1"] {
                    let response = try await server.post("/v1/appeals", json: #"{"ip":"\#(ip)","reason":"x"}"#)
                    #expect(response.status == 400 && response.error.contains("never listed"), "\(ip)")
                }
                for id in ["1", "zz", String(repeating: "A", count: 32)] {
                    #expect(try await server.get("/v1/appeals/\(id)").status == 400)
                }
                #expect(try await server.get("/v1/appeals/\(String(repeating: "a", count: 32))").status == 404)
            }
            try await TestServer.run(configure: { $0.takesAppeals = false }) { (server) async throws in
                let response = try await server.post("/v1/appeals", json: #"{"ip":"45.66.1.2","reason":"x"}"#)
                #expect(response.status == 403)
            }
        }

        @Test("An address that is forgotten meanwhile comes back under review")
        func forgottenAddress() async throws {
            try await Self.underReview { (server, key, _, _) async throws in
                #expect(
                    try await server.send(.DELETE, "/v1/key/report/\(Self.address)", key: key).text
                        == "{\"success\":true,\"withdrawn\":1}\n")
                let check = try CheckTests.decode(try await server.get("/v1/key/check/\(Self.address)", key: key))
                #expect(!check.found)
                _ = try await server.report(Self.address, key: key)
                #expect(try await Self.confidence(server, key: key) == 0)
            }
        }
    }
}
