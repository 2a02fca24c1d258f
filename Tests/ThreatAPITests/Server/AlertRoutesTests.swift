import Foundation
import NIOHTTP1
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("Alerts, webhooks and names over HTTP")
    struct AlertRoutesTests {
        @Test(
            "An alert is made, listed, changed and removed",
            arguments: [
                ("ip-alerts", #"{"ip":"::ffff:45.1.2.3","label":"x"}"#, ["ip": "45.1.2.3"]),
                (
                    "range-alerts", #"{"label":"x","cidr":"45.1.2.77/28"}"#,
                    ["cidr": "45.1.2.64/28", "networkAddress": "45.1.2.64"]
                ),
                (
                    "range-alerts", #"{"label":"x","cidr":"2A00::1/60"}"#,
                    ["cidr": "2a00::/60", "networkAddress": "2a00::"]
                ),
                ("username-alerts", #"{"username":"RöoT ","label":"x","more":[{}]}"#, ["username": "rööt "]),
                ("email-alerts", #"{"email":"Ops+x@Example.COM","label":"x"}"#, ["email": "ops+x@example.com"]),
            ])
        func life(_ path: String, _ body: String, _ subject: [String: String]) async throws {
            let body = body.replacing("RöoT", with: "RööT")
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let made = try await server.post("/v1/key/\(path)", key: key, json: body)
                #expect(made.status == 201, "\(made.text)")
                let alert = try made.json()
                for (name, value) in subject { #expect(alert[name] as? String == value) }
                #expect(
                    (alert["prefixLength"] as? Int) == (path == "range-alerts" ? body.contains("28") ? 28 : 60 : nil))
                #expect(alert["label"] as? String == "x" && alert["enabled"] as? Bool == true)
                #expect(alert["emailNotifications"] as? Bool == true && alert["lastAlertedAt"] is NSNull)
                #expect(
                    alert["totalAlerts"] as? Int == 0 && alert["createdAt"] as? String == "2026-11-22T12:00:00.000Z")
                #expect(alert[path == "range-alerts" ? "uniqueMatches" : "matchCount"] as? Int == 0)
                let id = try #require(alert["id"] as? String)

                let list = try await server.get("/v1/key/\(path)", key: key)
                #expect(list.text == "{\"alerts\":[\(made.text.dropLast())]}\n")
                let again = try await server.post("/v1/key/\(path)", key: key, json: body)
                #expect(again.status == 409 && again.error.contains("its id is \(id)"))

                let changed = try await server.send(
                    .PATCH, "/v1/key/\(path)/\(id)", key: key,
                    body: Array(#"{"label":null,"emailNotifications":false}"#.utf8))
                #expect(try changed.json()["label"] is NSNull)
                #expect(try changed.json()["emailNotifications"] as? Bool == false)
                #expect(try changed.json()["enabled"] as? Bool == true)

                let other = try await server.otherKey()
                #expect(try await server.get("/v1/key/\(path)", key: other).text == "{\"alerts\":[]}\n")
                #expect(try await server.send(.DELETE, "/v1/key/\(path)/\(id)", key: other).status == 404)
                let wrongKind = path == "ip-alerts" ? "email-alerts" : "ip-alerts"
                #expect(try await server.send(.DELETE, "/v1/key/\(wrongKind)/\(id)", key: key).status == 404)
                let removed = try await server.send(.DELETE, "/v1/key/\(path)/\(id)", key: key)
                #expect(removed.status == 200 && removed.text == "{\"success\":true}\n")
                #expect(try await server.send(.DELETE, "/v1/key/\(path)/\(id)", key: key).status == 404)
                #expect(try await server.send(.DELETE, "/v1/key/\(path)/x", key: key).status == 404)
            }
        }

        @Test(
            "What is no alert is refused with a sentence",
            arguments: [
                ("ip-alerts", #"{"ip":"45.1.2.0/28"}"#, "'ip'"), ("ip-alerts", #"{"ip":7}"#, "'ip' must be text"),
                ("ip-alerts", #"{"ip":"fe80::1%eth0"}"#, "'ip'"), ("ip-alerts", "{}", "'ip' is missing"),
                ("ip-alerts", "[]", "object"), ("ip-alerts", "", "object"),
                ("ip-alerts", #"{"ip":"45.1.2.3"} x"#, "after"),
                ("range-alerts", #"{"cidr":"45.1.2.3"}"#, "'cidr'"),
                ("range-alerts", #"{"cidr":"45.1.2.3/33"}"#, "'cidr'"),
                ("username-alerts", #"{"username":""}"#, "'username'"),
                ("username-alerts", #"{"username":"a\nb"}"#, "control"),
                ("username-alerts", #"{"username":"\#(String(repeating: "a", count: 257))"}"#, "256"),
                ("email-alerts", #"{"email":"root"}"#, "'email'"),
                (
                    "email-alerts", #"{"email":"a@b.example","label":"\#(String(repeating: "ä", count: 129))"}"#,
                    "'label'"
                ),
                ("email-alerts", #"{"email":"a@b.example","enabled":1}"#, "'enabled' must be true or false"),
            ])
        func refusals(_ path: String, _ body: String, _ word: String) async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let response = try await server.post("/v1/key/\(path)", key: key, json: body)
                #expect(response.status == 400 && response.error.contains(word), "\(response.text)")
                #expect(try await server.get("/v1/key/\(path)", key: key).text == "{\"alerts\":[]}\n")
            }
        }

        @Test("The tier of the key says how many and how wide, under contention too")
        func limits() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 0..<24 {
                        group.addTask {
                            try await server.post(
                                "/v1/key/ip-alerts", key: key, json: "{\"ip\":\"45.1.2.\(number)\"}"
                            ).status
                        }
                    }
                    var statuses: [Int: Int] = [:]
                    for try await status in group { statuses[status, default: 0] += 1 }
                    #expect(statuses == [201: 5, 403: 19])
                }
                let wide = try await server.post("/v1/key/range-alerts", key: key, json: #"{"cidr":"45.1.0.0/27"}"#)
                #expect(wide.status == 403 && wide.error.contains("/28"))
                let wide6 = try await server.post("/v1/key/range-alerts", key: key, json: #"{"cidr":"2a00::/59"}"#)
                #expect(wide6.status == 403 && wide6.error.contains("/60"))
                _ = try await server.post("/v1/key/range-alerts", key: key, json: #"{"cidr":"45.1.0.0/28"}"#)

                let alerts = try #require(
                    try await server.get("/v1/key/status", key: key).json()["alerts"] as? [String: [String: Int]])
                #expect(
                    alerts == [
                        "ipAlerts": ["current": 5, "limit": 5], "rangeAlerts": ["current": 1, "limit": 1],
                        "usernameAlerts": ["current": 0, "limit": 5], "emailAlerts": ["current": 0, "limit": 5],
                    ])
                // Alerts belong to the account: a better key may go on.
                let better = try await server.key(tier: "tier_3")
                #expect(
                    try await server.post("/v1/key/range-alerts", key: better, json: #"{"cidr":"45.0.0.0/16"}"#).status
                        == 201)
                #expect(
                    try await server.post("/v1/key/ip-alerts", key: better, json: #"{"ip":"45.9.9.9"}"#).status == 201)
                #expect(try await server.post("/v1/key/ip-alerts", key: key, json: #"{"ip":"45.9.9.8"}"#).status == 403)
            }
        }

        @Test("Who may not ask is not answered")
        func authentication() async throws {
            try await TestServer.run { (server) async throws in
                let token = try await server.sensorToken()
                for path in ["ip-alerts", "webhook", "username/root", "email/a@b.example"] {
                    #expect(try await server.get("/v1/key/\(path)").status == 401)
                    #expect(try await server.get("/v1/key/\(path)", key: token).status == 401)
                }
                let key = try await server.key()
                let response = try await server.send(.PUT, "/v1/key/ip-alerts", key: key)
                #expect(response.status == 405 && response["Allow"] == "GET, HEAD, POST")
                let plain = try await server.send(
                    .POST, "/v1/key/ip-alerts", key: key, headers: [("Content-Type", "text/plain")], body: [1])
                #expect(plain.status == 415)
                let large = Array(repeating: UInt8(ascii: " "), count: AlertBody.maximumBytes + 1)
                #expect(try await server.send(.POST, "/v1/key/ip-alerts", key: key, body: large).status == 413)
            }
        }

        @Test("A webhook is set, shown without its secret, and removed")
        func webhook() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                #expect(try await server.get("/v1/key/webhook", key: key).status == 404)
                #expect(try await server.send(.DELETE, "/v1/key/webhook", key: key).status == 404)
                for (body, word) in [
                    (#"{"url":"http://hooks.example/"}"#, "https"), (#"{"url":"https://127.0.0.1/"}"#, "Internet"),
                    (#"{"url":"https://[::ffff:10.0.0.1]/"}"#, "Internet"), ("{}", "'url' is missing"),
                    (#"{"url":null}"#, "'url' must be text"), (#"{"url":"https://a@b.example/"}"#, "'url'"),
                ] {
                    let response = try await server.send(.PUT, "/v1/key/webhook", key: key, body: Array(body.utf8))
                    #expect(response.status == 400 && response.error.contains(word), "\(response.text)")
                }
                let body = Array(#"{"url":"https://hooks.example/a"}"#.utf8)
                let first = try await server.send(.PUT, "/v1/key/webhook", key: key, body: body)
                let second = try await server.send(.PUT, "/v1/key/webhook", key: key, body: body)
                #expect(first.status == 201 && second.status == 200)
                let secrets = try [first, second].map { try #require($0.json()["secret"] as? String) }
                #expect(secrets.allSatisfy { $0.hasPrefix("whsec_") && $0.count == 46 } && secrets[0] != secrets[1])
                let shown = try await server.get("/v1/key/webhook", key: key)
                #expect(
                    shown.text == """
                        {"url":"https://hooks.example/a","secretHint":"\(secrets[1].suffix(4))",\
                        "createdAt":"2026-11-22T12:00:00.000Z","lastAttemptAt":null,"lastError":null}

                        """)
                let other = try await server.otherKey()
                #expect(try await server.get("/v1/key/webhook", key: other).status == 404)
                #expect(try await server.send(.DELETE, "/v1/key/webhook", key: key).text == "{\"success\":true}\n")
                #expect(try await server.get("/v1/key/webhook", key: key).status == 404)
            }
        }

        @Test("A name's record costs one lookup; what is unknown or wrong costs none")
        func names() async throws {
            try await TestServer.run { (server) async throws in
                let (key, token) = (try await server.key(), try await server.sensorToken())
                for number in 0..<3 {
                    var visit = try TestVisit(of: "45.1.2.\(number)", number: number)
                    visit.add(.connect)
                    for name in ["Root", "root", "a+b c@d.example/%"] {
                        visit.add(.auth, ["username": name, "password": "x"], after: .seconds(1))
                    }
                    visit.add(.message, ["sender": "Spam@Example.com", "recipients": "a@b.example, spam@example.com"])
                    // Two batches of one session, the first of them twice, are one session.
                    for events in [visit.events.prefix(2), visit.events.prefix(2), visit.events.suffix(3)] {
                        #expect(try await server.send(Array(events), token: token).status == 200)
                    }
                }
                let start = ManualClock.start.milliseconds
                let root = try await server.get("/v1/key/username/ROOT", key: key)
                #expect(
                    root.text == """
                        {"username":"root","totalSessions":3,"protocolCounts":"{\\"telnet\\":3}",\
                        "firstSeenAt":\(start),"lastSeenAt":\(start)}

                        """)
                #expect(root["X-Daily-Used"] == "1")
                for path in ["a+b%20c@d.example%2F%25", "a+b%20c%40d.example%2f%25"] {
                    #expect(try await server.get("/v1/key/username/\(path)", key: key).status == 200, "\(path)")
                }
                let email = try await server.get("/v1/key/email/spam@EXAMPLE.com", key: key)
                #expect(
                    email.text == """
                        {"email":"spam@example.com","totalMessages":3,"firstSeenAt":\(start),"lastSeenAt":\(start)}

                        """)
                let unknown = try await server.get("/v1/key/username/a%20b", key: key)
                #expect(unknown.status == 404 && !unknown.error.isEmpty)
                #expect(try await server.get("/v1/key/email/b@b.example", key: key).status == 404)
                #expect(try await server.get("/v1/key/email/b", key: key).status == 400)
                #expect(try await server.head("/v1/key/username/root", key: key).status == 200)
                let quotas = try #require(
                    try await server.get("/v1/key/status", key: key).json()["quotas"] as? [String: [String: Int]])
                #expect(quotas["lookups"]?["used"] == 4)
            }
        }

        @Test("An exhausted key gets no record")
        func exhausted() async throws {
            try await TestServer.run(configure: { $0.tiers[0].lookups = 1 }) { (server) async throws in
                let (key, token) = (try await server.key(), try await server.sensorToken())
                _ = try await server.send(try TestVisit.dropper("45.1.2.3").events, token: token)
                #expect(try await server.get("/v1/key/username/nobody", key: key).status == 404)
                #expect(try await server.get("/v1/key/username/root", key: key).status == 200)
                let response = try await server.get("/v1/key/username/root", key: key)
                #expect(response.status == 429 && response["Retry-After"] == "43200")
                #expect(try await server.head("/v1/key/username/root", key: key).status == 200)
            }
        }
    }
}

extension TestServer {
    /// A key of another account.
    func otherKey() async throws -> String {
        _ = try await administration.createAccount(named: "other", trusted: false)
        let secret = try await administration.createKey(forAccount: "other", tier: "free", label: "x").secret.text
        try await refreshIdentities()
        return secret
    }
}
