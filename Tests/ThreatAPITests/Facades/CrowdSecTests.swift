import Foundation
import NIOHTTP1
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("The local API of CrowdSec")
    struct CrowdSecTests {
        /// The values of new and of deleted decisions.
        struct Told: Equatable {
            var new: Set<String>
            var deleted: Set<String>

            init(_ response: TestResponse) throws {
                let json = try response.json()
                func values(_ name: String) throws -> Set<String> {
                    let value = try #require(json[name], "\(response.status) \(response.text)")
                    guard !(value is NSNull) else { return [] }
                    let decisions = try #require(value as? [[String: Any]])
                    // `null` and not an empty list stands for none.
                    #expect(!decisions.isEmpty)
                    return Set(decisions.compactMap { $0["value"] as? String })
                }
                (new, deleted) = (try values("new"), try values("deleted"))
            }

            init(new: Set<String> = [], deleted: Set<String> = []) { (self.new, self.deleted) = (new, deleted) }
        }

        static func pull(
            _ server: TestServer, _ key: String, _ query: String = "", program: String = "bouncer/1"
        ) async throws -> TestResponse {
            try await server.get(
                "/v1/decisions/stream?\(query)", headers: [("X-Api-Key", key), ("User-Agent", program)])
        }

        static func withdraw(_ server: TestServer, _ address: String, _ key: String) async throws {
            #expect(try await server.send(.DELETE, "/v1/key/report/\(address)", key: key).status == 200)
        }

        static let three: Set = ["45.66.1.1", "2a00:1450::5", "45.66.1.3"]

        @Test("One address, a network, all")
        func decisions() async throws {
            try await BlacklistTests.withThree { (server, key) async throws in
                func ask(_ query: String) async throws -> TestResponse {
                    try await server.get("/v1/decisions\(query)", headers: [("X-Api-Key", key)])
                }
                let one = try await ask("?ip=45.66.1.3")
                #expect(
                    one.text
                        == #"[{"duration":"576h0m0s","id":759300355,"origin":"sikker","scenario":"sikker/reported","#
                        + #""scope":"Ip","type":"ban","value":"45.66.1.3"}]"# + "\n")
                #expect(one["X-RateLimit-Limit"] == "1000" && one["X-RateLimit-Remaining"] == "999")
                #expect(try await ask("?ip=45.66.1.4").text == "null\n", "known, and below the default")
                #expect(try await ask("?ip=45.66.1.4&scoreMinimum=1").text.contains("45.66.1.4"))
                #expect(try await ask("?ip=45.66.1.3&type=captcha").text == "null\n")
                #expect(try await ask("?ip=45.66.1.3&scenarios_containing=ssh").text == "null\n")
                let network = try await ask("?range=45.66.1.0/24&contains=false")
                #expect(network.text.contains("45.66.1.1") && network.text.contains("45.66.1.3"))
                let all = try await ask("")
                let values = try #require(try JSONSerialization.jsonObject(with: Data(all.body)) as? [[String: Any]])
                #expect(Set(values.compactMap { $0["value"] as? String }) == Self.three)
                #expect(all["X-Blacklist-Used"] == "3")
                #expect(try await ask("?limit=1")["X-Blacklist-Used"] == "4")
                #expect(try await ask("?scoreMinimum=100").text == "null\n")
                let head = try await server.send(.HEAD, "/v1/decisions", headers: [("X-Api-Key", key)])
                #expect(head.status == 200 && head["X-Blacklist-Used"] == "4")

                let refused = try await server.get("/v1/decisions")
                #expect(refused.status == 401)
                #expect(try (refused.json()["message"] as? String)?.isEmpty == false)
                #expect(try await ask("?ip=nowhere").status == 400)
                #expect(try await Self.pull(server, key, "ip=45.66.1.3").status == 400)
            }
        }

        @Test("Everything at the start, then what came and what went, each once")
        func stream() async throws {
            try await BlacklistTests.withThree { (server, key) async throws in
                let start = try await Self.pull(server, key, "startup=true")
                #expect(try Told(start) == Told(new: Self.three) && start["X-Blacklist-Used"] == "3")
                let nothing = try await Self.pull(server, key)
                #expect(nothing.text == "{\"new\":null,\"deleted\":null}\n" && nothing["X-Blacklist-Used"] == "3")
                _ = try await server.report("45.66.1.7", key: key)
                try await Self.withdraw(server, "45.66.1.1", key)
                let news = try await Self.pull(server, key, "startup=false")
                #expect(try Told(news) == Told(new: ["45.66.1.7"], deleted: ["45.66.1.1"]))
                #expect(news["X-Blacklist-Used"] == "4")
                #expect(try Told(try await Self.pull(server, key)) == Told())

                // Another program with the same key, and one that asks for something else, stand elsewhere.
                // A list that was made a moment ago is served a little longer, so another one is asked until it is new.
                let expected = Told(new: ["45.66.1.7", "2a00:1450::5", "45.66.1.3"], deleted: ["45.66.1.1"])
                var number = 0
                while try Told(try await Self.pull(server, key, program: "other/\(number)")) != expected {
                    number += 1
                    try #require(number < 1000)
                }
                let ssh = try await Self.pull(server, key, "scenarios_containing=ssh")
                #expect(try Told(ssh) == Told())
                #expect(try Told(try await Self.pull(server, key, "origins=CAPI&startup=true")) == Told())

                // HEAD tells nothing, and so changes nothing.
                _ = try await server.report("45.66.1.8", key: key)
                let head = try await server.send(
                    .HEAD, "/v1/decisions/stream", headers: [("X-Api-Key", key), ("User-Agent", "bouncer/1")])
                #expect(head.status == 200 && head.body.isEmpty)
                #expect(try Told(try await Self.pull(server, key)) == Told(new: ["45.66.1.8"]))
            }
        }

        @Test("A bouncer that the server has forgotten gets everything, and what left the list of late")
        func forgotten() async throws {
            let store = MemoryStore()
            let clock = ManualClock()
            let key = try await TestServer.run(on: store, clock: clock) { (server) async throws in
                let key = try await server.key()
                for number in 1...3 { _ = try await server.report("45.66.1.\(number)", key: key) }
                #expect(try Told(try await Self.pull(server, key, "startup=true")).new.count == 3)
                try await Self.withdraw(server, "45.66.1.2", key)
                return key
            }
            try await TestServer.run(on: store, clock: clock) { (server) async throws in
                let told = try Told(try await Self.pull(server, key))
                #expect(told == Told(new: ["45.66.1.1", "45.66.1.3"], deleted: ["45.66.1.2"]))
                #expect(try Told(try await Self.pull(server, key)) == Told())
                // Once decisions would have held for half of their time, they are told again.
                clock.advance(by: .seconds(Decision.hours * 1800))
                for number in [1, 3] { _ = try await server.report("45.66.1.\(number)", key: key) }
                #expect(try Told(try await Self.pull(server, key)).new.count == 2)
                #expect(try Told(try await Self.pull(server, key)) == Told())
            }
        }

        @Test("A free key's day: starts cost once, what is new costs one each, and nothing hides what is withdrawn")
        func quota() async throws {
            try await TestServer.run(configure: { configuration in
                for index in configuration.tiers.indices where configuration.tiers[index].id == "free" {
                    configuration.tiers[index].blacklist = 4
                }
            }) { (server) async throws in
                let key = try await server.key()
                for number in 1...3 { _ = try await server.report("45.66.1.\(number)", key: key) }
                for _ in 0..<3 {
                    let start = try await Self.pull(server, key, "startup=true")
                    #expect(try Told(start).new.count == 3 && start["X-Blacklist-Used"] == "3")
                }
                for number in 4...6 { _ = try await server.report("45.66.1.\(number)", key: key) }
                try await Self.withdraw(server, "45.66.1.1", key)
                // One is left; the others wait, and what went does not.
                let last = try await Self.pull(server, key)
                #expect(try Told(last) == Told(new: ["45.66.1.4"], deleted: ["45.66.1.1"]))
                #expect(last["X-Blacklist-Remaining"] == "0")
                try await Self.withdraw(server, "45.66.1.2", key)
                let none = try await Self.pull(server, key)
                #expect(try Told(none) == Told(deleted: ["45.66.1.2"]) && none.status == 200)
                // A fresh program that was sent nothing today is told to wait.
                let other = try await Self.pull(server, key, "startup=true", program: "other/1")
                #expect(other.status == 429 && other["Retry-After"] != nil)
                server.clock.advance(by: .seconds(86_400))
                #expect(try Told(try await Self.pull(server, key)) == Told(new: ["45.66.1.5", "45.66.1.6"]))
            }
        }

        @Test("Compressed, and longer than a block")
        func long() async throws {
            try await TestServer.run { (server) async throws in
                let (key, own) = (try await server.key(), try await server.key(tier: "operator"))
                let rows = (0..<700).map { #"{"ip":"45.66.\#($0 >> 8).\#($0 & 255)","category":1,"protocol":"ssh"}"# }
                let body = #"{"reports":[\#(rows.joined(separator: ","))]}"#
                #expect(try await server.post("/v1/key/bulk-report", key: own, json: body).status == 200)
                let plain = try await Self.pull(server, key, "startup=true")
                #expect(try Told(plain).new.count == 700 && plain.text.contains("sikker/ssh"))
                let packed = try await server.get(
                    "/v1/decisions/stream?startup=true",
                    headers: [("X-Api-Key", key), ("User-Agent", "bouncer/1"), ("Accept-Encoding", "gzip")])
                #expect(packed["Content-Encoding"] == "gzip")
                #expect(try Gunzip.unpack(packed.body) == plain.body)
            }
        }

        @Test("Figures of bouncers are taken, and nothing else")
        func metrics() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                func send(_ body: String) async throws -> Int {
                    try await server.send(
                        .POST, "/v1/usage-metrics",
                        headers: [("X-Api-Key", key), ("Content-Type", "application/json")], body: Array(body.utf8)
                    ).status
                }
                #expect(
                    try await send(#"{"remediation_components":[{"name":"x","metrics":[]}],"log_processors":null}"#)
                        == 201)
                #expect(try await send("{}") == 400)
                #expect(try await send("[]") == 400)
                #expect(try await send(String(repeating: " ", count: 2 << 20)) == 413)
            }
        }
    }
}
