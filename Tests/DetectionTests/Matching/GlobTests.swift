import Testing

@testable import Detection

@Suite struct GlobTests {
    @Test(arguments: [
        ("*/.env", "/a/.env", true), ("*/.env", "/.environment", false), ("*/.env\\?*", "/.env?x", true),
        ("*/.env\\?*", "/.envyx", false), ("a*b", "ab", true), ("a*b", "aXXb", true), ("a*b", "aXXbc", false),
        ("a*b*", "aXXbc", true), ("ab*ba", "aba", false), ("ab*ba", "abba", true), ("a?c", "abc", true),
        ("a?c", "ac", false), ("*a?c*d", "xxabcyyd", true), ("*a?c*d", "xxacbyyd", false), ("GET", "get", true),
        ("*a*a*a*", "aa", false), ("*a*a*a*", "banana", true), ("\\*\\\\*", "*\\x", true), ("x?", "x", false),
    ])
    func wildcardFits(_ pattern: String, _ text: String, _ expected: Bool) throws {
        let glob = try #require(Glob(wildcard: pattern))
        #expect(NaiveMatcher.fits(glob, Array(text.utf8), false) == expected)
        #expect(matches(glob, text) == expected)
    }

    @Test func exactAndContainsAreAnchoredAsTheySay() throws {
        #expect(matches(Glob(exactly: "a*b"), "a*b"))
        #expect(!matches(Glob(exactly: "a*b"), "axb"))
        #expect(!matches(Glob(exactly: "ab"), "abc"))
        #expect(matches(Glob(exactly: ""), ""))
        #expect(!matches(Glob(exactly: ""), "x"))
        let contained = try #require(Glob(containing: "?x"))
        #expect(matches(contained, "a?xb"))
        #expect(!matches(contained, "aaxb"))
        #expect(Glob(containing: "") == nil)
    }

    @Test(arguments: ["", "*", "?", "***", "a*?*b", "??", "a\\", "*?*"])
    func nothingToSearchForIsRefused(_ pattern: String) { #expect(Glob(wildcard: pattern) == nil) }

    @Test func keyIsTheLongestLiteral() throws {
        #expect(try #require(Glob(wildcard: "a?bcd?ef")).segments[0].key == 2..<5)
        #expect(try #require(Glob(wildcard: "?ab")).segments[0].key == 1..<3)
    }

    private func matches(_ glob: Glob, _ text: String) -> Bool {
        let matcher = FieldMatcher([FieldMatcher.Entry(primitive: 0, glob: glob, isCaseSensitive: false, form: .raw)])
        var buffers = MatchBuffers()
        buffers.hits.begin(primitives: 1)
        matcher.match(text.utf8.span, .raw, into: &buffers)
        return buffers.hits.hits == [0]
    }
}
