import Foundation
import IPNetworks
import NIOHTTP1
import Observability
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("POST /v1/key/report")
    struct ReportTests {
        @Test("A report is stored as it was given, and metered")
        func stored() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let response = try await server.post(
                    "/v1/key/report", key: key,
                    json: #"{"ip":"2A00:1450::9","category":4,"protocol":"HTTP","comment":"a \"quoted\" ü","x":[{}]}"#)
                #expect(response.status == 200 && response.text == "{\"success\":true}\n")
                #expect(response["X-Report-Limit"] == "1000" && response["X-Report-Remaining"] == "999")
                #expect(response["X-Daily-Used"] == "1" && response["X-RateLimit-Limit"] == nil)
                let address = try #require(IPAddress("2a00:1450::9"))
                let reports = try await server.store.read { try $0.reports(about: address, limit: 9) }
                #expect(
                    reports.map(\.report) == [
                        Report(address: address, category: .webExploit, protocolName: "http", comment: "a \"quoted\" ü")
                    ])
                #expect(reports.map(\.at) == [ManualClock.start] && reports.map(\.isTest) == [false])
            }
        }

        @Test(
            "Categories by name, number, and number as text",
            arguments: [#""iot_targeted""#, "13", #""13""#])
        func categories(_ category: String) async throws {
            try await TestServer.run { (server) async throws in
                let json = #"{"ip":"45.66.1.2","category":\#(category),"reportKind":"automatic","comment":null}"#
                #expect(try await server.post("/v1/key/report", key: try await server.key(), json: json).status == 200)
                let reports = try await server.store.read {
                    try $0.reports(about: IPAddress(v4: 0x2d42_0102), limit: 9)
                }
                #expect(reports.map(\.report.category) == [.iotTargeted] && reports.map(\.report.kind) == [.automatic])
            }
        }

        @Test(
            "Reserved addresses are tests: answered, stored, never scored",
            arguments: ["127.0.0.1", "192.0.2.1", "fe80::1"])
        func tests(_ ip: String) async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                #expect(try await server.report(ip, key: key).text == "{\"success\":true}\n")
                let address = try #require(IPAddress(ip))
                #expect(
                    try await server.store.read { try $0.reports(about: address, limit: 9) }.map(\.isTest) == [true])
                #expect(try await server.get("/v1/key/check/\(ip)", key: key).text.contains(#""found":false"#))
            }
        }

        @Test("The operator's own networks are never scored either")
        func ownNetworks() async throws {
            let own = try #require(IPPrefix(IPAddress(v4: 0x2d42_0000), length: 16))
            try await TestServer.run(configure: { $0.ownNetworks = [own] }) { (server) async throws in
                let key = try await server.key()
                #expect(try await server.report("45.66.1.2", key: key).status == 200)
                #expect(try await server.get("/v1/key/check/45.66.1.2", key: key).text.contains(#""found":false"#))
            }
        }

        @Test("A network that became the operator's own is taken from the list")
        func ownNetworksLater() async throws {
            let store = MemoryStore()
            let key = try await TestServer.run(on: store) { (server) async throws in
                let key = try await server.key()
                for address in ["45.66.1.1", "45.66.2.1"] { _ = try await server.report(address, key: key) }
                #expect(try await server.get("/v1/key/blacklist?plaintext=true", key: key).lines.count == 2)
                return key
            }
            let own = try #require(IPPrefix("45.66.1.0/24"))
            try await TestServer.run(on: store, configure: { $0.ownNetworks = [own] }) { (server) async throws in
                let cursor = try await server.store.read { "\(try $0.feedEpoch())-2" }
                var removed: String?
                try await server.stream("?since=\(cursor)", key: key) { event in
                    if event.name == "remove" { removed = event.data }
                    return removed == nil
                }
                #expect(removed == #"{"ip":"45.66.1.1"}"#)
                let list = try await server.get("/v1/key/blacklist?plaintext=true", key: key)
                #expect(list.text == "45.66.2.1\n")
            }
        }

        @Test(
            "What is wrong is named, and costs nothing",
            arguments: [
                (#"{"category":1}"#, "'ip' is missing: an IPv4 or IPv6 address is needed"),
                (#"{"ip":"1.2.3","category":1}"#, "'ip' must be an IPv4 or IPv6 address"),
                (#"{"ip":"45.66.1.2"}"#, "'category' is missing; accepted: brute_force, port_scan"),
                (#"{"ip":"45.66.1.2","category":"evil"}"#, "'category' is unknown; accepted: brute_force"),
                (#"{"ip":"45.66.1.2","category":17}"#, "'category' is unknown; accepted: brute_force"),
                (#"{"ip":"45.66.1.2","category":1.5}"#, "the body is not a report: a whole number is expected"),
                (#"{"ip":7,"category":1}"#, "the body is not a report: 'ip' must be text"),
                (
                    #"{"ip":"45.66.1.2","category":1,"reportKind":"x"}"#,
                    "'reportKind' must be one of observed, list_block"
                ),
                (
                    #"{"ip":"45.66.1.2","category":1,"protocol":"\#(String(repeating: "x", count: 33))"}"#,
                    "'protocol' may have at most 32 characters"
                ),
                (
                    #"{"ip":"45.66.1.2","category":1,"comment":"\#(String(repeating: "ä", count: 1001))"}"#,
                    "'comment' may have at most 1000 characters"
                ),
                ("[]", "the body is not a report: a JSON object is expected"),
                ("{", "the body is not a report: text in quotation marks is expected"),
                (#"{"ip":"45.66.1.2","category":1} x"#, "the body is not a report: there is more after the end"),
                ("", "the body is not a report: a JSON object is expected"),
            ])
        func refused(_ json: String, _ sentence: String) async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let response = try await server.post("/v1/key/report", key: key, json: json)
                #expect(response.status == 400)
                #expect(response.error.hasPrefix(sentence), "\(response.error)")
                #expect(try await server.get("/v1/key/status", key: key).text.contains(#""reports":{"used":0,"#))
            }
        }

        @Test("The longest protocol and comment there may be are taken")
        func longest() async throws {
            try await TestServer.run { (server) async throws in
                let json =
                    #"{"ip":"45.66.1.2","category":1,"protocol":"\#(String(repeating: "x", count: 32))","comment":"#
                    + #""\#(String(repeating: "😀", count: 1000))"}"#
                #expect(try await server.post("/v1/key/report", key: try await server.key(), json: json).status == 200)
            }
        }

        @Test("A body of another kind is a 415, one that is too large a 413")
        func bodies() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let body = Array(#"{"ip":"45.66.1.2","category":1}"#.utf8)
                for (type, status) in [("text/xml", 415), ("application/json; charset=utf-8", 200)] {
                    let response = try await server.send(
                        .POST, "/v1/key/report", key: key, headers: [("Content-Type", type)], body: body)
                    #expect(response.status == status)
                }
                #expect(try await server.send(.POST, "/v1/key/report", key: key, body: body).status == 200)
                let large = try await server.post(
                    "/v1/key/report", key: key, json: "{" + String(repeating: " ", count: 17 << 10) + "}")
                #expect(large.status == 413 && large.error == "the body may have at most 16384 bytes")
                #expect(try await server.get("/v1/key/status", key: key).text.contains(#""reports":{"used":2,"#))
            }
        }

        @Test("Repeated reports are all counted, until the day's quota is gone")
        func quota() async throws {
            try await TestServer.run(configure: { $0.tiers[0].reports = 3 }) { (server) async throws in
                let key = try await server.key()
                for left in ["2", "1", "0"] {
                    #expect(try await server.report("45.66.1.2", key: key)["X-Report-Remaining"] == left)
                }
                let refused = try await server.report("45.66.1.2", key: key)
                #expect(refused.status == 429 && refused["Retry-After"] == "43200")
                #expect(refused["X-Report-Remaining"] == "0")
                let answer = try CheckTests.decode(try await server.get("/v1/key/check/45.66.1.2", key: key))
                #expect(answer.contributor.reportCount == 3)
                #expect(server.metrics.exposition().contains(#"api_quota_denied_total{tier="free"} 1"#))
            }
        }
    }
}
