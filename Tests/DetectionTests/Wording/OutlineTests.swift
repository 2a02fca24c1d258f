import Testing
import ThreatModel

@testable import Detection

/// What rules say, told in words.
@Suite("Rules in words")
struct OutlineTests {
    private static let header = """
        protocols: ssh
        primitives:
          x.fetch: {about: Fetched, field: command.command, contains: wget}
          x.run: {about: Ran, field: command.command, contains: sh}
          x.login: {about: Logged in, event: auth}

        """

    /// The outline of a behaviour with that condition, as lines.
    private static func lines(_ when: String, scope: String = "") throws -> [String] {
        let rule =
            header + """
                behaviours:
                  x.all: {title: t, severity: low, attack: T1105, when: {any: [x.fetch, x.run, x.login]}, examples: [{command: wget}], \
                near_misses: [{command: ls}]}
                  x.b: {title: t, severity: low, attack: T1105, \(scope)when: \(when), examples: [{command: wget}], \
                near_misses: [{command: ls}]}
                """
        let catalogue = try DetectionCatalogue(files: [("x.yaml", rule)])
        func lines(_ outline: Outline, _ depth: Int) -> [String] {
            let name = outline.primitive.map { " [\(catalogue.primitives[$0].name)]" } ?? ""
            return [String(repeating: " ", count: depth) + outline.text + name]
                + outline.parts.flatMap { lines($0, depth + 1) }
        }
        return lines(catalogue.outline(of: try #require(catalogue.behaviour(named: "x.b"))), 0)
    }

    @Test(
        "Every kind of condition",
        arguments: [
            ("x.fetch", ["Fetched [x.fetch]"]),
            (
                "{all: [x.fetch, {not: x.run}]}",
                [
                    "all of these", " Fetched [x.fetch]", " not this, in the whole session", "  Ran [x.run]",
                ]
            ),
            (
                "{all: [x.fetch, x.run], within: 60s}",
                ["all of these, within 1 minute", " Fetched [x.fetch]", " Ran [x.run]"]
            ),
            (
                "{same_event: [x.fetch, {any: [x.run, x.login]}]}",
                [
                    "all of these at once", " Fetched [x.fetch]", " any of these", "  Ran [x.run]",
                    "  Logged in [x.login]",
                ]
            ),
            (
                "{same_event: [x.fetch, x.run], unless: x.login}",
                [
                    "all of these at once", " Fetched [x.fetch]", " Ran [x.run]", " and at the same time not this",
                    "  Logged in [x.login]",
                ]
            ),
            (
                "{sequence: [x.fetch, x.run], within: 90s}",
                [
                    "one after the other, within 90 seconds", " Fetched [x.fetch]", " Ran [x.run]",
                ]
            ),
            (
                "{count: x.login, at_least: 10, within: 2h}",
                ["at least 10 times, within 2 hours", " Logged in [x.login]"]
            ),
            (
                "{distinct: password, of: x.login, at_least: 5}",
                [
                    "with at least 5 different values of ‘password’", " Logged in [x.login]",
                ]
            ),
        ] as [(String, [String])])
    func conditions(_ when: String, _ expected: [String]) throws {
        #expect(try Self.lines(when) == expected)
    }

    @Test("What an address shows over its sessions")
    func acrossSessions() throws {
        let distinct = "{distinct: {field: auth.username, per: auth.password, of: x.login, at_least: 5}}"
        #expect(
            try Self.lines(distinct, scope: "across: address, within: 1d, ") == [
                "Over all sessions of an address, within 1 day: with at least 5 different values of ‘auth.username’ for one "
                    + "value of ‘auth.password’", " Logged in [x.login]",
            ])
        let all = "{all: [{count: {of: x.login, at_least: 3}}, {distinct: {field: sensor, of: x.fetch, at_least: 2}}]}"
        #expect(
            try Self.lines(all, scope: "across: address, within: 5m, ") == [
                "Over all sessions of an address, within 5 minutes: all of these", " at least 3 times",
                "  Logged in [x.login]",
                " with at least 2 different values of ‘sensor’", "  Fetched [x.fetch]",
            ])
    }

    private static func lookout(_ test: String) throws -> Lookout {
        let rule = """
            protocols: http
            behaviours:
              x.b: {title: t, severity: low, attack: T1105, \(test), examples: [{request: /}], near_misses: [{request: /}]}
            """
        return try DetectionCatalogue(files: [("x.yaml", rule)]).primitives[0].lookout
    }

    @Test("What a primitive looks at and for, as its rule has it")
    func lookouts() throws {
        let path = try Self.lookout(
            #"field: [request.path, request.body], contains: ["/a*b", c], case_sensitive: true"#)
        #expect(path.places == ["request.path", "request.body"] && path.asks == [.contains(["/a*b", "c"])])
        #expect(!path.ignoresCase && !path.isRawOnly && !path.isNormalisedOnly)
        let wildcard = try Self.lookout(
            #"field: request.path, form: raw, wildcard: ["*.env*", '/a?b*c\*', "/x", "*/x"]"#)
        #expect(wildcard.asks == [.exact(["/x"]), .contains([".env"]), .wildcard([#"/a?b*c\*"#, "*/x"])])
        #expect(wildcard.ignoresCase && wildcard.isRawOnly && wildcard.patternCount == 4)
        #expect(try Self.lookout("field: request.path, form: normalised, exact: x").isNormalisedOnly)
        #expect(try Self.lookout("field: request.method, form: raw, exact: x").isRawOnly == false)
        #expect(try Self.lookout("field: request.body_size, at_least: 5").asks == [.number(5...UInt64.max)])
        #expect(try Self.lookout("event: connect").asks == [.occurs])
    }

    /// What is told of a pattern, given as a rule, is the same pattern.
    @Test("Patterns of the built-in rules read back as what they are")
    func patternsReadBack() throws {
        for primitive in try DetectionCatalogue.builtIn().primitives {
            for ask in primitive.lookout.asks {
                guard case .wildcard(let patterns) = ask else { continue }
                for pattern in patterns { #expect(Glob(wildcard: pattern) != nil, "\(primitive.name): \(pattern)") }
            }
        }
    }

    @Test("Every behaviour has words for all primitives it names, and every technique has a name")
    func wholeCatalogue() throws {
        let catalogue = try DetectionCatalogue.builtIn()
        func primitives(_ outline: Outline) -> [Int] {
            [outline.primitive].compactMap { $0 } + outline.parts.flatMap(primitives)
        }
        for (index, behaviour) in catalogue.behaviours.enumerated() {
            #expect(Set(primitives(catalogue.outline(of: index))).sorted() == behaviour.primitives, "\(behaviour.name)")
            for technique in behaviour.attack {
                #expect(AttackTechnique.name(of: technique) != nil, "\(technique)")
                #expect(AttackTechnique.name(of: AttackTechnique.parent(of: technique)) != nil, "\(technique)")
            }
        }
        #expect(AttackTactic.commandAndControl.title == "Command and Control" && AttackTactic.impact.title == "Impact")
    }
}
