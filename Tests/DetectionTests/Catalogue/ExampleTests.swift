import Testing
import ThreatModel

@testable import Detection

@Suite struct ExampleTests {
    private func catalogue(examples: String, nearMisses: String) throws -> DetectionCatalogue {
        try DetectionCatalogue(files: [
            (
                "e.yaml",
                """
                protocols: [ssh, telnet]
                behaviours:
                  e.says_hello:
                    title: Says hello
                    severity: info
                    attack: T1082
                    field: command.command
                    contains: hello
                    examples: \(examples)
                    near_misses: \(nearMisses)
                """
            )
        ])
    }

    @Test func brokenOnesAreNamedByLine() throws {
        let catalogue = try catalogue(
            examples: "[{command: hello}, {command: bye}]", nearMisses: "[{command: hello you}]")
        #expect(
            catalogue.brokenExamples().map(\.description) == [
                "e.yaml:9: this example does not show e.says_hello",
                "e.yaml:10: this near miss shows e.says_hello",
            ])
    }

    @Test func eventsCarryTimeAndRepetition() throws {
        let catalogue = try catalogue(
            examples: "[{protocol: telnet, events: [{command: hello, times: 3, after: 2s}, {raw: {bytes: x}}]}]",
            nearMisses: "[{command: bye}]")
        let events = catalogue.behaviours[0].examples[0].sessionEvents()
        #expect(events.map(\.kind) == [.command, .command, .command, .raw, .close])
        #expect(events.map(\.at.milliseconds) == [2000, 4000, 6000, 6000, 6000])
        #expect(events.allSatisfy { $0.protocol == .telnet })
        #expect(events[0].fields["command"] == "hello")
        #expect(catalogue.behaviours[0].nearMisses[0].protocol == .ssh)
    }

    @Test func ownCloseIsNotFollowedByAnother() throws {
        let catalogue = try catalogue(
            examples: "[[{command: hello}, {close: {bytes_in: \"7\"}}]]", nearMisses: "[{connect: \"\"}]")
        #expect(catalogue.behaviours[0].examples[0].sessionEvents().map(\.kind) == [.command, .close])
    }
}
