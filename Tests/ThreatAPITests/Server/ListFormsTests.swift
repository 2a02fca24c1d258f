import Foundation
import NIOHTTP1
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    /// Every form of a list over the wire: formats, networks, compression, validators.
    @Suite("Forms of a list")
    struct ListFormsTests {
        static let types = [
            "json": "application/json", "ndjson": "application/x-ndjson", "rpz": "text/dns; charset=utf-8",
        ]

        static func unpack(_ response: TestResponse) throws -> [UInt8] {
            switch response["Content-Encoding"] {
            case "gzip": try Gunzip.unpack(response.body)
            case "zstd": try Unzstd.unpack(response.body)
            default: response.body
            }
        }

        @Test("Every format, whole or cut, in every coding", arguments: ListFormatRegistry.all.map(\.name))
        func forms(_ name: String) async throws {
            let takesNetworks = try #require(RegisteredFormat(named: name)).format.takesNetworks
            try await BlacklistTests.withThree { (server, key) async throws in
                for aggregate in takesNetworks ? ["", "&aggregate=true"] : [""] {
                    for (limit, count) in [("", 3), ("&limit=2", 2)] {
                        let path = "/v1/key/blacklist?format=\(name)\(aggregate)\(limit)"
                        let used = try await Self.used(server, key)
                        let plain = try await server.get(path, key: key)
                        #expect(plain.status == 200 && plain["Content-Encoding"] == nil)
                        #expect(plain["Content-Type"] == Self.types[name] ?? "text/plain; charset=utf-8")
                        #expect(plain["Vary"] == "Accept-Encoding" && plain["Content-Length"] == "\(plain.body.count)")
                        #expect(try await Self.used(server, key) == used + count)
                        #expect(plain.text.contains("45.66.1.3") || plain.text.contains("3.1.66.45"))
                        #expect(plain.text.contains("45.66.1.1") == false || count == 3)
                        var tags = [try #require(plain["ETag"])]
                        for coding in ["gzip", "zstd"] {
                            let packed = try await server.get(
                                path, key: key, headers: [("Accept-Encoding", coding)])
                            #expect(packed["Content-Encoding"] == coding)
                            // What JSON says of the quota differs from one answer to the next.
                            if name != "json" { #expect(try Self.unpack(packed) == plain.body) }
                            tags.append(try #require(packed["ETag"]))
                        }
                        #expect(Set(tags).count == (tags[0].hasPrefix("W/") ? 1 : 3))
                        let spent = try await Self.used(server, key)
                        for (tag, coding) in zip(tags, ["identity", "gzip", "zstd"]) {
                            let unchanged = try await server.get(
                                path, key: key, headers: [("Accept-Encoding", coding), ("If-None-Match", tag)])
                            #expect(unchanged.status == 304 && unchanged["ETag"] == tag && unchanged.body.isEmpty)
                        }
                        let head = try await server.head(path, key: key)
                        #expect(head["ETag"] == tags[0] && head["Content-Type"] == plain["Content-Type"])
                        if name != "json" { #expect(head["Content-Length"] == plain["Content-Length"]) }
                        #expect(try await Self.used(server, key) == spent)
                    }
                }
            }
        }

        static func used(_ server: TestServer, _ key: String) async throws -> Int {
            let response = try await server.head("/v1/key/blacklist", key: key)
            return try #require(response["X-Blacklist-Used"].flatMap { Int($0) })
        }

        @Test(
            "The whole list says since when it has been the same, and is not sent again to those who know",
            arguments: ["", "gzip"])
        func lastModified(_ coding: String) async throws {
            try await BlacklistTests.withThree { (server, key) async throws in
                let path = "/v1/key/blacklist?plaintext=true"
                func get(_ path: String, _ date: String? = nil) async throws -> TestResponse {
                    try await server.get(
                        path, key: key,
                        headers: [("Accept-Encoding", coding)] + (date.map { [("If-Modified-Since", $0)] } ?? []))
                }
                // In the second in which it became what it is, another list may have the same time.
                #expect(try await get(path)["Last-Modified"] == nil)
                server.clock.advance(by: .seconds(5))
                let date = try #require(try await get(path)["Last-Modified"])
                #expect(date.hasPrefix("Sun, 22 Nov 2026 12:00:0") && date.hasSuffix(" GMT"))
                #expect(try await get(path, date).status == 304)
                // A time of the client's own says nothing about what it holds.
                #expect(try await get(path, "Sun, 22 Nov 2026 12:30:00 GMT").status == 200)
                // A part of the list says nothing about the whole.
                let part = try await get(path + "&limit=1", date)
                #expect(part.status == 200 && part["Last-Modified"] == nil)
                _ = try await server.report("45.66.1.77", key: key)
                #expect(try await get(path, date).status == 200)
                // If-None-Match counts for more.
                let other = try await server.get(
                    path, key: key, headers: [("If-Modified-Since", date), ("If-None-Match", "\"x\"")])
                #expect(other.status == 200)
            }
        }

        @Test("Each key is told its own time to come back")
        func maximumAge() async throws {
            try await TestServer.run { (server) async throws in
                var ages: Set<String> = []
                for _ in 0..<12 {
                    let response = try await server.get("/v1/key/blacklist", key: try await server.key())
                    let field = try #require(response["Cache-Control"])
                    let age = try #require(field.split(separator: "=").last.flatMap { Int($0) })
                    #expect(field.hasPrefix("private, max-age=") && (10..<30).contains(age))
                    ages.insert(field)
                }
                #expect(ages.count > 6)
            }
        }

        @Test("An unlimited key's JSON has a limit that every reader can hold")
        func unlimited() async throws {
            try await TestServer.run(configure: { $0.tiers[0].blacklist = nil }) { (server) async throws in
                let key = try await server.key()
                _ = try await server.report("45.66.1.1", key: key)
                let response = try await server.get("/v1/key/blacklist", key: key)
                let answer = try JSONDecoder().decode(BlacklistAnswer.self, from: Data(response.body))
                #expect(answer.meta.limit == 1)
            }
        }
    }
}
