import Testing

@testable import Honeypots

@Suite("Redis: scripts")
struct LuaTests {
    @Test("Any text is a script, not one, or beyond us, but never too much")
    func anyText() {
        var generator = SeededGenerator(seed: 6)
        let script = Array(
            "local f = io.popen('id', \"r\") if KEYS[1] == 'x' then return {1, a = 2} end return redis.call('get', ARGV[1]) .. 1"
                .utf8)
        var session = RedisSession(context: ReplaySettings().context(for: RedisHoneypot.self))
        session.begin(at: ReplayVisit.start)
        for _ in 0..<1_500 {
            let text = ByteMutation.mutate(script, with: script, using: &generator)
            try? session.evaluate([Array("eval".utf8), text, [UInt8(ascii: "0")]])
        }
    }

    @Test(
        "Depth is bounded",
        arguments: [
            String(repeating: "(", count: 50_000), "return " + String(repeating: "- ", count: 50_000) + "1",
            "return " + String(repeating: "{", count: 50_000), "return 1" + String(repeating: " .. 1", count: 20_000),
            "return a" + String(repeating: ".b", count: 20_000),
            String(repeating: "if 1 then ", count: 5_000), "return " + String(repeating: "not ", count: 30_000) + "1",
            "return " + String(repeating: "f(", count: 30_000),
        ])
    func depth(_ script: String) {
        #expect(throws: LuaParser.Failure.self) { try LuaParser.statements(of: Array(script.utf8)) }
    }

    @Test("Text built by a script is bounded")
    func growth() {
        var visit = RedisVisit(.v7_0)
        let doubling = "local a = 'x' " + String(repeating: "a = a .. a ", count: 40) + "return a"
        #expect(
            visit.send([Array("EVAL".utf8), Array(doubling.utf8), [UInt8(ascii: "0")]]) == .bulk(UInt8(ascii: "$"), nil)
        )
    }
}
