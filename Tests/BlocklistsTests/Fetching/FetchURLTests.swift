import Testing
import ThreatModel

@testable import Blocklists

struct FetchURLTests {
    @Test(arguments: [
        ("https://lists.example/drop.txt", "https://lists.example/drop.txt"),
        ("HTTP://lists.example:8080", "http://lists.example:8080/"),
        ("https://lists.example?token=abc", "https://lists.example/?token=abc"),
        ("https://[2600::1]:8443/a?b#c", "https://[2600::1]:8443/a?b"),
    ])
    func isAskedForAs(_ text: String, _ asked: String) throws {
        let url = try FetchURL(text)
        #expect(url.text == asked)
        #expect(!url.description.contains("?"), "what may be a password is not shown")
    }

    @Test(arguments: [
        "", "lists.example", "ftp://lists.example/a", "https://", "https:///a", "https://user@lists.example/",
        "https://lists.example:99999/", "https://lists.example/a b", "file:///etc/passwd",
        "https://lists.example/" + String(repeating: "a", count: 3000),
    ])
    func whatIsNone(_ text: String) { #expect(throws: BlocklistError.self) { try FetchURL(text) } }

    @Test func theSentenceHidesTheQuery() {
        let error = #expect(throws: BlocklistError.self) { try FetchURL("ftp://lists.example/?token=abc") }
        #expect(error?.description.contains("token") == false)
    }

    @Test(arguments: [
        ("https://b.example/x", "https://b.example/x"), ("//b.example/x", "https://b.example/x"),
        ("/x?y", "https://a.example/x?y"), ("x", "https://a.example/lists/x"), ("?z", "https://a.example/lists/list?z"),
        ("x#part", "https://a.example/lists/x"), ("http://a.example/", "http://a.example/"),
    ])
    func redirectsLead(_ reference: String, _ destination: String) throws {
        #expect(try FetchURL("https://a.example/lists/list?k=v").resolving(reference)?.text == destination)
    }

    @Test(arguments: ["file:///etc/passwd", "javascript:alert(1)", "ftp://b.example/", "http://", "/ü"])
    func redirectsThatLeadNowhere(_ reference: String) throws {
        #expect(try FetchURL("https://a.example/list").resolving(reference) == nil)
    }

    private static let now = Timestamp(milliseconds: 784_111_777_000)  // Sun, 06 Nov 1994 08:49:37 GMT

    @Test(arguments: [
        ("120", 120), (" 0", 0), ("999999", 86_400), ("Sun, 06 Nov 1994 08:50:37 GMT", 60),
        ("Sun, 06 Nov 1994 08:00:00 GMT", 0), ("Tue, 29 Feb 2000 00:00:00 GMT", 86_400),
    ])
    func retryAfter(_ text: String, _ seconds: Int) {
        #expect(RetryAfter.duration(text, now: Self.now) == .seconds(seconds))
    }

    @Test(arguments: [
        "", "-1", "soon", "1.5", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "99999999999999",
    ])
    func noRetryAfter(_ text: String) { #expect(RetryAfter.duration(text, now: Self.now) == nil) }
}
