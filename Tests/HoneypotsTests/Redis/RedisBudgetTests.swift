import Testing

@testable import Honeypots

/// A few bytes may not cost much memory, output or time.
@Suite("Redis: budgets")
struct RedisBudgetTests {
    private static let large = [UInt8](repeating: UInt8(ascii: "x"), count: 500_000)

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test("Memory has an end, and says so as the real server does")
    func memory() {
        var visit = RedisVisit(.v7_0)
        var refused: RESPReply?
        for number in 0..<20 where refused == nil {
            let reply = visit.send([bytes("SET"), bytes("k\(number)"), Self.large])
            if reply != .line(UInt8(ascii: "+"), bytes("OK")) { refused = reply }
        }
        #expect(refused == .line(UInt8(ascii: "-"), RedisFault.outOfMemory.text))
        #expect(visit.send("PING") == .line(UInt8(ascii: "+"), bytes("PONG")))
        #expect(visit.send("SETRANGE far 500000000 x") == .line(UInt8(ascii: "-"), RedisFault.outOfMemory.text))
    }

    @Test("Output has an end, and the visit with it")
    func output() {
        var visit = RedisVisit(.v7_0)
        visit.send([bytes("SET"), bytes("k"), Self.large])
        let request = [bytes("MGET")] + Array(repeating: bytes("k"), count: 1_000)
        let sent = visit.sendRaw(RedisVisit.encoded(request))
        #expect(sent.count <= HoneypotLimits().outputBytes)
        #expect(visit.isClosed)
    }

    @Test(
        "Work has an end",
        arguments: [
            "SAVE", "KEYS *x*x*x*x*x*x*x*x*y", "SORT list ALPHA", "SUNION set set set set", "LREM list 0 nothing",
            "SRANDMEMBER set -2000000000", "INFO everything", "DUMP list", "SCAN 0 COUNT 1000000 MATCH *a*a*a*b",
        ])
    func work(_ line: String) {
        var limits = HoneypotLimits()
        limits.outputBytes = 256 * 1024
        var visit = RedisVisit(.v7_0, limits: limits)
        let members = (0..<1_000).map { bytes("member:\($0):xxxxxxxxxxxxxxxxxxxx") }
        visit.send([bytes("RPUSH"), bytes("list")] + members)
        visit.send([bytes("SADD"), bytes("set")] + members)
        let command = RedisVisit.encoded(RedisText.words(of: bytes(line)) ?? [])
        let flood = Array(repeating: command, count: 1_000).joined()
        for _ in 0..<400 where !visit.isClosed { _ = visit.sendRaw(Array(flood)) }
        #expect(visit.isClosed)
    }

    @Test("A transaction holds so much and no more")
    func transaction() {
        var visit = RedisVisit(.v7_0)
        visit.send("MULTI")
        for _ in 0..<RedisTransactionLimits.commands { visit.send("PING") }
        #expect(visit.send("PING") == .line(UInt8(ascii: "-"), RedisFault.outOfMemory.text))
        #expect(
            visit.send("EXEC")
                == .line(UInt8(ascii: "-"), bytes("EXECABORT Transaction discarded because of previous errors.")))
    }

    @Test("Subscriptions have an end")
    func subscriptions() {
        var visit = RedisVisit(.v7_0)
        let reply = visit.send([bytes("SUBSCRIBE")] + (0..<2_000).map { bytes("c\($0)") })
        #expect(reply == .line(UInt8(ascii: "-"), RedisFault.outOfMemory.text))
    }
}
