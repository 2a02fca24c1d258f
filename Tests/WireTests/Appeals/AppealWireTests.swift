import Store
import TestWire
import Testing
import ThreatModel

/// Appeals and withdrawals beside a running program, and reviewed by its commands.
@Suite("Appeals to a running server")
struct AppealWireTests {
    @Test("An appeal is taken without a key, shown to the administrator, and cannot be decided before its proof")
    func taking() async throws {
        let server = try await WireServer.start()
        let made = try await server.post(
            "/v1/appeals", #"{"ip":"45.66.7.7","reason":"ours\u001b[2J now","contact":"noc@example.com"}"#)
        #expect(made.status == 201 && made.text.contains(#""state":"open""#), "\(made.text)")
        let list = try await server.sikker("appeals", "list", "--all")
        #expect(list.contains("45.66.7.7") && list.contains("open"))
        #expect(!(try await server.sikker("appeals", "list").contains("45.66.7.7")))
        let shown = try await server.sikker("appeals", "show", "1")
        // What strangers write moves nobody's cursor.
        #expect(
            shown.contains("reason: ours [2J now") && shown.contains("noc@example.com") && !shown.contains("\u{1b}"))
        await #expect(throws: (any Error).self) { try await server.sikker("appeals", "grant", "1") }
        try await server.sikker("appeals", "note", "1", "wrote to them")
        #expect(try await server.sikker("appeals", "show", "1", "--json").contains("wrote to them"))
        #expect(try await server.sikker("account", "log").contains("made a note on appeal 1"))
    }

    @Test("A decision that the command writes down is done by the server that runs", .timeLimit(.minutes(2)))
    func deciding() async throws {
        let server = try await WireServer.start()
        let key = try await server.key()
        try await server.report("45.66.7.9", key: key)
        let made = try await server.post("/v1/appeals", #"{"ip":"45.66.7.9","reason":"ours now"}"#)
        #expect(made.status == 201)
        // No address of this machine can be appealed for: the proof is written down by hand.
        let store = try SQLiteStore(path: server.dataFolder + "/sikker.sqlite")
        try await store.write { transaction in
            guard var appeal = try transaction.appeal(1) else { return }
            appeal.state = .proven
            appeal.endsAt = appeal.createdAt.advanced(by: .seconds(86_400))
            appeal.dueAt = appeal.endsAt
            try transaction.saveAppeal(appeal)
        }
        await store.close()
        #expect(try await server.sikker("appeals", "list").contains("45.66.7.9"))
        try await server.sikker("appeals", "grant", "1", "--note", "checked")
        while try await server.get("/v1/key/check/45.66.7.9", key: key).text.contains(#""found":true"#) {
            await Task.yield()
        }
        let shown = try await server.sikker("appeals", "show", "1")
        #expect(shown.contains("granted it: checked") && shown.contains("struck 1 reports of accounts 1"))
    }

    @Test("Reports are taken back by the command; the answer and the list follow")
    func withdrawing() async throws {
        let server = try await WireServer.start()
        let key = try await server.key()
        _ = try await server.post("/v1/key/report", key: key, #"{"ip":"45.66.7.8","category":"brute_force"}"#)
        #expect(try await server.get("/v1/key/check/45.66.7.8", key: key).text.contains(#""found":true"#))
        let taken = try await server.delete("/v1/key/report/45.66.7.8", key: key)
        #expect(taken.status == 200 && taken.text == "{\"success\":true,\"withdrawn\":1}\n")
        #expect(try await server.get("/v1/key/check/45.66.7.8", key: key).text.contains(#""found":false"#))
        #expect(!(try await server.get("/v1/key/blacklist?plaintext=true", key: key).text.contains("45.66.7.8")))
    }
}
