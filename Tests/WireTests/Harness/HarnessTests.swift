import TestWire
import Testing

/// What all other tests here rely on.
@Suite("The harness", .wireServer())
struct HarnessTests {
    @Test("An answer is read to its end and no further, however it is framed")
    func framing() async throws {
        let server = try WireServer.current
        let key = try await server.key(tier: "free")
        try await server.withConnection { connection in
            let requests: [WireRequest] = [
                .get("/v1/key/check/45.66.1.2", key: key), .get("/v1/key/blacklist", key: key),
                WireRequest("HEAD", "/v1/key/blacklist", key: key), .get("/healthz"),
            ]
            connection.send(requests.flatMap(\.bytes))
            let answers = try requests.map { try connection.answer(to: $0.method) }
            #expect(answers.map(\.status) == [200, 200, 200, 200])
            #expect(answers.map(\.isChunked) == [false, true, false, false])
            #expect(answers.map { $0.body.isEmpty } == [false, false, true, false])
            #expect(!connection.hasMore)
        }
    }

    @Test("A server that is killed or stopped starts again on its folder and port")
    func restart() async throws {
        let server = try await WireServer.start()
        let (port, key) = (server.port, try await server.key())
        try await server.report("45.66.1.2", key: key)
        try await server.kill()
        #expect(server.id == 0)
        try await server.restart()
        #expect(try await server.stop() == 0)
        try await server.restart()
        #expect(server.port == port)
        #expect(try await server.get("/v1/key/check/45.66.1.2", key: key).json["found"] == true)
    }

    @Test("JSON is read by the letter")
    func json() throws {
        let json = try JSONValue(
            parsing: Array(#" {"b":[1,1.0,-0e2,null,true],"a":{"\u00e4\n\ud83d\ude00":""}} "#.utf8))
        #expect(json.names == ["b", "a"])
        #expect(json["b"]?[0] == 1 && json["b"]?[0]?.int == 1 && json["b"]?[1]?.int == nil)
        #expect(json["b"]?[3]?.isNull == true && json["b"]?[5] == nil && json["c"] == nil)
        #expect(json["a"]?.names == ["ä\n😀"])
    }

    @Test(
        "What is no JSON is refused",
        arguments: [
            "", "{", "[1,]", "{\"a\":1,\"a\":2}", "01", "1.", ".5", "+1", "\"\u{1}\"", #""\ud83d""#, #""\x""#, "nul",
            "1 2", "{\"a\" 1}", "[1 2]", "{a:1}", "NaN",
        ])
    func noJSON(_ text: String) {
        #expect(throws: JSONFault.self) { try JSONValue(parsing: Array(text.utf8)) }
    }
}
