import IPNetworks
import NIOHTTP1
import Observability
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("POST /v1/key/bulk-report")
    struct BulkReportRouteTests {
        private static let path = "/v1/key/bulk-report"

        private static func send(
            _ body: String, as type: String?, key: String, to server: TestServer
        ) async throws -> TestResponse {
            try await server.send(
                .POST, path, key: key, headers: type.map { [("Content-Type", $0)] } ?? [], body: Array(body.utf8))
        }

        private static func form(_ csv: String) -> String {
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\nContent-Type: text/csv\r\n\r\n"
                + csv + "\r\n--b--\r\n"
        }

        private static let json =
            #"{"reports":[{"ip":"45.66.1.1","category":1,"protocol":"ssh"},{"ip":"x","category":1},{"ip":"45.66.1.2","category":"spam"}]}"#
        private static let csv = "45.66.1.1,1,ssh\nx,1\n45.66.1.2,spam\n"

        @Test(
            "However the rows come, the good ones are stored and the bad ones named",
            arguments: [
                (json, "application/json"), (json, nil), (csv, "text/csv; charset=utf-8"), (csv, nil),
                (form(csv), "multipart/form-data; boundary=b"),
            ] as [(String, String?)])
        func forms(_ body: String, _ type: String?) async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let response = try await Self.send(body, as: type, key: key, to: server)
                #expect(response.status == 200)
                #expect(
                    response.text == #"{"total":3,"accepted":2,"rejected":1,"errors":[{"row":2,"ip":"x","error":"#
                        + #""'ip' must be an IPv4 or IPv6 address"}]}"# + "\n")
                // A row that is refused costs nothing.
                #expect(response["X-Report-Remaining"] == "998" && response["X-Daily-Used"] == "2")
                let reports = try await server.store.read {
                    try $0.reports(about: IPAddress(v4: 0x2d42_0101), limit: 9)
                }
                #expect(reports.map(\.report.protocolName) == ["ssh"] && reports.map(\.at) == [ManualClock.start])
                let check = try CheckTests.decode(try await server.get("/v1/key/check/45.66.1.2", key: key))
                #expect(check.contributor.reportCount == 1 && check.confidenceLevel == 60)
                #expect(server.metrics.exposition().contains("\napi_reports_total 2\n"))
            }
        }

        @Test("Reserved addresses are tests here too, and the same address may come often")
        func repeated() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let rows = String(repeating: "45.66.1.1,1\n", count: 50) + "127.0.0.1,1\n192.0.2.1,spam\n"
                let response = try await Self.send(rows, as: "text/csv", key: key, to: server)
                #expect(response.text.contains(#""accepted":52,"rejected":0"#))
                let check = try CheckTests.decode(try await server.get("/v1/key/check/45.66.1.1", key: key))
                #expect(check.contributor.reportCount == 50)
                #expect(try await server.get("/v1/key/check/127.0.0.1", key: key).text.contains(#""found":false"#))
                let one = try await server.report("45.66.1.9", key: key)
                #expect(one["X-Report-Remaining"] == "947")
            }
        }

        @Test(
            "A body that cannot be read is refused whole, and costs nothing",
            arguments: [
                ("{", "application/json", 400), ("", "multipart/form-data", 400), ("x", "text/xml", 415),
                (form("1.1.1.1,1"), "multipart/form-data; boundary=other", 400),
                (String(repeating: "x", count: 2 << 20 + 1), "text/csv", 413),
                (String(repeating: "1.1.1.1,1\n", count: 10_001), "text/csv", 413),
                (String(repeating: " ", count: 8 << 20 + 1), "application/json", 413),
                (form(String(repeating: "x", count: 2 << 20 + 1)), "multipart/form-data; boundary=b", 413),
            ])
        func refused(_ body: String, _ type: String, _ status: Int) async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let response = try await Self.send(body, as: type, key: key, to: server)
                #expect(response.status == status && !response.error.isEmpty, "\(response.text)")
                #expect(try await server.get("/v1/key/status", key: key).text.contains(#""reports":{"used":0,"#))
                #expect(try await server.get(Self.path, key: key).status == 405)
                #expect(try await server.send(.POST, Self.path, body: Array("{}".utf8)).status == 401)
            }
        }

        @Test("Rows over quota are refused row by row, exactly the rest is taken", arguments: [false, true])
        func quota(_ onSQLite: Bool) async throws {
            let folder = try TemporaryFolder()
            let store: any Store = onSQLite ? try SQLiteStore(path: folder.path + "/store.sqlite") : MemoryStore()
            try await TestServer.run(on: store, configure: { $0.tiers[0].reports = 200 }) { (server) async throws in
                let key = try await server.key()
                let taken = try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 0..<16 {
                        group.addTask {
                            let rows = (0..<30).map { "45.66.\(number).\($0),1\n" }.joined() + "bad,1\n"
                            let response = try await Self.send(rows, as: "text/csv", key: key, to: server)
                            #expect(response.status == 200)
                            let json = try response.json()
                            let (accepted, errors) = (
                                json["accepted"] as? Int ?? -1, json["errors"] as? [[String: Any]]
                            )
                            #expect(json["total"] as? Int == 31 && json["rejected"] as? Int == 31 - accepted)
                            // The first rows are taken, and the rest follows in order.
                            #expect(errors?.compactMap { $0["row"] as? Int } == Array(accepted + 1...31))
                            return accepted
                        }
                    }
                    return try await group.reduce(0, +)
                }
                #expect(taken == 200)
                let last = try await Self.send("45.66.1.1,1\n", as: "text/csv", key: key, to: server)
                #expect(last.status == 200 && last["X-Report-Remaining"] == "0")
                #expect(last.text.contains("today's quota of 200 reports is used up"))
                let stored = try await server.store.read { reader in
                    try (0..<16).reduce(0) { sum, third in
                        try (0..<30).reduce(sum) { sum, last in
                            let address = IPAddress(v4: 0x2d42_0000 + UInt32(third << 8 + last))
                            return sum + (try reader.reports(about: address, limit: 9).count)
                        }
                    }
                }
                #expect(stored == 200)
            }
            await store.close()
        }

        @Test("When nothing can be stored, all of it is refused, and the quota is whole again")
        func storeAway() async throws {
            let store = FailingStore(MemoryStore())
            try await TestServer.run(on: store) { (server) async throws in
                let key = try await server.key()
                _ = try await server.report("45.66.1.9", key: key)
                store.failWrites(with: .full(path: "x"))
                let response = try await Self.send(Self.csv, as: "text/csv", key: key, to: server)
                #expect(response.status == 503 && response["Retry-After"] == "30")
                store.failWrites(with: nil)
                #expect(try await server.get("/v1/key/status", key: key).text.contains(#""reports":{"used":1,"#))
                #expect(try await server.get("/v1/key/check/45.66.1.1", key: key).text.contains(#""found":false"#))
                let again = try await Self.send(Self.csv, as: "text/csv", key: key, to: server)
                #expect(again.text.contains(#""accepted":2"#))
            }
        }
    }
}
