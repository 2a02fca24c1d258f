import TestServers
import Testing

/// What a server, or something on the way to it, may send in place of a whole list.
struct WrongAnswer: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var answer: TestAnswer
    /// Part of what the script must say about it.
    var complaint: String

    private init(_ description: String, _ answer: TestAnswer, _ complaint: String) {
        testDescription = description
        self.answer = answer
        self.complaint = complaint
    }

    private static func list(_ text: String, _ headers: [(String, String)] = []) -> TestAnswer {
        .answer(status: 200, headers: headers, body: Array(text.utf8))
    }

    private static func raw(_ text: String) -> TestAnswer { .raw(Array(text.utf8)) }

    /// After `hang`, a script must be told not to wait long.
    static let hang = WrongAnswer("no answer at all", .hang, "could not be fetched")

    static let all = [
        hang,
        WrongAnswer("nothing", list(""), "is empty"),
        WrongAnswer("a page", list("<!DOCTYPE html>\n<html><body>Maintenance</body></html>\n"), "line 1 of"),
        WrongAnswer(
            "half of what its head promises",
            raw("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n45.50.0.1\n45.50.0.2\n"),
            "could not be fetched"),
        WrongAnswer(
            "half of a chunk", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n45.50.0.1\n"),
            "could not be fetched"),
        WrongAnswer("cut in the middle of an address", list("45.50.0.1\n45.50.0.2"), "in the middle of a line"),
        WrongAnswer(
            "cut at the end of a line by something that measures anew",
            list("45.50.0.1\n", [("X-Blacklist-Count", "2")]),
            "1 addresses came and not the 2"),
        WrongAnswer(
            "as long as the connection lasts", raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n45.50.0.1\n"),
            "does not say how long it is"),
        WrongAnswer("a network", list("45.50.0.1\n45.50.0.0/16\n"), "line 2 of"),
        WrongAnswer("a network of everybody", list("0.0.0.0/0\n"), "line 1 of"),
        WrongAnswer("no address", list("45.50.0.256\n"), "line 1 of"),
        WrongAnswer("an address that reads as octal", list("045.50.0.1\n"), "line 1 of"),
        WrongAnswer("everybody, of IPv6", list("::\n"), "line 1 of"),
        WrongAnswer("too many groups", list("2600:50::1\n1:2:3:4:5:6:7:8:9\n"), "line 2 of"),
        WrongAnswer("an empty line", list("45.50.0.1\n\n45.50.0.2\n"), "line 2 of"),
        WrongAnswer("commands of a shell", list("45.50.0.1\n$(reboot)\n"), "line 2 of"),
        WrongAnswer("commands of ipset", list("45.50.0.1 timeout 0\nflush\n"), "line 1 of"),
        WrongAnswer("bytes", .answer(status: 200, body: [0, 255, 10, 0, 13, 10]), "line 1 of"),
        WrongAnswer("an error", .error(500, "the store is away"), "HTTP 500 instead of a list: the store is away"),
        WrongAnswer("a refusal", .error(401, "unknown key"), "does not accept the key (HTTP 401): unknown key"),
        WrongAnswer("no quota", .error(429, "no more today"), "quota of the key is used up (HTTP 429): no more today"),
        WrongAnswer("another place", .redirect(to: "http://127.0.0.1:1/"), "HTTP 302 instead of a list"),
        WrongAnswer("an end", .cut, "could not be fetched"),
    ]
}
