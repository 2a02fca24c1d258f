import Foundation
import NIOHTTP1
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("The API of AbuseIPDB")
    struct AbuseIPDBTests {
        static func form(
            _ server: TestServer, _ key: String, _ fields: String, path: String = "/api/v2/report"
        ) async throws -> TestResponse {
            try await server.send(
                .POST, path, headers: [("Key", key), ("Content-Type", "application/x-www-form-urlencoded")],
                body: Array(fields.utf8))
        }

        static func data(_ response: TestResponse) throws -> [String: Any] {
            try #require(try response.json()["data"] as? [String: Any], "\(response.text)")
        }

        @Test("A report is a report, however it is sent, and is found in every answer")
        func report() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let long = String(repeating: "x", count: 1004)
                let first = try await Self.form(server, key, "ip=45.66.1.2&categories=18%2C22&comment=\(long)")
                #expect(first.status == 200, "\(first.text)")
                #expect(try Self.data(first)["ipAddress"] as? String == "45.66.1.2")
                #expect(first["X-RateLimit-Limit"] == "1000" && first["X-RateLimit-Remaining"] == "999")
                // Everything in the query, as some clients do.
                let second = try await server.send(
                    .POST,
                    "/api/v2/report?ip=45.66.1.2&categories=21&comment=a+b&timestamp=2026-11-22T10:00:37%2B00:00",
                    headers: [("Key", key)])
                #expect(second.status == 200, "\(second.text)")
                let third = try await server.send(
                    .POST, "/api/v2/report", headers: [("Key", key), ("Content-Type", "application/json")],
                    body: Array(#"{"ip":"45.66.1.2","categories":14}"#.utf8))
                #expect(third.status == 200, "\(third.text)")

                let check = try await server.get("/v1/key/check/45.66.1.2", key: key).json()
                let contributor = try #require(check["contributor"] as? [String: Any])
                #expect(contributor["reportCount"] as? Int == 3 && contributor["protocols"] as? [String] == ["ssh"])

                let answer = try await server.get(
                    "/api/v2/check?ipAddress=45.66.1.2&maxAgeInDays=90&verbose", headers: [("Key", key)])
                let data = try Self.data(answer)
                #expect(data["abuseConfidenceScore"] as? Int == check["confidenceLevel"] as? Int)
                #expect(data["totalReports"] as? Int == 3 && data["numDistinctUsers"] as? Int == 1)
                #expect(data["ipVersion"] as? Int == 4 && data["isPublic"] as? Bool == true)
                let reports = try #require(data["reports"] as? [[String: Any]])
                #expect(Set(reports.compactMap { $0["categories"] as? [Int] }) == [[18, 22], [21], [14]])
                #expect(reports.compactMap { $0["reporterId"] as? Int } == [0, 0, 0])
                let comments = Set(reports.compactMap { $0["comment"] as? String })
                #expect(comments.contains("a b") && comments.contains(String(long.prefix(1000))))

                // Others are not told what was written.
                _ = try await server.administration.createAccount(named: "other", trusted: false)
                let stranger = try await server.administration.createKey(forAccount: "other", tier: "free", label: "")
                try await server.refreshIdentities()
                let theirs = try Self.data(
                    try await server.get(
                        "/api/v2/reports?ipAddress=45.66.1.2&perPage=2", headers: [("Key", stranger.secret.text)]))
                #expect(theirs["total"] as? Int == 3 && theirs["lastPage"] as? Int == 2 && theirs["count"] as? Int == 2)
                #expect(theirs["nextPageUrl"] as? String == "/api/v2/reports?ipAddress=45.66.1.2&perPage=2&page=2")
                let results = try #require(theirs["results"] as? [[String: Any]])
                #expect(results.allSatisfy { $0["comment"] as? String == "" && $0["reporterId"] as? Int == 2 })
                let beyond = try Self.data(
                    try await server.get(
                        "/api/v2/reports?ipAddress=45.66.1.2&page=2000&perPage=100", headers: [("Key", key)]))
                #expect(beyond["count"] as? Int == 0)

                let cleared = try await server.send(
                    .DELETE, "/api/v2/clear-address?ipAddress=45.66.1.2", headers: [("Key", key)])
                #expect(try Self.data(cleared)["numReportsDeleted"] as? Int == 3, "\(cleared.text)")
                let again = try await server.send(
                    .DELETE, "/api/v2/clear-address",
                    headers: [("Key", key), ("Content-Type", "application/x-www-form-urlencoded")],
                    body: Array("ipAddress=45.66.1.2".utf8))
                #expect(try Self.data(again)["numReportsDeleted"] as? Int == 0, "\(again.text)")
                #expect(try await server.get("/v1/key/check/45.66.1.2", key: key).json()["found"] as? Bool == false)
            }
        }

        @Test("A list, as JSON and as lines")
        func blacklist() async throws {
            try await BlacklistTests.withThree { (server, key) async throws in
                let json = try await server.get("/api/v2/blacklist", headers: [("Key", key)]).json()
                let data = try #require(json["data"] as? [[String: Any]])
                #expect(data.compactMap { $0["ipAddress"] as? String } == ["45.66.1.3", "2a00:1450::5", "45.66.1.1"])
                #expect(data.allSatisfy { $0["abuseConfidenceScore"] as? Int == 60 })
                #expect((json["meta"] as? [String: Any])?["generatedAt"] is String)
                let lines = try await server.get("/api/v2/blacklist?plaintext&ipVersion=4&limit=1&key=\(key)")
                #expect(lines.text == "45.66.1.3\n" && lines["X-Generated-At"] != nil)
                #expect(lines["X-RateLimit-Limit"] == "5000" && lines["X-RateLimit-Remaining"] == "4996")
                let accepted = try await server.get(
                    "/api/v2/blacklist?confidenceMinimum=60", headers: [("Key", key), ("Accept", "text/plain")])
                #expect(accepted.lines.count == 3)
                let none = try await server.get("/api/v2/blacklist?confidenceMinimum=100", headers: [("Key", key)])
                #expect((try none.json()["data"] as? [Any])?.isEmpty == true)

                let block = try Self.data(
                    try await server.get(
                        "/api/v2/check-block?network=45.66.1.0/24&maxAgeInDays=15", headers: [("Key", key)]))
                #expect(block["numPossibleHosts"] as? Int == 256 && block["netmask"] as? String == "255.255.255.0")
                let named = try #require(block["reportedAddress"] as? [[String: Any]])
                #expect(named.compactMap { $0["ipAddress"] as? String } == ["45.66.1.3", "45.66.1.4", "45.66.1.1"])
                #expect(named.allSatisfy { $0["numReports"] as? Int == 1 })
            }
        }

        @Test("Rows of a file, with what is wrong said of each")
        func bulk() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let csv = """
                    IP,Categories,ReportDate,Comment
                    45.66.1.2,"18,22",2026-11-18T10:00:37-05:00,"tried, and failed"
                    nonsense,18,,
                    45.66.1.3,99,,
                    45.66.1.4,14,yesterday,
                    2a00:1450::5,"15,16"

                    """
                let body =
                    "--b\r\nContent-Disposition: form-data; name=\"csv\"; filename=\"report.csv\"\r\n"
                    + "Content-Type: text/csv\r\n\r\n\(csv)\r\n--b--\r\n"
                let answer = try await server.send(
                    .POST, "/api/v2/bulk-report",
                    headers: [("Key", key), ("Content-Type", "multipart/form-data; boundary=b")], body: Array(body.utf8)
                )
                let data = try Self.data(answer)
                #expect(data["savedReports"] as? Int == 2, "\(answer.text)")
                let invalid = try #require(data["invalidReports"] as? [[String: Any]])
                #expect(invalid.compactMap { $0["rowNumber"] as? Int } == [3, 4, 5])
                #expect(invalid.compactMap { $0["input"] as? String } == ["nonsense", "45.66.1.3", "45.66.1.4"])
                #expect(answer["X-RateLimit-Remaining"] == "998")
                let check = try await server.get("/v1/key/check/2a00:1450::5", key: key).text
                #expect(check.contains("sql_injection"))
                // Without a header the columns are where AbuseIPDB has them.
                let plain = try await server.send(
                    .POST, "/api/v2/bulk-report", headers: [("Key", key), ("Content-Type", "text/csv")],
                    body: Array("45.66.1.9,22,2026-11-18T10:00:37Z,x\n".utf8))
                #expect(try Self.data(plain)["savedReports"] as? Int == 1, "\(plain.text)")
            }
        }

        @Test("What is wrong is told as AbuseIPDB tells it, and costs nothing")
        func errors() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                func expect(
                    _ response: TestResponse, _ status: Int, parameter: String? = nil,
                    _ location: SourceLocation = #_sourceLocation
                ) throws {
                    let errors = try #require(
                        try response.json()["errors"] as? [[String: Any]], sourceLocation: location)
                    #expect(
                        response.status == status && errors.count == 1, "\(response.text)", sourceLocation: location)
                    #expect(errors[0]["status"] as? Int == status, sourceLocation: location)
                    #expect((errors[0]["detail"] as? String)?.isEmpty == false, sourceLocation: location)
                    let source = errors[0]["source"] as? [String: Any]
                    #expect(source?["parameter"] as? String == parameter, "\(response.text)", sourceLocation: location)
                }
                let field = [("Key", key)]
                try expect(try await server.get("/api/v2/check?ipAddress=45.66.1.2"), 401)
                try expect(
                    try await server.get("/api/v2/check?ipAddress=45.66.1.2", headers: [("Key", "sk_free_x")]), 401)
                try expect(try await server.get("/api/v2/check?ipAddress=45.66.1.2&key=\(key)"), 401)
                for (path, parameter) in [
                    ("check", "ipAddress"), ("check?ipAddress=45.66.1", "ipAddress"),
                    ("reports?ipAddress=", "ipAddress"),
                    ("check?ipAddress=45.66.1.2&maxAgeInDays=0", "maxAgeInDays"),
                    ("check?ipAddress=45.66.1.2&maxAgeInDays=366", "maxAgeInDays"),
                    ("reports?ipAddress=45.66.1.2&page=0", "page"),
                    ("reports?ipAddress=45.66.1.2&perPage=101", "perPage"),
                    ("check-block?network=45.66.0.0/8", "network"), ("check-block", "network"),
                    ("blacklist?confidenceMinimum=0", "confidenceMinimum"), ("blacklist?limit=x", "limit"),
                    ("blacklist?onlyCountries=DEU", "onlyCountries"), ("blacklist?ipVersion=5", "ipVersion"),
                ] {
                    try expect(try await server.get("/api/v2/\(path)", headers: field), 422, parameter: parameter)
                }
                for (fields, parameter) in [
                    ("", "ip"), ("ip=nowhere&categories=18", "ip"), ("ip=45.66.1.2", "categories"),
                    ("ip=45.66.1.2&categories=24", "categories"),
                    ("ip=45.66.1.2&categories=18&timestamp=soon", "timestamp"),
                ] {
                    try expect(try await Self.form(server, key, fields), 422, parameter: parameter)
                }
                try expect(try await Self.form(server, key, "ip=45.66.1.2&ip=45.66.1.2"), 422)
                try expect(try await Self.form(server, key, String(repeating: "x", count: 20_000)), 413)
                try expect(try await server.get("/api/v2/nothing", headers: field), 404)
                try expect(try await server.get("/api/v2/report", headers: field), 405)
                let status = try await server.get("/v1/key/status", key: key)
                #expect(!status.text.contains(#""used":1"#), "\(status.text)")
            }
        }
    }
}
