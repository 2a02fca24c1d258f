import Foundation
import IPNetworks
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("GET /v1/key/check")
    struct CheckTests {
        static func decode(_ response: TestResponse) throws -> CheckAnswer {
            try JSONDecoder().decode(CheckAnswer.self, from: Data(response.body))
        }

        @Test("An unknown address is found to be unknown, and costs one lookup")
        func unknown() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let response = try await server.get("/v1/key/check/203.0.114.7", key: key)
                #expect(response.status == 200)
                #expect(response["Content-Type"] == "application/json")
                let answer = try Self.decode(response)
                #expect(!answer.found && answer.confidenceLevel == 0 && answer.ip.description == "203.0.114.7")
                #expect(answer.firstSeen == nil && answer.behaviors == [] && answer.contributor.reportCount == 0)
                #expect(response["X-RateLimit-Limit"] == "1000" && response["X-RateLimit-Remaining"] == "999")
                #expect(response["X-Daily-Limit"] == "1000" && response["X-Daily-Remaining"] == "999")
                #expect(response["X-Daily-Used"] == "1")
                #expect(response["X-RateLimit-Reset"] == String(ManualClock.start.nextMidnight.seconds))
            }
        }

        @Test("A reported address tells of its reports")
        func reported() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                _ = try await server.administration.createAccount(named: "other", trusted: false)
                let other = try await server.administration.createKey(forAccount: "other", tier: "free", label: "")
                for category in ["brute_force", "1", "spam"] {
                    server.clock.advance(by: .seconds(60))
                    let body = #"{"ip":"45.66.1.2","category":"\#(category)","protocol":"SSH"}"#
                    #expect(
                        try await server.post("/v1/key/report", key: key, json: body).text == "{\"success\":true}\n")
                }
                try await server.refreshIdentities()
                #expect(try await server.report("45.66.1.2", category: "other", key: other.secret.text).status == 200)

                let answer = try Self.decode(try await server.get("/v1/key/check/45.66.1.2", key: key))
                #expect(answer.found)
                // The operator's own word makes at least 60.
                #expect(answer.confidenceLevel == 60)
                #expect(answer.firstSeen == ManualClock.start.advanced(by: .seconds(60)).rfc3339)
                #expect(answer.lastSeen == server.clock.now.rfc3339)
                #expect(answer.totalSessions == 0 && answer.protocols == [])
                #expect(
                    answer.contributor
                        == CheckAnswer.ContributorSummary(
                            reportCount: 4, distinctReporters: 2,
                            firstReported: ManualClock.start.advanced(by: .seconds(60)).rfc3339,
                            lastReported: server.clock.now.rfc3339,
                            categories: [
                                .init(category: .bruteForce, count: 2), .init(category: .spam, count: 1),
                                .init(category: .other, count: 1),
                            ], protocols: ["ssh"], reportedByYou: 3))
                let theirs = try Self.decode(try await server.get("/v1/key/check/45.66.1.2", key: other.secret.text))
                #expect(theirs.contributor.reportedByYou == 1)
            }
        }

        @Test("An address that attacked a sensor tells what it did")
        func attacked() async throws {
            try await TestServer.run { (server) async throws in
                let (key, token) = (try await server.key(), try await server.sensorToken())
                let visit = try TestVisit.dropper("185.220.101.7")
                #expect(try await server.send(visit.events, token: token).text == "{\"acked\":5}\n")
                #expect(try await server.send(visit.events, token: token).text == "{\"acked\":5}\n")

                let answer = try Self.decode(try await server.get("/v1/key/check/185.220.101.7", key: key))
                #expect(answer.found && answer.confidenceLevel >= 70)
                #expect(answer.totalSessions == 1 && answer.totalEvents == 5)
                #expect(answer.protocols == [.init(protocol: .telnet, sessions: 1, events: 5)])
                let behaviors = try #require(answer.behaviors)
                let dropper = try #require(behaviors.first { $0.name == "sh.dropper_pipe" })
                #expect(dropper.count == 1 && dropper.severity >= .high)
                #expect(!dropper.description.isEmpty && !dropper.attack.isEmpty)
                // The gravest first.
                #expect(behaviors.map(\.severity) == behaviors.map(\.severity).sorted(by: >))
                let primitives = try #require(answer.primitives)
                #expect(!primitives.isEmpty && primitives.allSatisfy { $0.count > 0 && !$0.description.isEmpty })
            }
        }

        @Test("verbose and exclude leave fields out, and nothing else does")
        func leavingOut() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                _ = try await server.report("45.66.1.2", key: key)
                for address in ["45.66.1.2", "45.66.1.3"] {
                    let all = Set(try await server.get("/v1/key/check/\(address)?foo=bar", key: key).json().keys)
                    #expect(
                        all
                            == Set(CheckField.allCases.map(\.rawValue)).subtracting(["whitelist", "rawConfidenceLevel"])
                    )
                    let brief = try await server.get("/v1/key/check/\(address)?verbose=false", key: key)
                    #expect(all.subtracting(try brief.json().keys) == ["protocols", "behaviors", "primitives"])
                    _ = try Self.decode(brief)
                    let less = try await server.get("/v1/key/check/\(address)?exclude=contributor,found,ip", key: key)
                    #expect(all.subtracting(try less.json().keys) == ["contributor", "found", "ip"])
                }
                let everything = CheckField.allCases.map(\.rawValue).joined(separator: ",")
                #expect(try await server.get("/v1/key/check/1.1.1.1?exclude=\(everything)", key: key).text == "{}\n")
            }
        }

        @Test(
            "What is not understood is said, and costs nothing",
            arguments: [
                ("45.66.1.2?maxAge=30x", "'maxAge' must be a number of seconds, or one with its unit"),
                ("45.66.1.2?maxAge=0", "'maxAge' must be a number of seconds, or one with its unit"),
                ("45.66.1.2?maxAge=-5", "'maxAge' must be a number of seconds, or one with its unit"),
                ("45.66.1.2?maxAge=999999999999d", "'maxAge' must be a number of seconds, or one with its unit"),
                ("45.66.1.2?protocols=ssh,gopher", "'protocols' does not know 'gopher'; accepted: ssh, telnet"),
                ("45.66.1.2?protocols=", "'protocols' must list values with commas"),
                ("45.66.1.2?ignoreWhitelist=perhaps", "'ignoreWhitelist' must be true or false"),
                ("45.66.1.2?verbose=maybe", "'verbose' must be true or false"),
                ("45.66.1.2?exclude=ip,wings", "'exclude' does not know 'wings'; accepted: ip, found"),
                ("45.66.1", "the path must end in an IPv4 or IPv6 address"),
                ("::1%25eth0", "the path must end in an IPv4 or IPv6 address"),
            ])
        func refused(_ path: String, _ sentence: String) async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let response = try await server.get("/v1/key/check/\(path)", key: key)
                #expect(response.status == 400)
                #expect(response.error.hasPrefix(sentence))
                let status = try await server.get("/v1/key/status", key: key)
                #expect(status.text.contains(#""lookups":{"used":0,"limit":1000,"remaining":1000}"#))
            }
        }

        @Test(
            "Every spelling of an address is the same address",
            arguments: [
                ("2001:DB8::1", "2001:db8::1"), ("2001%3Adb8%3A%3A1", "2001:db8::1"), ("::ffff:45.66.1.2", "45.66.1.2"),
            ])
        func spellings(_ given: String, _ canonical: String) async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                #expect(try await server.get("/v1/key/check/\(given)", key: key).json()["ip"] as? String == canonical)
            }
        }

        @Test("HEAD is not metered")
        func head() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let response = try await server.head("/v1/key/check/45.66.1.2", key: key)
                #expect(response.status == 200 && response.body.isEmpty)
                #expect(response["X-RateLimit-Remaining"] == "1000")
                let length = try await server.get("/v1/key/check/45.66.1.2", key: key).body.count
                #expect(response["Content-Length"] == String(length))
            }
        }

        @Test("The fast path and the router give the same answers")
        func twoDoors() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                _ = try await server.report("45.66.1.2", key: key)
                for path in ["45.66.1.2", "45.66.1.2?verbose=false", "9.9.9.9", "nonsense", "45.66.1.2?maxAge=1"] {
                    let fast = try await server.get("/v1/key/check/\(path)", key: key)
                    // The fast path takes no connection that is to be closed.
                    let slow = try await server.get(
                        "/v1/key/check/\(path)", key: key, headers: [("Connection", "close")])
                    #expect(fast.status == slow.status && fast.text == slow.text)
                    let moving = ["date", "connection", "x-ratelimit-remaining", "x-daily-remaining", "x-daily-used"]
                    func names(_ response: TestResponse) -> [String] {
                        response.headers.map { $0.name.lowercased() }.filter { !moving.contains($0) }.sorted()
                    }
                    #expect(names(fast) == names(slow))
                }
            }
        }
    }
}
