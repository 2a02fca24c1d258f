import APIClient
import Foundation
import IPNetworks
import Synchronization
import TestServers
import Testing
import ThreatModel

/// What each call sends, and what it makes of a good answer.
@Suite struct CallTests {
    /// Remembers the last request.
    final class Recorder: Sendable {
        private let request = Mutex<TestRequest?>(nil)
        var last: TestRequest? { request.withLock { $0 } }

        func answering(_ answer: TestAnswer) -> TestHTTPServer.Handler {
            { request in
                self.request.withLock { $0 = request }
                return answer
            }
        }
    }

    @Test func everyCallSaysWhoItIs() async throws {
        let recorder = Recorder()
        try await withClient(answer: recorder.answering(.json(#"{"acked":0}"#))) { client in
            _ = try await client.sendSensorEvents([])
        }
        let headers = try #require(recorder.last?.headers)
        #expect(headers["authorization"] == "Bearer sk_free_0123456789abcdefghij")
        #expect(headers["user-agent"] == "sikker/test")
        #expect(headers["host"]?.hasPrefix("127.0.0.1:") == true)
    }

    @Test func withoutCredentialNoneIsSent() async throws {
        let recorder = Recorder()
        try await withClient(credential: nil, answer: recorder.answering(.json(#"{"acked":0}"#))) { client in
            _ = try await client.sendSensorEvents([])
        }
        #expect(recorder.last?.headers["authorization"] == nil)
    }

    @Test func sensorEventsTravelAsGzippedLines() async throws {
        let recorder = Recorder()
        let lines = Array(String(repeating: "{\"a\":1}\n", count: 1000).utf8)
        try await withClient(answer: recorder.answering(.json(#"{"acked":1000}"#))) { client in
            let answer = try await client.sendSensorEvents(lines)
            #expect(answer.acked == 1000)
        }
        let request = try #require(recorder.last)
        #expect(request.method == "POST")
        #expect(request.target == "/v1/sensor/events")
        #expect(request.headers["content-type"] == "application/x-ndjson")
        #expect(request.headers["content-encoding"] == "gzip")
        let length = try #require(request.headers["content-length"].flatMap { Int($0) })
        #expect(length < 200)
        #expect(request.body == lines)
    }

    @Test(arguments: [
        ("203.0.113.9", true, "/v1/key/check/203.0.113.9"),
        ("2001:db8::1", false, "/v1/key/check/2001:db8::1?verbose=false"),
    ])
    func checkAsksForTheRawAddress(address: String, verbose: Bool, target: String) async throws {
        let recorder = Recorder()
        let subject = try #require(IPAddress(address))
        let text = """
            {"ip":"\(address)","found":true,"confidenceLevel":87,"totalSessions":3,"totalEvents":9,
             "protocols":[{"protocol":"telnet","sessions":3,"events":9}],"policyVersion":1,"unknownField":[1,2],
             "firstSeen":"2026-01-01T00:00:00.000Z","lastSeen":null,
             "contributor":{"reportCount":0,"distinctReporters":0,"categories":[],"protocols":[],"reportedByYou":0}}
            """
        try await withClient(answer: recorder.answering(.json(text))) { client in
            let answer = try await client.check(subject, verbose: verbose)
            #expect(answer.confidenceLevel == 87)
            #expect(answer.protocols == [.init(protocol: .telnet, sessions: 3, events: 9)])
            #expect(answer.behaviors == nil)
        }
        #expect(recorder.last?.target == target)
        #expect(recorder.last?.method == "GET")
    }

    @Test(arguments: ReportKind.allCases)
    func reportCarriesTheReportersWords(kind: ReportKind) async throws {
        let recorder = Recorder()
        let report = Report(
            address: try #require(IPAddress("198.51.100.7")), category: .bruteForce, protocolName: "ssh",
            comment: "5 \"tries\"\n", kind: kind)
        try await withClient(answer: recorder.answering(.json(#"{"success":true}"#))) { client in
            try await client.report(report)
        }
        let request = try #require(recorder.last)
        #expect(request.target == "/v1/key/report")
        #expect(request.headers["content-type"] == "application/json")
        var expected = [
            "ip": "198.51.100.7", "category": "brute_force", "protocol": "ssh", "comment": "5 \"tries\"\n",
        ]
        if kind != .observed { expected["reportKind"] = kind.name }
        let sent = try JSONDecoder().decode([String: String].self, from: Data(request.body))
        #expect(sent == expected)
    }

    @Test func explanationsAndNetworksAreAskedForAsTheyStand() async throws {
        let recorder = Recorder()
        let explained = """
            {"ip":"2a00::1","found":false,"explainedAt":"2026-11-22T12:00:00.000Z","confidenceLevel":0,
             "rawConfidenceLevel":0,"policyVersion":0,"points":0,"scale":0,"terms":[],"limits":[],"totalSessions":0,
             "sessions":[],"totalReports":0,"reports":[]}
            """
        let address = try #require(IPAddress("2a00::1"))
        try await withClient(answer: recorder.answering(.json(explained))) { client in
            let answer = try await client.explain(address)
            #expect(!answer.found && answer.ip == address)
        }
        #expect(recorder.last?.target == "/v1/key/explain/2a00::1")
        let range = """
            {"network":"2a00::/48","scoreMinimum":50,"known":0,"listed":0,"levels":{},"listedShares":[],
             "truncated":false,"reportedAddress":[]}
            """
        let network = try #require(IPPrefix("2a00::/48"))
        try await withClient(answer: recorder.answering(.json(range))) { client in
            let answer = try await client.checkBlock(network)
            #expect(answer.network == network)
        }
        #expect(recorder.last?.target == "/v1/key/check-block?network=2a00::/48")
    }

    @Test func statusTellsTierAndQuotas() async throws {
        let text = """
            {"tier":{"id":"free","name":"Free"},"quotas":{
             "lookups":{"used":1,"limit":1000,"remaining":999},"reports":{"used":0,"limit":null,"remaining":null},
             "blacklist":{"used":0,"limit":5,"remaining":5},"taxii":{"used":0,"limit":5,"remaining":5}},
             "alerts":{"ipAlerts":{"current":0,"limit":5}}}
            """
        let recorder = Recorder()
        try await withClient(answer: recorder.answering(.json(text))) { client in
            let status = try await client.status()
            #expect(status.tier.id == "free")
            #expect(status.quotas.lookups.remaining == 999)
            #expect(status.quotas.reports.limit == nil)
        }
        #expect(recorder.last?.target == "/v1/key/status")
    }

    @Test func pathInFrontOfTheAPIIsKept() async throws {
        let recorder = Recorder()
        let server = try await TestHTTPServer(handler: recorder.answering(.json(#"{"acked":0}"#)))
        let connections = HTTPConnections()
        let client = APIClient(
            server: try ServerURL(server.url + "/threats/"), credential: nil, connections: connections)
        _ = try await client.sendSensorEvents([])
        await connections.shutdown()
        await server.stop()
        #expect(recorder.last?.target == "/threats/v1/sensor/events")
    }
}
