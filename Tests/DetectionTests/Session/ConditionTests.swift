import Testing
import ThreatModel

@testable import Detection

@Suite struct ConditionTests {
    /// Whether a session of one-word commands at those seconds shows the behaviour.
    private func isShown(_ condition: String, _ commands: [(String, Double)], close: Double? = nil) throws -> Bool {
        let words = ["one", "two", "three"].filter { condition.contains("t.\($0)") }
        let catalogue = try catalogue(words: words, when: condition)
        var events = commands.map { command($0.0, seconds: $0.1) }
        if let close { events.append(event(.close, seconds: close)) }
        return !shown(events, in: catalogue).isEmpty
    }

    @Test func primitiveIsEnough() throws {
        #expect(try isShown("t.one", [("one", 0)]))
        #expect(try !isShown("t.one", [("two", 0)]))
    }

    @Test func allMayBeFarApart() throws {
        #expect(try isShown("{all: [t.one, t.two]}", [("two", 0), ("one", 90_000)]))
        #expect(try !isShown("{all: [t.one, t.two]}", [("two", 0), ("two", 1)]))
    }

    @Test func allWithinAWindowTakesTheClosest() throws {
        let condition = "{all: [t.one, {any: [t.two, t.three]}], within: 60s}"
        #expect(try isShown(condition, [("one", 0), ("two", 60)]))
        #expect(try !isShown(condition, [("one", 0), ("two", 60.001)]))
        #expect(try isShown(condition, [("one", 0), ("two", 100), ("one", 120)]))
        #expect(try isShown(condition, [("three one", 5)]))
    }

    @Test func sameEventIsNotTwoEvents() throws {
        #expect(try isShown("{same_event: [t.one, t.two]}", [("two and one", 0)]))
        #expect(try !isShown("{same_event: [t.one, t.two]}", [("two", 0), ("one", 0)]))
    }

    @Test func unlessIsAboutTheSameEvent() throws {
        let condition = "{same_event: [t.one], unless: {any: [t.two, t.three]}}"
        #expect(try isShown(condition, [("one", 0)]))
        #expect(try !isShown(condition, [("one two", 0), ("three one", 1)]))
        // What other events show makes no difference, before or after.
        #expect(try isShown(condition, [("two", 0), ("one", 1)]))
        #expect(try isShown(condition, [("one two", 0), ("one", 1), ("one three", 2)]))
        #expect(try !isShown(condition, [("two", 0)]))
    }

    @Test func whatOneEventShowedIsRememberedForTheRest() throws {
        let condition = "{all: [{same_event: [t.one, t.two]}, t.three]}"
        #expect(try isShown(condition, [("one two", 0), ("three", 50)]))
        #expect(try !isShown(condition, [("one", 0), ("two", 1), ("three", 50)]))
    }

    @Test func sequenceKeepsOrder() throws {
        let condition = "{sequence: [t.one, t.two, t.three]}"
        #expect(try isShown(condition, [("one", 0), ("x", 1), ("two", 2), ("one", 3), ("three", 4)]))
        #expect(try !isShown(condition, [("two", 0), ("one", 1), ("three", 2)]))
        #expect(try isShown(condition, [("one two", 0), ("three", 1)]))
    }

    @Test func sequenceInAWindowMayBeginLater() throws {
        let condition = "{sequence: [t.one, t.two, t.three], within: 10s}"
        #expect(try isShown(condition, [("one", 0), ("two", 5), ("three", 10)]))
        #expect(try !isShown(condition, [("one", 0), ("two", 5), ("three", 10.5)]))
        #expect(try isShown(condition, [("one", 0), ("two", 5), ("one", 6), ("two", 7), ("three", 12)]))
        #expect(try !isShown(condition, [("one", 0), ("two", 5), ("one", 6), ("three", 12)]))
    }

    @Test func countNeedsThatMany() throws {
        let condition = "{count: {any: [t.one, t.two]}, at_least: 3}"
        #expect(try isShown(condition, [("one", 0), ("two", 5000), ("one", 90_000)]))
        #expect(try !isShown(condition, [("one", 0), ("one", 1)]))
    }

    @Test func countInAWindowForgets() throws {
        let condition = "{count: t.one, at_least: 3, within: 10s}"
        #expect(try isShown(condition, [("one", 0), ("one", 9), ("one", 18), ("one", 19)]))
        #expect(try !isShown(condition, [("one", 0), ("one", 9), ("one", 18), ("one", 27)]))
        #expect(try isShown(condition, [("one", 0), ("one", 5), ("one", 10)]))
    }

    @Test func distinctCountsValuesNotEvents() throws {
        let condition = "{distinct: command, of: t.one, at_least: 3}"
        #expect(try isShown(condition, [("one a", 0), ("one b", 1), ("one a", 2), ("one c", 3)]))
        #expect(try !isShown(condition, [("one a", 0), ("one b", 1), ("one a", 2), ("two c", 3)]))
        let windowed = "{distinct: command, of: t.one, at_least: 3, within: 10s}"
        #expect(try !isShown(windowed, [("one a", 0), ("one b", 1), ("one c", 12)]))
        #expect(try isShown(windowed, [("one a", 0), ("one b", 8), ("one a", 9), ("one c", 15)]))
    }

    @Test func notIsDecidedAtTheEnd() throws {
        let condition = "{all: [t.one, {not: t.two}]}"
        #expect(try !isShown(condition, [("one", 0)]))
        #expect(try isShown(condition, [("one", 0)], close: 1))
        #expect(try !isShown(condition, [("one", 0), ("two", 1)], close: 2))
        #expect(try isShown("{not: t.one}", [("two", 0)], close: 1))
    }

    @Test func eachBehaviourIsReportedOnce() throws {
        let catalogue = try catalogue(words: ["one"], when: "t.one")
        var session = SessionDetection()
        #expect(session.observe(command("one"), in: catalogue) == [0])
        #expect(session.observe(command("one"), in: catalogue) == [])
        #expect(session.shownBehaviours == [0])
        #expect(session.primitiveHits.map(\.events) == [2])
    }

    @Test func clockThatRunsBackwardsStandsStill() throws {
        let condition = "{count: t.one, at_least: 3, within: 10s}"
        #expect(try isShown(condition, [("one", 100), ("one", 50), ("one", 0)]))
        let catalogue = try catalogue(words: ["one"], when: condition)
        var session = SessionDetection()
        for time in [Int64.min, .max, 0, .max, .min] {
            var event = command("one")
            event.at = Timestamp(milliseconds: time)
            _ = session.observe(event, in: catalogue)
        }
        #expect(session.primitiveHits.map(\.events) == [5])
    }

    @Test func otherProtocolsDoNotShowIt() throws {
        let catalogue = try catalogue(words: ["one"], when: "t.one")
        #expect(shown([event(.command, ["command": "one"], on: .ftp)], in: catalogue) == [])
    }
}
