import Testing

@testable import WebPages

extension HTML {
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

@Suite("Escaping")
struct EscapingTests {
    /// What strangers write into names, commands and addresses.
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title><b>",
        "</textarea><script>", "]]><!--", "&lt;b&gt;&amp;", "<\u{0}script>", "\u{202e}gnp.exe", "a\u{7f}b\r\nc",
        "\u{85}\u{1f600}<", "=cmd|'/c calc'!A1", "`${7*7}`{{7*7}}",
    ]

    @Test("Text is text, wherever it stands: no quote, no angle bracket, no ampersand of its own", arguments: hostile)
    func text(_ text: String) {
        let escaped = HTML(text: text).text
        for character in "<>\"'" { #expect(!escaped.contains(character)) }
        for match in escaped.matches(of: /&/) {
            #expect(escaped[match.range.lowerBound...].prefixMatch(of: /&(amp|lt|gt|quot|#39);/) != nil)
        }
        let element = Tag.p(.title(text), .id(text)) { text }.text
        #expect(element == "<p title=\"\(escaped)\" id=\"\(escaped)\">\(escaped)</p>")
    }

    @Test("Nothing is lost but what cannot be shown, for which something can be seen")
    func faithful() {
        #expect(HTML(text: "a<b>&\"c'\td\né😀").text == "a&lt;b&gt;&amp;&quot;c&#39;\td\né😀")
        #expect(HTML(text: "\u{0}\u{1b}\u{7f}\r").text == "␀␛␡␍")
        #expect(HTML(text: "\u{202e}\u{2066}\u{9f}\u{2069}\u{200f}").text == "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}")
    }

    /// Text that was escaped and read back is what it was: a browser shows what was said.
    @Test("A thousand random texts read as they were written")
    func roundTrip() {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("<>&\"'=ab \n;#39ltgé😀".unicodeScalars)
        for _ in 0..<1000 {
            var text = ""
            for _ in 0..<Int.random(in: 0..<40, using: &generator) {
                text.unicodeScalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
            }
            var read = HTML(text: text).text
            for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            {
                read = read.replacing(entity, with: character)
            }
            #expect(read == text)
        }
    }

    @Test("Links lead to pages, never to scripts")
    func links() {
        #expect(LinkTarget.path("catalogue", "a/b?c#d").text == "/catalogue/a%2Fb%3Fc%23d")
        #expect(LinkTarget.path("appeal", query: [("ip", "2001:db8::1"), ("q", "")]).text == "/appeal?ip=2001:db8::1")
        #expect(
            LinkTarget.path("c", query: [("q", "a&b=c+d ü")], fragment: "x y").text
                == "/c?q=a%26b%3Dc%2Bd%20%C3%BC#x%20y")
        #expect(LinkTarget.web("https://attack.mitre.org/techniques/T1059/004/") != nil)
        for url in [
            "javascript:alert(1)", "http://example.com", "https://a b", "https://a\"b", "HTTPS://example.com", "//x",
            "https://a\nb", "https://é", "data:text/html,x", "",
        ] { #expect(LinkTarget.web(url) == nil, "\(url)") }
    }
}
