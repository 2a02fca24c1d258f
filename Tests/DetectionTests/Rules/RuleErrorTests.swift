import Testing
import ThreatModel

@testable import Detection

/// Every mistake in a rule file is an error that says where it stands and what would be right.
@Suite struct RuleErrorTests {
    struct Mistake: CustomTestStringConvertible, Sendable {
        let text: String
        let line: Int
        let says: String
        var testDescription: String { says }
    }

    /// A correct file, line by line, to be spoilt in one place.
    static let correct = [
        "protocols: [http, telnet]",  // 1
        "primitives:",
        "  a.one:",
        "    about: one thing",
        "    field: command.command",  // 5
        "    contains: one",
        "  a.two:",
        "    about: another thing",
        "    field: command.command",
        "    wildcard: \"two*\"",  // 10
        "behaviours:",
        "  a.both:",
        "    title: Both of them",
        "    severity: high",
        "    attack: [T1105, T1059.004]",  // 15
        "    references: [\"https://www.example.org/x\"]",
        "    when: {all: [a.one, a.two]}",
        "    examples:",
        "      - - command: one",
        "        - command: two",  // 20
        "    near_misses:",
        "      - command: one",
    ]

    static func spoilt(_ line: Int, _ replacement: String, at: Int? = nil, _ says: String) -> Mistake {
        var lines = correct
        lines[line - 1] = replacement
        return Mistake(text: lines.joined(separator: "\n"), line: at ?? line, says: says)
    }

    @Test func correctFileIsAccepted() throws {
        let catalogue = try DetectionCatalogue(files: [("ok.yaml", Self.correct.joined(separator: "\n"))])
        #expect(catalogue.behaviours.map(\.name) == ["a.both"])
        #expect(catalogue.behaviours[0].attack == ["T1105", "T1059.004"])
        #expect(catalogue.behaviours[0].protocols.members == [.telnet])
        #expect(catalogue.primitives.map(\.name) == ["a.one", "a.two"])
        #expect(catalogue.brokenExamples() == [])
    }

    /// With a condition across sessions in the place of the other.
    static func across(_ condition: String, at: Int = 17, _ says: String) -> Mistake {
        var lines = correct
        lines[15] = "    across: address"
        lines[16] = "    when: \(condition)"
        lines[17] = "    within: 5m\n    examples:"
        return Mistake(text: lines.joined(separator: "\n"), line: at, says: says)
    }

    static let mistakes: [Mistake] = [
        // The file as a whole
        spoilt(1, "protocols: [telnet, gopher]", "there is no protocol 'gopher'; accepted: all, ssh, telnet, http"),
        spoilt(1, "x: 1", "a rule file has no 'x'; accepted: protocols, primitives, behaviours, disable"),
        spoilt(1, "", at: 2, "a rule file needs 'protocols'"),
        spoilt(1, "protocols: []", "'protocols' must be a list of at least one"),
        spoilt(2, "primitives: [", at: 4, "did not find expected"),
        spoilt(2, "primitives: yes", at: 3, "mapping values are not allowed"),
        spoilt(11, "behaviours: &b", at: 12, "anchors and aliases are not accepted").with(line: 12, "  *b : &b {}"),
        // Primitives
        spoilt(3, "  one:", "'one' is no name; accepted: at most 64 of a-z, 0-9 and _, with a dot inside"),
        spoilt(3, "  a.One:", "'a.One' is no name"),
        spoilt(3, "  a..one:", "'a..one' is no name"),
        spoilt(7, "  a.one:", at: 3, "'a.one' stands there more than once"),
        spoilt(4, "    abut: x", "a primitive has no 'abut'; accepted: about, protocols, event, field, at_least"),
        spoilt(4, "", at: 5, "a primitive needs 'about'"),
        spoilt(5, "    field: command", "'command' must be an event's kind and a field of it, such as request.path"),
        spoilt(5, "    field: comand.command", "there is no kind of event 'comand'; accepted: connect, fingerprint"),
        spoilt(5, "    field: command.line", "command events have no field 'line'; accepted: command, download_url"),
        spoilt(
            5, "    field: request.pipe",
            "request events have no field 'pipe'; accepted: path, method, version, host, user_agent"),
        spoilt(5, "    field: query.argv", at: 3, "'a.one' can never occur: query events do not exist on telnet, http"),
        spoilt(5, "    protocols: ftp", at: 4, "a primitive needs one of 'event', 'field'"),
        spoilt(5, "    event: close", at: 4, "'event' stands alone"),
        spoilt(6, "    regex: one", "a primitive has no 'regex'"),
        spoilt(6, "    exact: [one, [two]]", "a pattern must be text of at most 256 bytes"),
        spoilt(6, "    contains: \(String(repeating: "x", count: 257))", "a pattern must be text of at most 256 bytes"),
        spoilt(6, "    contains: \"\"", "'contains' needs some text"),
        spoilt(6, "    case_sensitive: true", at: 4, "exactly one of 'exact', 'contains', 'wildcard'"),
        spoilt(6, "    at_least: -1", "'at_least' must be a whole number from 0"),
        spoilt(10, "    wildcard: \"*\"", "has nothing to search for"),
        spoilt(10, "    wildcard: \"a*??*b\"", "has nothing to search for"),
        spoilt(10, "    wildcard: 'a\\'", "has nothing to search for"),
        spoilt(10, "    contains: two\n    form: folded", at: 11, "'form' must be one of raw, normalised, both"),
        spoilt(10, "    contains: two\n    case_sensitive: maybe", at: 11, "'case_sensitive' must be true or false"),
        spoilt(
            9, "    field: command.download_url\n    form: normalised", at: 10,
            "command.download_url has only its raw form"),
        // Behaviours
        spoilt(12, "  both:", "'both' is no name"),
        spoilt(13, "    name: Both", "a behaviour has no 'name'; accepted: title, description, severity"),
        spoilt(13, "", at: 14, "a behaviour needs 'title'"),
        spoilt(
            14, "    severity: critical",
            "there is no severity 'critical'; accepted: info, low, medium, high, very_high"),
        spoilt(14, "", at: 13, "a behaviour needs 'severity'"),
        spoilt(15, "    attack: [T1105, T10590]", "'T10590' is no ATT&CK technique; accepted: T1234 or T1234.001"),
        spoilt(15, "    attack: T1000", "ATT&CK has no technique 'T1000'"),
        spoilt(15, "    attack: T1105.001", "ATT&CK has no technique 'T1105.001'"),
        spoilt(15, "    attack: TA0001", "'TA0001' is no ATT&CK technique"),
        spoilt(15, "    attack: T1059.04", "'T1059.04' is no ATT&CK technique"),
        spoilt(16, "    references: \"http://www.example.org\"", "must be an address that begins with https://"),
        spoilt(16, "    across: network", "'across' must be session or address"),
        spoilt(16, "    across: [session]", "'across' must be session or address"),
        spoilt(16, "    within: 5m", "'within' needs 'across: address' beside it"),
        // Across sessions
        spoilt(16, "    across: address", at: 13, "a behaviour needs 'within'"),
        across("{all: [a.one, a.two]}", "a condition across sessions must be exactly one of all, any, count, distinct"),
        across("{sequence: [a.one, a.two]}", "a condition across sessions has no 'sequence'; accepted: all, any"),
        across("{count: a.one, distinct: a.two}", "must be exactly one of all, any, count, distinct"),
        across("{count: {of: a.one}}", "'count' needs 'at_least'"),
        across("{count: {of: a.one, at_least: 1}}", "'at_least' must be a whole number from 2 to 128"),
        across("{count: {of: a.three, at_least: 2}}", "there is no primitive 'a.three'"),
        across("{count: {of: a.one, at_least: 2, within: 5m}}", "'count' has no 'within'; accepted: of, at_least"),
        across("{count: {of: [a.one], at_least: 2}}", "'of' must be a mapping of names to values"),
        across("{distinct: {of: a.one, at_least: 2}}", "'distinct' needs 'field'"),
        across("{distinct: {field: port, of: a.one, at_least: 2}}", "'port' must be an event's kind and a field of it"),
        across(
            "{distinct: {field: command.shell, of: a.one, at_least: 2}}",
            "command events have no field 'shell'; accepted: command"),
        across(
            "{distinct: {field: auth.username, of: a.one, at_least: 2}}",
            "these are no auth events; accepted: protocol, sensor, session, hour, or a field of command"),
        across(
            "{distinct: {field: sensor, per: auth.username, of: a.one, at_least: 2}}", "these are no auth events"),
        across(
            "{any: [{count: {of: a.one, at_least: 100}}, {count: {of: a.two, at_least: 29}}]}",
            "the numbers of a condition across sessions may sum up to at most 128"),
        across("{count: {of: a.one, at_least: 2}}", at: 7, "primitive 'a.two' is used by no behaviour"),
        across("a.one", "a condition across sessions must be exactly one of"),
        across(
            "\(String(repeating: "{all: [", count: 9)){count: {of: a.one, at_least: 2}}\(String(repeating: "]}", count: 9))",
            "8 levels deep"),
        spoilt(
            17, "    field: command.command\n    contains: x\n    across: address\n    within: 5m", at: 12,
            "a behaviour across sessions needs 'when'"),
        spoilt(22, "      - [{command: one, sensor: a}]", "an event on telnet has no 'sensor'"),
        spoilt(17, "", at: 13, "a behaviour needs 'when', or 'event' or 'field'"),
        spoilt(17, "    when: a.three", "there is no primitive 'a.three'"),
        spoilt(
            17, "    when: {all: [a.one, a.two], any: [a.one]}",
            "a condition must be the name of a primitive, or exactly one"),
        spoilt(17, "    when: {either: [a.one, a.two]}", "a condition has no 'either'; accepted: all, any, not"),
        spoilt(17, "    when: {any: [a.one, a.two], within: 60s}", "'any' takes no 'within'"),
        spoilt(17, "    when: {all: [a.one, a.two], unless: a.two}", "'all' takes no 'unless'"),
        spoilt(17, "    when: {same_event: [a.one], unless: a.three}", "there is no primitive 'a.three'"),
        spoilt(17, "    when: {all: [a.one, a.two], within: 60}", "'within' must be a span of time from 1s to 1d"),
        spoilt(17, "    when: {all: [a.one, a.two], within: 2d}", "'within' must be a span of time from 1s to 1d"),
        spoilt(17, "    when: {sequence: [a.one]}", "a sequence must have 2 to 16 steps"),
        spoilt(17, "    when: {count: {any: [a.one, a.two]}}", "a condition needs 'at_least'"),
        spoilt(17, "    when: {count: a.one, at_least: 1}", "'at_least' must be a whole number from 2 to 1000000"),
        spoilt(
            17, "    when: {count: a.one, at_least: 300, within: 5m}", "'at_least' must be a whole number from 2 to 256"
        ),
        spoilt(17, "    when: {distinct: username, of: a.one, at_least: 5}", "these events have no field 'username'"),
        spoilt(
            17, "    when: {all: \(String(repeating: "[{all: ", count: 9))a.one\(String(repeating: "}]", count: 9))}",
            "8 levels deep"),
        spoilt(17, "    when: {any: [\(String(repeating: "a.one, ", count: 70))a.two]}", "at most 64 parts"),
        spoilt(17, "    when: a.one", at: 7, "primitive 'a.two' is used by no behaviour"),
        spoilt(
            17, "    when: {all: [a.one, a.two]}\n    field: command.command", at: 17,
            "either 'when' or 'field', not both"),
        spoilt(
            8, "    about: x\n    protocols: http", at: 7,
            "'a.two' can never occur: command events do not exist on http"),
        // Examples
        spoilt(18, "    samples:", "a behaviour has no 'samples'"),
        spoilt(20, "        - comand: two", "an event on telnet has no 'comand'"),
        spoilt(22, "      - {}", "an event must be exactly one of"),
        spoilt(22, "      - []", "an example's events must be a list of at least one"),
        spoilt(22, "      - close: now", "the fields of a close event must be named"),
        spoilt(22, "      - connect: \"\"\n        times: 300", at: 23, "'times' must be a whole number from 1 to 256"),
        spoilt(
            22, "      - {protocol: redis, events: [{connect: \"\"}]}",
            "the protocol of an example must be one of telnet, http"),
        Mistake(
            text: correct.dropLast(2).joined(separator: "\n"), line: 13, says: "a behaviour needs 'near_misses'"),
    ]

    @Test(arguments: mistakes)
    func mistakeIsNamed(_ mistake: Mistake) {
        let error = #expect(throws: DetectionError.self) {
            try DetectionCatalogue(files: [("bad.yaml", mistake.text)])
        }
        #expect(error?.file == "bad.yaml")
        #expect(error?.line == mistake.line, "\(error?.description ?? "")")
        #expect(error?.problem.contains(mistake.says) == true, "\(error?.description ?? "")")
    }

    @Test func sameNameInTwoFilesIsNamedWithBothPlaces() {
        let text = Self.correct.joined(separator: "\n")
        let error = #expect(throws: DetectionError.self) {
            try DetectionCatalogue(files: [("first.yaml", text), ("second.yaml", text)])
        }
        #expect(error?.description == "second.yaml:3: primitive 'a.one' is defined at first.yaml:3 already")
        let behaviours = Self.correct.filter { !$0.contains("a.one:") }.joined(separator: "\n")
        #expect(throws: DetectionError.self) { try DetectionCatalogue(files: [("x", text), ("y", behaviours)]) }
    }

    @Test func behaviourWithoutCommonProtocolIsRefused() {
        let text = """
            protocols: all
            primitives:
              a.one: {about: one, field: command.command, contains: x}
              a.two: {about: two, field: query.argv, contains: x}
            behaviours:
              a.both:
                title: Both
                severity: low
                attack: T1082
                when: {all: [a.one, a.two]}
                examples: [{close: ""}]
                near_misses: [{close: ""}]
            """
        let error = #expect(throws: DetectionError.self) { try DetectionCatalogue(files: [("p.yaml", text)]) }
        #expect(error?.line == 6)
        #expect(error?.problem.contains("have no protocol in common") == true)
    }

    @Test func oversizeFileIsRefused() {
        let text = "protocols: all\n" + String(repeating: "#", count: RuleLimits.fileBytes)
        let error = #expect(throws: DetectionError.self) { try DetectionCatalogue(files: [("big.yaml", text)]) }
        #expect(error?.problem.contains("at most 4194304 bytes") == true)
    }

    /// Shell and web payloads are full of both characters.
    @Test func patternsThatOnlyResembleAliasesAreAccepted() throws {
        let text = """
            protocols: http
            behaviours:
              a.cmd:
                title: A command parameter
                severity: low
                attack: T1190
                field: request.path
                wildcard: ["*&cmd=*", "*cmd*"]
                examples: [{request: "/?x=1&cmd=id"}]
                near_misses: [{request: /}]
            """
        #expect(try DetectionCatalogue(files: [("a.yaml", text)]).brokenExamples() == [])
    }

    @Test func emptyFileHoldsNothing() throws {
        #expect(try DetectionCatalogue(files: [("empty.yaml", ""), ("c.yaml", "# nothing\n")]).behaviours.isEmpty)
    }
}

extension RuleErrorTests.Mistake {
    /// The same with another line replaced too.
    func with(line: Int, _ replacement: String) -> Self {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[line - 1] = replacement
        return Self(text: lines.joined(separator: "\n"), line: self.line, says: says)
    }
}
