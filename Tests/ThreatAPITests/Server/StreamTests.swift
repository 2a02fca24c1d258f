import IPNetworks
import NIOHTTP1
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("GET /v1/key/blacklist/stream")
    struct StreamTests {
        @Test("The list, then what happens")
        func live() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                _ = try await server.report("45.66.1.1", key: key)
                var client = StreamClient()
                try await server.stream(key: key) { event in
                    try client.apply(event)
                    switch (event.name, client.listed.count) {
                    case ("ready", 1):
                        #expect(try await server.report("45.66.1.2", key: key).status == 200)
                        return true
                    case ("add", 2): return false
                    default: return true
                    }
                }
                #expect(client.listed == [IPAddress(v4: 0x2d42_0101), IPAddress(v4: 0x2d42_0102)])
                let status = try await server.get("/v1/key/status", key: key)
                #expect(status.text.contains(#""blacklist":{"used":2,"#))
            }
        }

        @Test("A client goes on after a restart where it was, by header or by query", arguments: [true, false])
        func restart(_ byHeader: Bool) async throws {
            let store = MemoryStore()
            let (key, before) = try await TestServer.run(on: store) { (server) async throws in
                let key = try await server.key()
                for number in 1...5 { _ = try await server.report("45.66.1.\(number)", key: key) }
                var client = StreamClient()
                try await server.stream(key: key) { event in
                    try client.apply(event)
                    return event.name != "ready"
                }
                for number in 6...8 { _ = try await server.report("45.66.1.\(number)", key: key) }
                return (key, client)
            }
            #expect(before.listed.count == 5)
            try await TestServer.run(on: store) { (server) async throws in
                _ = try await server.report("45.66.1.9", key: key)
                var client = before
                let cursor = try #require(client.cursor)
                var names: [String] = []
                try await server.stream(
                    byHeader ? "?since=1-1" : "?since=\(cursor)", key: key, lastEventID: byHeader ? cursor : nil
                ) { event in
                    try client.apply(event)
                    if let name = event.name { names.append(name) }
                    return event.name != "ready"
                }
                #expect(names == ["add", "add", "add", "add", "ready"])
                #expect(client.listed.count == 9 && client.repetitions == 0)
            }
        }

        @Test("When the server stops, streams end with a word, and soon")
        func stopping() async throws {
            let comment = try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let (ready, isReady) = AsyncStream.makeStream(of: Void.self)
                let last = Task {
                    var last: String?
                    try await server.stream(key: key) { event in
                        if event.name == "ready" { isReady.finish() }
                        last = event.comment ?? last
                        return true
                    }
                    return last
                }
                for await _ in ready {}
                return last
            }
            #expect(try await comment.value == "the server is stopping; the stream goes on after it is back")
        }

        @Test("A heartbeat shows that the stream lives, and ends it when the key is no longer good")
        func heartbeat() async throws {
            try await TestServer.run { (server) async throws in
                let created = try await server.administration.createKey(tier: "free", label: "")
                let key = created.secret.text
                try await server.refreshIdentities()
                var comments: [String] = []
                try await server.stream(key: key) { event in
                    if event.name == "ready" || event.comment == "heartbeat" {
                        if event.comment != nil {
                            try await server.administration.disableCredential(created.credential.id)
                            try await server.refreshIdentities()
                        }
                        // Only whoever waits for changes is told that there are none.
                        try await server.waitForFollower()
                        server.clock.advance(by: .seconds(16))
                    }
                    if let comment = event.comment { comments.append(comment) }
                    return true
                }
                #expect(comments == ["heartbeat", "the key is no longer valid"])
            }
        }

        @Test(
            "What a stream does not take is said",
            arguments: [
                (
                    "?plaintext=true",
                    "'plaintext' is not for a stream, which follows one list in one form: it takes filters, 'since' and 'key'"
                ),
                (
                    "?limit=5",
                    "'limit' is not for a stream, which follows one list in one form: it takes filters, 'since' and 'key'"
                ),
                ("?since=yesterday", "'since' and Last-Event-ID take a cursor of this server, such as 123456-789"),
                ("?protocols=gopher", "'protocols' does not know 'gopher'; accepted: \(AttackProtocol.acceptedNames)"),
            ])
        func refused(_ query: String, _ sentence: String) async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let response = try await server.get("/v1/key/blacklist/stream\(query)", key: key)
                #expect(response.status == 400 && response.error == sentence)
                #expect(try await server.get("/v1/key/blacklist/stream").status == 401)
            }
        }

        @Test("Without quota there is no stream")
        func exhausted() async throws {
            try await TestServer.run(configure: { $0.tiers[0].blacklist = 1 }) { (server) async throws in
                let key = try await server.key()
                for number in 1...2 { _ = try await server.report("45.66.1.\(number)", key: key) }
                _ = try await server.get("/v1/key/blacklist", key: key)
                let response = try await server.get("/v1/key/blacklist/stream", key: key)
                #expect(response.status == 429 && response["Retry-After"] == "43200")
            }
        }
    }
}
