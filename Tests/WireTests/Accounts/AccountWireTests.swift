import Glibc
import TestHosts
import TestLoop
import TestWire
import Testing

/// What the administrator does beside a running server counts there within a second, without a restart.
@Suite("Accounts and keys of a running server")
struct AccountWireTests {
    /// Generous: the server looks some times a second, on a machine that may be busy with other things.
    static let seconds = 10.0

    @Test("Disabling an account ends all its keys, tokens and streams; enabling brings them back")
    func disabling() async throws {
        let server = try await WireServer.start()
        try await server.sikker("account", "create", "web")
        let (first, second) = (try await Self.key(of: "web", server), try await Self.key(of: "web", server))
        let token = try await Self.key(of: "web", server, "--sensor")
        let other = try await server.key()
        let id = server.id
        try await server.withConnection { connection in
            try Self.openStream(connection, key: first)
            try Self.sikker(server, "account", "disable", "web")
            try Self.expectEnd(of: connection, saying: "the key is no longer valid")
        }
        for key in [first, second] {
            try await Self.wait(server, .get("/v1/key/check/45.66.1.1", key: key), status: 403)
            let answer = try await server.get("/v1/key/status", key: key)
            #expect(answer.error == "the account of this key is disabled")
        }
        let events = WireRequest.post("/v1/sensor/events", key: token, type: "application/x-ndjson", "")
        try await Self.wait(server, events, status: 403)
        #expect(try await server.get("/v1/key/status", key: other).status == 200)
        try await server.sikker("account", "enable", "web")
        try await Self.wait(server, .get("/v1/key/status", key: first), status: 200)
        try await Self.wait(server, events, status: 200)
        #expect(server.id == id && id != 0, "it was never restarted")
    }

    @Test("A rotated key keeps what it used; the old secret works for the time of grace and not longer")
    func rotation() async throws {
        let server = try await WireServer.start()
        let made = try await server.createKey(tier: "free")
        let check = { @Sendable (key: String) in WireRequest.get("/v1/key/check/45.66.1.1", key: key) }
        try await Self.wait(server, check(made.secret), status: 200)
        let used = try #require(try await Self.used(server, made.secret))
        let second = try Self.secret(try await server.sikker("key", "rotate", made.id, "--grace", "1h", "--json"))
        try await Self.wait(server, check(second), status: 200)
        #expect(try await server.send(check(made.secret))["X-Daily-Used"] == "\(used + 2)")
        #expect(try await Self.used(server, second) == used + 2)

        let third = try Self.secret(try await server.sikker("key", "rotate", made.id, "--json"))
        for old in [made.secret, second] {
            try await Self.wait(server, check(old), status: 403)
            #expect(try await server.send(check(old)).error == "this key was replaced by a new one")
        }
        let sum = try #require(try await Self.used(server, third))
        #expect(try await server.send(check(third))["X-Daily-Used"] == "\(sum + 1)" && sum >= used + 2)
    }

    @Test("A key that expires is refused and its stream ends; without an end it works again")
    func expiry() async throws {
        let server = try await WireServer.start()
        let made = try await server.createKey()
        try await Self.wait(server, .get("/v1/key/status", key: made.secret), status: 200)
        try await server.withConnection { connection in
            try Self.openStream(connection, key: made.secret)
            // It comes while nobody touches the store: the server must notice the time itself.
            try Self.sikker(server, "key", "expire", made.id, "--in", "2s")
            try Self.expectEnd(of: connection, saying: "the key is no longer valid")
        }
        let refused = try await server.get("/v1/key/status", key: made.secret)
        #expect(refused.status == 403 && refused.error == "this key has expired")
        try await server.sikker("key", "expire", made.id, "--never")
        try await Self.wait(server, .get("/v1/key/status", key: made.secret), status: 200)
        try await server.sikker("key", "disable", made.id)
        try await Self.wait(server, .get("/v1/key/status", key: made.secret), status: 403)
    }

    @Test("Tiers are taken up when their file changes and on SIGHUP; a file with a fault changes nothing")
    func tiers() async throws {
        let folder = try LoopFolder()
        let file = "server.yaml"
        try folder.write("tiers: [{id: free, lookups: 10}, {id: tier_1, lookups: 20}]\n", to: file)
        let server = try await WireServer.start(["--config", folder.file(file)])
        let (key, basic) = (try await server.key(tier: "free"), try await server.key(tier: "tier_1"))
        #expect(try await Self.limit(server, key) == 10)

        try folder.write("tiers: [{id: free, lookups: 3, name: Small}]\n", to: file)
        try await Self.waitUntil("the limit is lower", on: server) { try Self.limit($0, key) == 3 }
        #expect(try await server.get("/v1/key/status", key: key).json["tier"]?["name"] == "Small")
        let gone = try await server.get("/v1/key/check/45.66.1.1", key: basic)
        #expect(gone.status == 403)
        #expect(gone.error == "this key belongs to a tier that this server does not offer any more")

        try folder.write("tiers: [{id: free, lookups: x}]\n", to: file)
        server.signal(SIGHUP)
        try await TestThread.run {
            try LoopWait.until("the fault is in the log", { server.log }) {
                server.log.contains("server.yaml:1: 'tiers'")
            }
        }
        #expect(try await Self.limit(server, key) == 3)

        try folder.write("tiers: [{id: free, lookups: unlimited}, {id: tier_1}]\n", to: file)
        server.signal(SIGHUP)
        try await Self.wait(server, .get("/v1/key/check/45.66.1.1", key: basic), status: 200)
        #expect(try await server.get("/v1/key/status", key: key).json["quotas"]?["lookups"]?["limit"]?.isNull == true)
        #expect(try await server.stop() == 0)
    }

    @Test("A second server on the same folder is refused, because two could not share a quota's leases")
    func secondServer() async throws {
        let server = try await WireServer.start()
        await #expect {
            try await server.sikker("server", "--listen", "127.0.0.1:0")
        } throws: {
            "\($0)".contains("another server is using the data folder")
        }
        #expect(try await server.get("/readyz").status == 200)
    }

    // MARK: What these tests do often

    private static func key(of account: String, _ server: WireServer, _ more: String...) async throws -> String {
        let output = try await TestThread.run {
            try sikker(server, ["key", "create", "--json", "--account", account] + more)
        }
        let key = try secret(output)
        let known = WireRequest.get("/v1/key/status", key: key)
        if more.isEmpty { try await wait(server, known, status: 200) }
        return key
    }

    /// Of what `sikker key create --json` and `sikker key rotate --json` print.
    private static func secret(_ output: String) throws -> String {
        try #require(try JSONValue(parsing: Array(output.utf8))["secret"]?.string)
    }

    @discardableResult
    private static func sikker(_ server: WireServer, _ arguments: String...) throws -> String {
        try sikker(server, arguments)
    }

    private static func sikker(_ server: WireServer, _ arguments: [String]) throws -> String {
        try TestCommand.run([LoopProgram.path] + arguments + ["--data", server.dataFolder])
    }

    /// Asks until the answer has this status.
    private static func wait(_ server: WireServer, _ request: WireRequest, status: Int) async throws {
        try await waitUntil("\(request.target) is answered \(status)", on: server) { connection in
            try connection.exchange(request).status == status
        }
    }

    private static func waitUntil(
        _ what: String, on server: WireServer, _ condition: @escaping @Sendable (WireConnection) throws -> Bool
    ) async throws {
        try await server.withConnection { connection in
            try LoopWait.until(what, seconds: seconds) { try condition(connection) }
        }
    }

    private static func used(_ server: WireServer, _ key: String) async throws -> Int? {
        try await server.get("/v1/key/status", key: key).json["quotas"]?["lookups"]?["used"]?.int
    }

    private static func limit(_ server: WireServer, _ key: String) async throws -> Int? {
        try await server.withConnection { try limit($0, key) }
    }

    private static func limit(_ connection: WireConnection, _ key: String) throws -> Int? {
        try connection.exchange(.get("/v1/key/status", key: key)).json["quotas"]?["lookups"]?["limit"]?.int
    }

    /// Opens a stream and reads it until it has told everything.
    private static func openStream(_ connection: WireConnection, key: String) throws {
        connection.send(WireRequest.get("/v1/key/blacklist/stream", key: key).bytes)
        #expect(try connection.answerHead().status == 200)
        var text = ""
        while !text.contains("event: ready") {
            text += String(decoding: try #require(try connection.takeChunk()), as: UTF8.self)
        }
    }

    private static func expectEnd(of connection: WireConnection, saying sentence: String) throws {
        let started = ContinuousClock.now
        var text = ""
        while let chunk = try connection.takeChunk() { text += String(decoding: chunk, as: UTF8.self) }
        #expect(text.contains(sentence), "\(text)")
        #expect(ContinuousClock.now - started < .seconds(seconds))
    }
}
