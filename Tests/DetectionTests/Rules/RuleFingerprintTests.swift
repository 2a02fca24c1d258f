import Testing

@testable import Detection

/// A fingerprint changes with what a rule asks for, and with nothing else.
@Suite struct RuleFingerprintTests {
    private static let text = ruleText(words: ["aa", "bb"], when: "{sequence: [t.aa, t.bb], within: 60s}")

    private static func fingerprint(_ text: String) throws -> UInt64 {
        let catalogue = try DetectionCatalogue(files: [("t.yaml", text)])
        let behaviour = catalogue.behaviours[try #require(catalogue.behaviour(named: "t.behaviour"))]
        return try #require(behaviour.fingerprint)
    }

    @Test(
        "Another request",
        arguments: [
            ("within: 60s", "within: 61s"), ("[t.aa, t.bb]", "[t.bb, t.aa]"), ("contains: aa", "contains: ab"),
            ("contains: aa", "exact: aa"), ("form: raw", "form: both"), ("[ssh, telnet]", "[telnet]"),
        ])
    func changes(old: String, new: String) throws {
        #expect(try Self.fingerprint(Self.text) != Self.fingerprint(Self.text.replacing(old, with: new)))
    }

    @Test(
        "The same request in other words",
        arguments: [
            ("a behaviour", "another title"), ("severity: low", "severity: high"), ("T1082", "T1105"),
            ("says aa", "what it says"), ("{close: \"\"}", "{command: x}"),
            ("field: command.command, form: raw", "form: raw, field: command.command"),
        ])
    func stays(old: String, new: String) throws {
        #expect(try Self.fingerprint(Self.text) == Self.fingerprint(Self.text.replacing(old, with: new)))
    }

    /// Fixed for ever: stores keep it.
    @Test func sameInEveryProcess() throws {
        let found = try Self.fingerprint(Self.text)
        #expect(found == Self.expected, "\(found)")
    }

    private static let expected: UInt64 = 10_341_607_534_958_236_143
}
