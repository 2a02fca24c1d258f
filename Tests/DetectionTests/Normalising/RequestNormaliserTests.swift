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
        // Lookups in lookups, and those that only spell.
        ("${jndi:${lower:l}${lower:d}a${lower:p}://x}", "${jndi:ldap://x}"),
        ("${j${${:-l}${:-o}${:-w}${:-e}${:-r}:n}di:x}", "${jndi:x}"), ("${jnd${upper:\u{131}}:x}", "${jndI:x}"),
        ("${${date:'j'}${date:'n'}di:x}", "${jndi:x}"), ("${${sys:a:-j}ndi${env:B:-:}x}", "${jndi:x}"),
        ("%2524%257Bjndi:x%257D", "${jndi:x}"), ("\\u0024\\u007bjndi:x}", "${jndi:x}"), ("\\x24{jndi:x}", "${jndi:x}"),
        // Escapes, overlong and wide characters.
        ("\\/:\\/mnt", "/:/mnt"), ("\\u00e9\\u20ac\\n\\", "\\u00e9\\u20ac\\n\\"), ("\\u002", "\\u002"),
        ("\\uff0e\\uFF0F", "./"), ("%uff0e%uFF0f", "./"), ("\u{ff0e}\u{ff0f}", "./"),
        ("\u{ff60}\u{e00}", "\u{ff60}\u{e00}"),
        ("%c0%ae%c0%af", "./"), ("%c1%81", "A"), ("%e0%80%ae", "."),
        // Folders.
        ("//.git//./config", "/.git/config"), ("/./a/././b/.", "/a/b/."), ("/../x", "/../x"), ("/a/.../b", "/a/.../b"),
        ("http://h//x", "http://h/x"), ("%2f%2f.env", "/.env"),
        // Comments of SQL.
        ("1/**/union/*x*/select", "1 union select"), ("1/*!50000union*/select", "1 union select"),
        ("rm /tmp/*;wget x/*", "rm /tmp/*;wget x/*"), ("/*'*/", "/*'*/"), ("*/", "*/"),
        // Members of JSON.
        ("\"a\" : 1", "\"a\":1"), ("\"a\":\n\t1", "\"a\":1"), ("Host: x", "Host: x"),
    ])
    func form(_ text: String, _ expected: String) { #expect(normalised(text) == expected) }

    @Test func lookupsTooDeepStayAndEndAgain() {
        let depth = RequestNormaliser.deepestLookup + 3
        let deep = String(repeating: "${lower:", count: depth) + "x" + String(repeating: "}", count: depth)
        #expect(normalised(deep) == "${lower:${lower:${lower:x}}}")
        #expect(normalised(deep + "${lower:j}") == "${lower:${lower:${lower:x}}}j")
    }

    @Test(arguments: [
        "/index.html", "", "a b c", "%41", "a+b", "a  b", "a\tb", "${x}", "a\nb", "\u{1f600}", "a ", "a//b", "a/./b",
        "http://x", "\": 1", "\" :1", "/*a*/",
    ])
    func whatIsCalledNormalIsUnchanged(_ text: String) {
        if RequestNormaliser.isNormal(text.utf8.span) { #expect(normalised(text) == text) }
        #expect(RequestNormaliser.isNormal(text.utf8.span) == (normalised(text) == text) || text.contains("$"))
    }

    /// Letters that mean something, in every order: what is passed over unread would not have changed.
    @Test(arguments: 0..<8)
    func nothingIsPassedOverThatWouldChange(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let letters = Array("/.*:\" !0aIu\\%+${}\t\u{ff0e}\u{e00}")
        var normal = 0
        for _ in 0..<2000 {
            let text = String(
                (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                    letters.randomElement(using: &generator) ?? "a"
                })
            let form = normalised(text)
            #expect(form.utf8.count <= text.utf8.count)
            guard RequestNormaliser.isNormal(text.utf8.span) else { continue }
            normal += 1
            #expect(form == text)
        }
        #expect(normal > 100)
    }
}
