import Testing

@testable import Detection

@Suite struct RequestNormaliserTests {
    private func normalised(_ text: String) -> String {
        var normaliser = RequestNormaliser()
        normaliser.normalise(text.utf8.span)
        return String(decoding: normaliser.output, as: UTF8.self)
    }

    @Test(arguments: [
        ("", ""), ("/index.html", "/index.html"), ("/%2eenv", "/.env"), ("/%252eenv", "/.env"),
        ("/%25252eenv", "/%2eenv"),
        ("/a%", "/a%"), ("/a%2", "/a%2"), ("/a%zz", "/a%zz"), ("%u002e%U002F", "./"), ("%u1234", "%u1234"),
        ("a+b%2Bc", "a b+c"), ("a \t\r\n b", "a b"), ("x;wget${IFS}y", "x;wget y"), ("x;wget$IFS$9y", "x;wget $9y"),
        ("${jndi:ldap://x}", "${jndi:ldap://x}"), ("${${lower:j}ndi:x}", "${jndi:x}"),
        ("${${upper:J}ndi:x}", "${Jndi:x}"),
        ("${${::-j}${::-n}di:x}", "${jndi:x}"), ("${${env:NaN:-j}ndi${env:NaN:-:}x}", "${jndi:x}"),
        ("${${${lower:l}ower:j}ndi:x}", "${jndi:x}"), ("$%7Bjndi:x%7D", "${jndi:x}"), ("${jndi:", "${jndi:"),
        ("}}", "}}"),
        ("${a}", "${a}"), ("$", "$"),
    ])
    func form(_ text: String, _ expected: String) { #expect(normalised(text) == expected) }

    @Test func lookupsTooDeepStayAndEndAgain() {
        let depth = RequestNormaliser.deepestLookup + 3
        let deep = String(repeating: "${lower:", count: depth) + "x" + String(repeating: "}", count: depth)
        #expect(normalised(deep) == "${lower:${lower:${lower:x}}}")
        #expect(normalised(deep + "${lower:j}") == "${lower:${lower:${lower:x}}}j")
    }

    @Test(arguments: ["/index.html", "", "a b c", "%41", "a+b", "a  b", "a\tb", "${x}", "a\nb", "\u{1f600}", "a "])
    func whatIsCalledNormalIsUnchanged(_ text: String) {
        if RequestNormaliser.isNormal(text.utf8.span) { #expect(normalised(text) == text) }
        #expect(RequestNormaliser.isNormal(text.utf8.span) == (normalised(text) == text) || text.contains("$"))
    }
}
