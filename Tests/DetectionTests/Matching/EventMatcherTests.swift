import Testing
import ThreatModel

@testable import Detection

/// The engine answers exactly as trying every pattern does.
@Suite struct EventMatcherTests {
    private func engineHits(_ event: SessionEvent, _ matcher: EventMatcher, _ scratch: inout ScratchPool.Scratch)
        -> [Int]
    {
        matcher.match(event, &scratch.matching, texts: &scratch.texts)
        return scratch.matching.hits.hits.map { Int($0) }.sorted()
    }

    private func primitives(_ text: String) throws -> [PrimitiveRule] {
        try RuleFile(name: "r.yaml", text: text).primitives
    }

    @Test(arguments: 0..<50)
    func randomCatalogueOnRandomEvents(_ seed: UInt64) throws {
        var generator = RandomRules(seed: seed)
        let primitives = try primitives(generator.file(primitives: Int(seed) + 8))
        let matcher = EventMatcher(primitives)
        var scratch = ScratchPool.Scratch()
        var found = 0
        for _ in 0..<60 {
            let event = generator.event()
            let expected = NaiveMatcher.hits(event, primitives)
            found += expected.count
            #expect(engineHits(event, matcher, &scratch) == expected, "\(event.kind) \(event.fields.values)")
        }
        // A comparison of nothing with nothing would prove nothing.
        #expect(found > 0)
    }

    /// Each file's primitives on each file's own examples: all on all takes the slow way too long.
    @Test(arguments: DetectionCatalogue.builtInFiles.map(\.name))
    func builtInFileOnItsOwnExamples(_ name: String) throws {
        let file = try #require(DetectionCatalogue.builtInFiles.first { $0.name == name })
        let rules = try RuleFile(name: file.name, text: file.text)
        let matcher = EventMatcher(rules.primitives)
        var scratch = ScratchPool.Scratch()
        for behaviour in rules.behaviours {
            for event in (behaviour.examples + behaviour.nearMisses).flatMap({ $0.sessionEvents() }) {
                #expect(engineHits(event, matcher, &scratch) == NaiveMatcher.hits(event, rules.primitives))
            }
        }
    }

    @Test func bytesThatAreNoTextAreSeen() throws {
        let primitives = try primitives(
            """
            protocols: telnet
            primitives:
              a.elf: {about: x, field: command.command, form: raw, wildcard: "*\\x7fELF*"}
              a.pair: {about: x, field: auth.credentials, exact: "root:x"}
            """)
        let matcher = EventMatcher(primitives)
        var scratch = ScratchPool.Scratch()
        var fields = EventFields()
        fields.set("command", bytes: [0xff, 0x7f, 0x45, 0x4c, 0x46, 0x80])
        #expect(fields["command_b64"] != nil)
        #expect(engineHits(event(.command, fields), matcher, &scratch) == [0])
        #expect(engineHits(event(.auth, ["username": "root", "password_b64": "eA=="]), matcher, &scratch) == [1])
        #expect(engineHits(event(.auth, ["username": "root"]), matcher, &scratch) == [])
        #expect(engineHits(event(.command, ["command_b64": "%%%"]), matcher, &scratch) == [])
    }

    @Test func numbersAreCompared() throws {
        let primitives = try primitives(
            """
            protocols: all
            primitives:
              a.few: {about: x, field: close.bytes_in, at_least: 1, at_most: 64}
              a.many: {about: x, field: close.bytes_in, at_least: 1000}
            """)
        let matcher = EventMatcher(primitives)
        var scratch = ScratchPool.Scratch()
        let cases: [(String, [Int])] = [
            ("0", []), ("1", [0]), ("64", [0]), ("65", []), ("1000", [1]), ("18446744073709551615", [1]), ("-1", []),
            ("", []), ("1e3", []), ("18446744073709551616", []),
        ]
        for (text, expected) in cases {
            #expect(engineHits(event(.close, ["bytes_in": text]), matcher, &scratch) == expected, "\(text)")
        }
    }

    /// Work per event does not grow with the number of rules because protocols that ask alike share one automaton.
    @Test func protocolsShareWhatTheyHaveInCommon() throws {
        func footprint(_ protocols: String) throws -> Int {
            EventMatcher(
                try primitives(
                    "protocols: \(protocols)\nprimitives:\n  a.b: {about: x, field: command.command, contains: something}\n"
                )
            ).footprint
        }
        #expect(try footprint("[ssh, telnet, ftp]") == footprint("telnet"))
    }

    /// The most a visitor can do is to repeat the beginnings of patterns; the parts already found are not searched again.
    @Test func patternsOfManyPartsTakeTheEarliestPlace() throws {
        let primitives = try primitives(
            "protocols: telnet\nprimitives:\n  a.b: {about: x, field: command.command, form: raw, wildcard: 'ab*ab*c?e*ab'}\n"
        )
        let matcher = EventMatcher(primitives)
        var scratch = ScratchPool.Scratch()
        for (text, expected) in [
            ("ababcdeab", [0]), ("abab abab cxe ab ab", [0]), ("abcdeab", []), ("ababcdea", []), ("ababcdeabx", []),
        ] as [(String, [Int])] {
            #expect(engineHits(command(text), matcher, &scratch) == expected, "\(text)")
        }
    }
}
