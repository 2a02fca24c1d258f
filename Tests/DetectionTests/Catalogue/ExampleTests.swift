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

    @Test func acrossSessionsEventsSayWhereTheyComeFrom() throws {
        let catalogue = try DetectionCatalogue(files: [
            (
                "a.yaml",
                """
                protocols: [ssh, redis]
                primitives:
                  e.visit: {about: a visit, event: connect}
                behaviours:
                  e.everywhere:
                    title: Everywhere
                    severity: low
                    attack: T1046
                    across: address
                    within: 1m
                    when: {all: [{distinct: {field: sensor, of: e.visit, at_least: 2}}]}
                    examples:
                      - - {connect: "", sensor: b, session: 4, at: 50s, times: 2, after: 1s}
                        - {connect: "", protocol: redis, sensor: a}
                        - {connect: "", sensor: b, at: 3s}
                    near_misses:
                      - - {connect: "", sensor: a}
                        - {connect: "", sensor: b, at: 61s}
                """
            )
        ])
        #expect(catalogue.behaviours[0].window == .seconds(60))
        #expect(catalogue.brokenExamples() == [])
        let events = catalogue.behaviours[0].examples[0].sessionEvents()
        #expect(events.map(\.at.milliseconds) == [51_000, 52_000, 52_000, 3000, 3000])
        #expect(events.map(\.protocol) == [.ssh, .ssh, .redis, .ssh, .ssh])
        #expect(events.map(\.session.bits) == [4, 4, 0, 0, 0])
        #expect(events.map(\.kind) == [.connect, .connect, .connect, .connect, .close])
    }
}
