import TestClocks
import TestServers
import Testing
import ThreatModel

@testable import Blocklists

/// Answers that are no list, or none that anybody should believe: each is refused with a sentence, and none is delivered.
@Suite(.timeLimit(.minutes(1)))
struct PoisonedAnswerTests {
    struct Poison: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var answer: TestAnswer
        /// A word of the sentence.
        var word: String

        init(_ name: String, _ answer: TestAnswer, says word: String) {
            (testDescription, self.answer, self.word) = (name, answer, word)
        }
    }

    static let poisons = [
        Poison("everything", .list("0.0.0.0/0\n::/0\n"), says: "0.0.0.0/0"),
        Poison("two halves of everything", .list("0.0.0.0/1\n128.0.0.0/1\n"), says: "0.0.0.0/1"),
        Poison("a web page", .list("<!DOCTYPE html><html><body>Log in</body></html>\n"), says: "web page"),
        Poison("a portal", .answer(status: 200, body: Array("  <html>pay first</html>".utf8)), says: "web page"),
        Poison("JSON", .json("{\"data\":[]}"), says: "JSON"),
        Poison("nothing", .list(""), says: "empty"),
        Poison("comments", .list("# one\n; two\n\n"), says: "empty"),
        Poison("words", .list("the list is\nout of order\ntoday\n"), says: "no addresses"),
        Poison("zeros", .answer(status: 200, body: [UInt8](repeating: 0, count: 4096)), says: "binary"),
        Poison("an archive", .answer(status: 200, body: [0x1f, 0x8b, 8, 0, 1, 2, 3]), says: "compressed"),
        Poison("UTF-16", .answer(status: 200, body: [0xff, 0xfe, 0x34, 0, 0x35, 0]), says: "UTF-16"),
        Poison(
            "half", .raw(Array("HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n45.40.0.1\n45.40".utf8)), says: "reached"),
        Poison("a broken gzip", gzipped([1, 2, 3, 4, 5, 6, 7, 8]), says: ""),
        Poison("a fault", .error(500, "out of order"), says: "out of order"),
        Poison(
            "a redirect", .answer(status: 302, headers: [("location", "http://127.0.0.1:1/")], body: []), says: "302"),
        Poison("a wrong key", .error(401, "unknown key"), says: "unknown key"),
        Poison("no HTTP", .raw(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)), says: ""),
        Poison("a cut", .cut, says: "reached"),
    ]

    private static func gzipped(_ body: [UInt8]) -> TestAnswer {
        .answer(status: 200, headers: [("content-encoding", "gzip")], body: body)
    }

    @Test(arguments: poisons)
    func isRefused(_ poison: Poison) async throws {
        let server = try await PlayedServer(pull: [poison.answer])
        try await follow(try server.source(clock: TestClock())) { events async throws in
            let sentence = try await events.nextComplaint()
            #expect(!sentence.isEmpty)
            #expect(sentence.contains(poison.word), "\(sentence)")
        }
        await server.stop()
    }

    /// A good list among them is none the worse for it.
    @Test func whatIsTooBroadIsLeftOutOfAGoodList() async throws {
        let server = try await PlayedServer(pull: [.list("45.40.0.1\n0.0.0.0/0\n45.41.0.0/16\n")])
        try await follow(try server.source()) { events async throws in
            guard case .list(let list, _, let warnings) = try await events.next() else {
                Issue.record("a list was expected")
                return
            }
            #expect(list == .init("45.40.0.1", "45.41.0.0/16"))
            #expect(warnings.contains { $0.contains("0.0.0.0/0") })
        }
        await server.stop()
    }

    static let brokenStreams = [
        "event: add\nid: 7-2\ndata: {\"ip\":\"none\"}\n\n", "event: add\nid: 7-2\ndata: <html>\n\n",
        "event: reset\nid: 0-1\ndata: {}\n\nevent: remove\nid: 7-2\ndata: {\"ip\":\"45.40.0.1\"}\n\n",
        String(repeating: "x", count: 20_000),
    ]

    @Test(arguments: brokenStreams)
    func aBrokenStreamChangesNothing(_ text: String) async throws {
        let server = try await PlayedServer(pull: [.list("45.40.0.1\n")]) { _ in .events(text) }
        let source = try server.source(clock: TestClock())
        try await follow(source, from: ListPosition(cursor: .at(1))) { events async throws in
            #expect(try await !events.nextComplaint().isEmpty)
        }
        await server.stop()
    }

    @Test func aStreamOfAnotherKindIsNone() async throws {
        let server = try await PlayedServer(pull: [.list("45.40.0.1\n")]) { _ in .list("<html>") }
        let source = try server.source(clock: TestClock())
        try await follow(source, from: ListPosition(cursor: .at(1))) { events async throws in
            #expect(try await events.nextComplaint().contains("text/event-stream"))
        }
        await server.stop()
    }
}
