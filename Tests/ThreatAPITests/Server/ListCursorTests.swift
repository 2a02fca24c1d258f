import Foundation
import IPNetworks
import NIOHTTP1
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    /// What a guard does: it takes the list once, and from then on what happens to it.
    @Suite("From a list to its stream")
    struct ListCursorTests {
        static let header = "X-Blacklist-Cursor"

        @Test("Every form of a list says where it stands in the feed, an unchanged one too")
        func everyForm() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                for number in 1...3 { _ = try await server.report("45.66.1.\(number)", key: key) }
                let newest = try await server.store.read { "\(try $0.feedEpoch())-\(try $0.lastSequence())" }
                for (query, headers) in [
                    ("", []), ("?plaintext=true", []), ("?plaintext=true", [("Accept-Encoding", "gzip")]),
                    ("?limit=1", []), ("?scoreMinimum=100", []), ("?ipVersion=6&plaintext=true", []),
                ] as [(String, [(String, String)])] {
                    let response = try await server.get("/v1/key/blacklist\(query)", key: key, headers: headers)
                    #expect(response.status == 200 && response[Self.header] == newest, "\(query)")
                    #expect(try await server.head("/v1/key/blacklist\(query)", key: key)[Self.header] == newest)
                    let unchanged = try await server.get(
                        "/v1/key/blacklist\(query)", key: key,
                        headers: headers + [("If-None-Match", try #require(response["ETag"]))])
                    #expect(unchanged.status == 304 && unchanged[Self.header] == newest, "\(query)")
                }
            }
        }

        @Test("A list that did not change stands where the feed does, however far that went on")
        func unchangedListMovesOn() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                _ = try await server.report("45.66.1.1", key: key)
                let path = "/v1/key/blacklist?plaintext=true&ipVersion=6"
                let first = try await server.get(path, key: key)
                _ = try await server.report("45.66.1.2", key: key)
                // The list may be served for a moment after a change.
                var second = first
                while second[Self.header] == first[Self.header] {
                    second = try await server.get(
                        path, key: key, headers: [("If-None-Match", try #require(first["ETag"]))])
                    #expect(second.status == 304)
                }
                let sequence = try await server.store.read { try $0.lastSequence() }
                #expect(second[Self.header]?.hasSuffix("-\(sequence)") == true)
            }
        }

        @Test("Lists taken while everything changes, and the stream from there, lose and repeat nothing")
        func exact() async throws {
            try await TestServer.run(configure: { $0.tiers[0].blacklist = nil }) { (server) async throws in
                let (key, reporter) = (try await server.key(), try await server.key(tier: "tier_1"))
                let count = 120
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for number in 1...count {
                            _ = try await server.report("45.66.1.\(number)", key: reporter)
                        }
                    }
                    for follower in 0..<6 {
                        group.addTask {
                            // Each begins at another moment.
                            while try await server.store.read({ try $0.lastSequence() }) < follower * 15 {
                                await Task.yield()
                            }
                            try await Self.follow(server, key, until: count)
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }

        static func follow(_ server: TestServer, _ key: String, until count: Int) async throws {
            let list = try await server.get("/v1/key/blacklist?plaintext=true", key: key)
            var listed = Set(list.lines.compactMap { IPAddress(String($0)) })
            guard listed.count < count else { return }
            let cursor = try #require(list[Self.header])
            try await server.stream("?since=\(cursor)", key: key) { event in
                switch event.name {
                case "add":
                    let text = try #require(event.data?.split(separator: "\"").first { $0.contains(".") })
                    #expect(listed.insert(try #require(IPAddress(String(text)))).inserted, "\(text) was told twice")
                case "ready", nil: break
                default: Issue.record("the stream began anew: \(event)")
                }
                return listed.count < count
            }
            #expect(listed.count == count)
        }
    }
}
