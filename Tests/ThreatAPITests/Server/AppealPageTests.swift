import Foundation
import IPNetworks
import NIOHTTP1
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("The pages of appeals")
    struct AppealPageTests {
        static let address = "45.66.1.2"

        private static func form(_ fields: [(String, String)]) -> [UInt8] {
            let pairs = fields.map { name, value in
                "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
            }
            return Array(pairs.joined(separator: "&").utf8)
        }

        private static func post(
            _ server: TestServer, ip: String = address, reason: String = "ours since May", contact: String = "",
            headers: [(String, String)] = []
        ) async throws -> TestResponse {
            try await server.send(
                .POST, "/appeal", headers: [("Content-Type", "application/x-www-form-urlencoded")] + headers,
                body: form([("ip", ip), ("reason", reason), ("contact", contact)]))
        }

        @Test("What is known of an address is told: what it did, how often it was reported, not by whom")
        func lookingUp() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key(tier: "operator")
                let token = try await server.sensorToken()
                _ = try await server.send(try TestVisit.dropper(Self.address).events, token: token)
                _ = try await server.post(
                    "/v1/key/report", key: key,
                    json: #"{"ip":"\#(Self.address)","category":"brute_force","comment":"by a secret witness"}"#)
                let page = try await server.get("/appeal?ip=\(Self.address)").text
                for text in [
                    "It is on the blocklist", "href=\"/catalogue/sh.dropper_pipe\"", "1 time by 1 account",
                    "brute force",
                    "Telnet", "1 session",
                ] { #expect(page.contains(text), "\(text)") }
                for secret in ["witness", "xc3511", "198.51.100.9", "operator"] {
                    #expect(!page.contains(secret), "\(secret)")
                }
                let unknown = try await server.get("/appeal?ip=2001%3Adb8%3A%3A1+")
                #expect(unknown.status == 200 && unknown.text.contains("never listed"))
                #expect(
                    try await server.get("/appeal?ip=%2045.66.9.9%20").text.contains("Neither sensors nor reports know")
                )
                let nonsense = try await server.get("/appeal?ip=%3Cscript%3E")
                #expect(
                    nonsense.status == 400 && nonsense.text.contains("&lt;script&gt;")
                        && !nonsense.text.contains("<script"))
                #expect(try await server.get("/appeal")["Cache-Control"] == "no-store")
            }
        }

        @Test("A form makes an appeal as the API does; its page says what to show, and how it stands all the way")
        func appealing() async throws {
            let proofs = ShownProofs()
            try await TestServer.run(appealPages: proofs, appealNames: proofs) { (server) async throws in
                let key = try await server.key(tier: "operator")
                _ = try await server.report(Self.address, key: key)
                let made = try await Self.post(server, reason: "two\r\nlines", contact: "noc@example.com")
                #expect(made.status == 303)
                let path = try #require(made["Location"])
                let stored = try #require(try await server.store.read { try $0.appeal(1) })
                #expect(stored.reason == "two\nlines" && stored.contact == "noc@example.com")
                #expect(path == "/appeal/\(AppealToken(bytes: stored.id)?.hexadecimal ?? "")")

                let open = try await server.get(path)
                let word = try #require(AppealToken(bytes: stored.token)?.word)
                #expect(open.status == 200 && open["Cache-Control"] == "no-store" && open.text.contains("noindex"))
                #expect(open.text.contains("http://\(Self.address)/.well-known/sikker-appeal"))
                #expect(open.text.contains("2.1.66.45.in-addr.arpa") && open.text.contains(word))
                // What was said is for whoever reviews it.
                #expect(!open.text.contains("noc@example.com"))

                let looked = try await server.send(.POST, path + "/verify")
                #expect(looked.status == 303 && looked["Location"] == path)
                #expect(try await server.get(path).text.contains("Looked 1 time and found none"))
                server.clock.advance(by: AppealLimits.minimumInterval)
                proofs.show(page: word, on: Self.address)
                _ = try await server.send(.POST, path + "/verify")
                let proven = try await server.get(path).text
                #expect(proven.contains("by the web page") && !proven.contains(word))
                #expect(proven.contains("a confidence of 0 of 100"))

                try await server.administration.decideAppeal(1, grant: false, note: nil)
                let rejected = try await server.get(path).text
                #expect(rejected.contains("The appeal was rejected") && rejected.contains("another appeal from"))
                let again = try await Self.post(server)
                #expect(again.status == 409 && again.text.contains("was reviewed"))
            }
        }

        @Test("What is wrong with a form is said beside what was filled in")
        func faults() async throws {
            try await TestServer.run { (server) async throws in
                let long = String(repeating: "é", count: AppealLimits.maximumReasonLength + 1)
                for (ip, reason, sentence) in [
                    ("10.0.0.1", "ours", "never listed"), ("nonsense", "ours", "must be an IPv4"),
                    (Self.address, " \r\n", "say why"),
                    (Self.address, long, "at most 2000"), ("", "ours", "is missing"),
                ] {
                    let answer = try await Self.post(server, ip: ip, reason: reason, contact: "<me>\"&")
                    #expect(answer.status == 400 && answer.text.contains(sentence), "\(sentence)")
                    #expect(
                        answer.text.contains("role=\"alert\"")
                            && answer.text.contains("value=\"&lt;me&gt;&quot;&amp;\""))
                }
                let json = try await server.post("/appeal", json: #"{"ip":"45.66.1.2","reason":"x"}"#)
                #expect(json.status == 415 && json.text.contains("x-www-form-urlencoded"))
                let twice = try await server.send(
                    .POST, "/appeal", headers: [("Content-Type", "application/x-www-form-urlencoded")],
                    body: Array("ip=1&ip=2".utf8))
                #expect(twice.status == 400 && twice.text.contains("twice"))
                let large = try await Self.post(server, reason: String(repeating: "x", count: 60_000))
                #expect(large.status == 413)
                // The longest that may be said fits, in the letters that take most room.
                let most = String(repeating: "🌳", count: AppealLimits.maximumReasonLength)
                #expect(try await Self.post(server, reason: most).status == 303)
                #expect(try await server.get("/appeal/\(String(repeating: "0", count: 32))").status == 404)
            }
        }

        @Test("Forms of other sites are refused, ours are not")
        func crossSite() async throws {
            try await TestServer.run { (server) async throws in
                let here = "http://127.0.0.1:\(server.port)"
                for headers in [
                    [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site"), ("Origin", here)],
                    [("Origin", "https://evil.example")], [("Origin", "null")], [("Origin", "http://127.0.0.1")],
                ] {
                    let answer = try await Self.post(server, headers: headers)
                    #expect(answer.status == 403 && answer.text.contains("another site"), "\(headers)")
                    let verify = try await server.send(
                        .POST, "/appeal/\(String(repeating: "0", count: 32))/verify", headers: headers)
                    #expect(verify.status == 403, "\(headers)")
                }
                #expect(try await server.store.read { try $0.appeal(1) } == nil)
                for headers in [[("Origin", here)], [("Sec-Fetch-Site", "same-origin")], []] {
                    #expect(try await Self.post(server, headers: headers).status == 303, "\(headers)")
                }
            }
        }

        @Test(
            "Limits are the API's: so many appeals from a network, so many addresses looked up, and a server may take none"
        )
        func limits() async throws {
            try await TestServer.run(configure: {
                $0.admission.exempt = []
                $0.admission.lookupBurst = 2
            }) { (server) async throws in
                for number in 0..<AppealLimits.openPerRequester {
                    #expect(try await Self.post(server, ip: "45.66.2.\(number)").status == 303)
                }
                let much = try await Self.post(server, ip: "45.66.2.200")
                #expect(much.status == 429 && much["Retry-After"] != nil && much.text.contains("wait for their proof"))
                for _ in 0..<2 { #expect(try await server.get("/appeal?ip=45.66.1.9").status == 200) }
                let refused = try await server.get("/appeal?ip=45.66.1.9")
                #expect(
                    refused.status == 429 && refused["Retry-After"] != nil && refused.text.hasPrefix("<!doctype html>"))
                // One's own address costs nothing.
                #expect(try await server.get("/appeal?ip=127.0.0.1").status == 200)
            }
            try await TestServer.run(configure: { $0.takesAppeals = false }) { (server) async throws in
                #expect(try await server.get("/appeal?ip=45.66.1.2").text.contains("takes no appeals"))
                #expect(try await Self.post(server).status == 403)
            }
        }
    }
}
