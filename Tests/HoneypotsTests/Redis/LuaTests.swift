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

    /// A script that nests without end: what it begins with, and what it repeats.
    struct Nesting: CustomTestStringConvertible, Sendable {
        var start = ""
        var repeated: String
        var count: Int
        var end = ""
        var script: String { start + String(repeating: repeated, count: count) + end }
        var testDescription: String { "\(start)\(repeated)… \(count) times" }
    }

    @Test(
        "Depth is bounded",
        arguments: [
            Nesting(repeated: "(", count: 50_000),
            Nesting(start: "return ", repeated: "- ", count: 50_000, end: "1"),
            Nesting(start: "return ", repeated: "{", count: 50_000),
            Nesting(start: "return 1", repeated: " .. 1", count: 20_000),
            Nesting(start: "return a", repeated: ".b", count: 20_000),
            Nesting(repeated: "if 1 then ", count: 5_000),
            Nesting(start: "return ", repeated: "not ", count: 30_000, end: "1"),
            Nesting(start: "return ", repeated: "f(", count: 30_000),
        ])
    func depth(_ nesting: Nesting) {
        #expect(throws: LuaParser.Failure.self) { try LuaParser.statements(of: Array(nesting.script.utf8)) }
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
