import Blocklists
import Synchronization
import TestServers
import Testing

/// Something that a server does instead of sending its list.
struct Misbehaviour: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Answers a request for the list.
    var answer: @Sendable (TestRequest) -> TestAnswer
    /// Words of which one is in the sentence.
    var words: [String]

    init(_ name: String, says words: String..., answer: @escaping @Sendable (TestRequest) -> TestAnswer) {
        (testDescription, self.words, self.answer) = (name, words, answer)
    }

    init(_ name: String, _ answer: TestAnswer, says words: String...) {
        (testDescription, self.words, self.answer) = (name, words, { _ in answer })
    }

    /// The list that all sources have before somebody misbehaves.
    static let goodAddresses = 100
    static let good = addresses(goodAddresses)

    /// So many addresses that are not next to each other.
    static func addresses(_ count: Int) -> String {
        (0..<count).map { "45.40.\($0 / 100).\($0 % 100 * 2)\n" }.joined()
    }

    private static func raw(_ text: String) -> TestAnswer { .raw(Array(text.utf8)) }
    private static func plain(_ text: String) -> TestAnswer { .list(text) }

    static let all: [Misbehaviour] = [
        .init("not modified, though nobody asked", .answer(status: 304, body: []), says: "304"),
        .init(
            "too many requests", .error(429, "slow down", headers: [("retry-after", "7200")]), says: "429", "slow down"),
        .init("half of it", raw("HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n45.40.0.0\n45.40"), says: "reached"),
        .init(
            "a length that is too short", raw("HTTP/1.1 200 OK\r\ncontent-length: 25\r\n\r\n" + good),
            says: "shrank", "no addresses"),
        .init("no length and no end", raw("HTTP/1.1 200 OK\r\n\r\n45.40.0.0\n45.40.0"), says: "shrank"),
        .init("a length that is none", raw("HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n" + good), says: ""),
        .init(
            "half a gzip", .gzipped(Array(TestGzip.pack(Array(good.utf8)).dropLast(40))), says: "cut", "shrank",
            "reached", ""),
        .init("a gzip bomb", .gzipped(bomb), says: "larger", "reached", "more than"),
        .init("a broken gzip", .gzipped([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), says: ""),
        .init("a web page", plain("<!DOCTYPE html><html><body>Sorry</body></html>"), says: "web page"),
        .init("a captive portal", says: "web page", "redirects", "302") { request in
            request.target == "/login" ? plain("<html>pay first</html>") : .redirect(to: "/login")
        },
        .init("a redirect to itself", says: "redirects", "302") { .redirect(to: $0.target) },
        .init("a redirect to a file", .redirect(to: "file:///etc/passwd"), says: "redirects", "302"),
        .init("a redirect to nowhere", .answer(status: 302, body: []), says: "redirects", "302"),
        .init("a list that shrank", plain(addresses(goodAddresses / 10)), says: "shrank"),
        .init("a list that grew tenfold", plain(addresses(goodAddresses * 20)), says: "grew"),
        .init("nothing", plain(""), says: "empty"),
        .init("comments", plain("# nothing today\n"), says: "empty"),
        .init("zeros", plain(String(repeating: "\0", count: 4096)), says: "binary"),
        .init("noise", .answer(status: 200, body: noise), says: "binary", "no addresses", "compressed"),
        .init("everything", plain("0.0.0.0/0\n::/0\n"), says: "0.0.0.0/0"),
        .init("words", plain("there is no\nlist today\n"), says: "no addresses"),
        .init("a fault", .error(503, "out of order", headers: [("retry-after", "60")]), says: "503", "out of order"),
        .init("gone", .error(404, "no such thing"), says: "404"),
        .init("a wrong key", .error(401, "who are you"), says: "401", "who are you"),
        .init("a cut", .cut, says: "reached"),
        .init("no HTTP", raw("SSH-2.0-OpenSSH_9.2\r\n"), says: ""),
        .init("a coding that nobody asked for", packed("br"), says: ""),
    ]

    private static func packed(_ coding: String) -> TestAnswer {
        .answer(status: 200, headers: [("content-encoding", coding)], body: [0x0b, 0x80, 1, 2, 3, 4, 0xff])
    }

    /// 80 MB of comments.
    private static let bomb = TestGzip.pack(
        Array(String(repeating: "# " + String(repeating: "a", count: 1021) + "\n", count: 1 << 10).utf8), times: 80)

    private static let noise: [UInt8] = {
        var random = SeededGenerator(seed: 1)
        return (0..<4096).map { _ in UInt8.random(in: 1...255, using: &random) }
    }()
}
