import Testing
import ThreatModel

@testable import Detection

/// A file can silence a behaviour of another one, or put its own in its place.
@Suite struct DisableTests {
    private static let given = """
        protocols: [telnet]
        primitives:
          a.shared: {about: shared, field: command.command, contains: shared}
        behaviours:
          a.first: {title: first, severity: low, attack: T1082, when: a.shared, examples: [{command: shared}], near_misses: [{command: x}]}
          a.own: {title: own, severity: low, attack: T1082, field: command.command, contains: old, examples: [{command: old}], near_misses: [{command: x}]}
          a.user: {title: user, severity: low, attack: T1082, when: {all: [a.own, a.shared]}, examples: [{command: old shared}], near_misses: [{command: x}]}

        """

    private static func catalogue(_ text: String) throws -> DetectionCatalogue {
        try DetectionCatalogue(files: [("given.yaml", given), ("mine.yaml", text)])
    }

    @Test func disabledBehaviourIsGoneAndItsPrimitivesAreNoFault() throws {
        let catalogue = try Self.catalogue("disable: [a.first, a.user]\n")
        #expect(catalogue.behaviours.map(\.name) == ["a.own"])
        #expect(catalogue.primitive(named: "a.shared") != nil)
        #expect(shown([command("shared")], in: catalogue) == [])
        #expect(catalogue.brokenExamples() == [])
    }

    @Test func whatOnlyDisabledBehavioursOfAnotherFileAskForIsNoFault() throws {
        let shared = """
            protocols: [telnet]
            primitives: {c.word: {about: word, field: command.command, contains: word}}
            """
        let user = """
            protocols: [telnet]
            behaviours:
              c.user: {title: user, severity: low, attack: T1082, when: {all: [{not: c.word}, a.shared]}, examples: [{command: shared}], near_misses: [{command: word}]}
            """
        let files = [("given.yaml", Self.given), ("shared.yaml", shared)]
        let unused = DetectionError(file: "shared.yaml", line: 2, problem: "primitive 'c.word' is used by no behaviour")
        #expect(throws: unused) { try DetectionCatalogue(files: files) }
        let catalogue = try DetectionCatalogue(files: files + [("user.yaml", user), ("mine.yaml", "disable: c.user")])
        #expect(catalogue.primitive(named: "c.word") != nil && catalogue.behaviour(named: "c.user") == nil)
    }

    @Test func ownPrimitiveOfDisabledBehaviourServesOthers() throws {
        let catalogue = try Self.catalogue("disable: a.own")
        #expect(catalogue.behaviours.map(\.name) == ["a.first", "a.user"])
        #expect(shown([command("old shared")], in: catalogue) == ["a.first", "a.user"])
    }

    @Test func anotherTakesItsPlaceForAllWhoNameIt() throws {
        let catalogue = try Self.catalogue(
            """
            protocols: [telnet]
            disable: [a.own]
            behaviours:
              a.own: {title: new, severity: high, attack: T1082, field: command.command, contains: new, examples: [{command: new}], near_misses: [{command: old}]}
            """)
        #expect(catalogue.behaviours.map(\.title) == ["first", "user", "new"])
        #expect(shown([command("old")], in: catalogue) == [])
        #expect(shown([command("new shared")], in: catalogue) == ["a.first", "a.user", "a.own"])
    }

    @Test(
        "What is no other file's behaviour cannot be disabled",
        arguments: ["a.nothing", "a.shared", "b.mine"])
    func mistakes(name: String) {
        let own = """
            protocols: [telnet]
            disable:
              - \(name)
            behaviours:
              b.mine: {title: mine, severity: low, attack: T1082, field: command.command, contains: mine, examples: [{command: mine}], near_misses: [{command: x}]}
            """
        #expect(
            throws: DetectionError(
                file: "mine.yaml", line: 3, problem: "no other file has a behaviour '\(name)' that could be disabled"
            )
        ) { try Self.catalogue(own) }
    }

    /// Rules that silence each other: both go, and nothing stops.
    @Test func mutual() throws {
        let second = Self.given.replacing("a.", with: "b.") + "disable: [a.first, a.own, a.user]\n"
        let third = "disable: [b.first, b.user]\n"
        let catalogue = try DetectionCatalogue(
            files: [("given.yaml", Self.given), ("b.yaml", second), ("c.yaml", third)])
        #expect(catalogue.behaviours.map(\.name) == ["b.own"])
    }

    // MARK: Faults of several files

    @Test func everyFileIsToldItsFirstFault() {
        let faults = DetectionCatalogue.faults(in: [
            ("a.yaml", "protocols: [gopher]"), ("b.yaml", Self.given), ("c.yaml", "protocols: [ssh]\nx: 1"),
        ])
        #expect(faults.map(\.file) == ["a.yaml", "c.yaml"] && faults.map(\.line) == [1, 2])
        let doubled = DetectionCatalogue.faults(in: [("a.yaml", Self.given), ("b.yaml", Self.given)])
        #expect(doubled.map(\.file) == ["b.yaml"])
        #expect(DetectionCatalogue.faults(in: [("a.yaml", Self.given)]) == [])
    }

    @Test func whatCanBeUsedIsUsed() throws {
        let needsBroken = """
            protocols: [telnet]
            behaviours:
              c.one: {title: one, severity: low, attack: T1082, when: b.gone, examples: [{command: x}], near_misses: [{command: y}]}
            """
        let (catalogue, faults) = try DetectionCatalogue.joining([
            ("given.yaml", Self.given), ("b.yaml", "protocols: [telnet]\nprimitives: {b.gone: 1}"),
            ("c.yaml", needsBroken),
        ])
        #expect(catalogue.behaviour(named: "a.own") != nil && catalogue.behaviour(named: "c.one") == nil)
        #expect(Set(faults.map(\.file)) == ["b.yaml", "c.yaml"])
        #expect(try catalogue.behaviours.count == BuiltIn.catalogue().behaviours.count + 3)
    }
}
