import Testing
import ThreatModel

@testable import Detection

@Suite struct AddressConditionTests {
    @Test func eventsOfAllSessionsAndSensorsCountTogether() throws {
        var story = try AddressStory(when: "{count: {of: t.one, at_least: 3}}")
        #expect(story.says("one", at: 0, session: 1, sensor: 1) == [])
        #expect(story.says("two", at: 1, session: 2, sensor: 2) == [])
        #expect(story.says("one", at: 2, session: 3, sensor: 3, on: .ssh) == [])
        #expect(story.says("one", at: 10, session: 4, sensor: 1) == [10])
    }

    @Test func windowEndsWhereItSays() throws {
        var story = try AddressStory(when: "{count: {of: t.one, at_least: 2}}")
        #expect(story.says("one", at: 0) == [])
        #expect(story.says("one", at: 10.001) == [])
        #expect(story.says("one", at: 20.001) == [20.001])
    }

    @Test func itCountsOnceForEachWindow() throws {
        var story = try AddressStory(when: "{count: {of: t.one, at_least: 2}}")
        #expect(story.says("one", at: 0) == [])
        #expect(story.says("one", at: 1) == [1])
        for second in 2...11 { #expect(story.says("one", at: Double(second)) == []) }
        // The window has passed: it begins anew.
        #expect(story.says("one", at: 11.5) == [])
        #expect(story.says("one", at: 12) == [12])
        // A second day counts again.
        #expect(story.says("one", at: 86_400) == [])
        #expect(story.says("one", at: 86_401) == [86_401])
    }

    @Test func whatComesLateCountsWhereItHappened() throws {
        var story = try AddressStory(when: "{count: {of: t.one, at_least: 3}}")
        #expect(story.says("one", at: 1000) == [])
        #expect(story.says("one", at: 8) == [])
        #expect(story.says("one", at: 1004) == [])
        #expect(story.says("one", at: 0) == [])
        // Completes the earlier window, in its middle, and then the later one.
        #expect(story.says("one", at: 5) == [8])
        #expect(story.says("one", at: 1002) == [1004])
        #expect(story.says("one", at: 7) == [] && story.says("one", at: 1003) == [])
    }

    @Test func whatIsADayOlderIsTooLate() throws {
        var story = try AddressStory(when: "{count: {of: t.one, at_least: 2}}")
        #expect(story.says("two", at: 90_000) == [])
        #expect(story.says("one", at: 90_000) == [])
        #expect(story.says("one", at: 3000) == [])
        #expect(story.says("one", at: 3001) == [])
        #expect(story.says("one", at: 90_000 - 86_400) == [])
        #expect(story.says("one", at: 90_001 - 86_400) == [90_001 - 86_400])
    }

    @Test func distinctCountsValues() throws {
        var story = try AddressStory(when: "{distinct: {field: command.command, of: t.one, at_least: 3}}")
        for (second, text) in ["one a", "one b", "one a", "one b", "two c"].enumerated() {
            #expect(story.says(text, at: Double(second)) == [])
        }
        #expect(story.says("one c", at: 5) == [5])
    }

    @Test(arguments: ["protocol", "sensor", "session", "hour"])
    func whereEventsComeFromCanBeCounted(_ field: String) throws {
        var story = try AddressStory(
            within: "5h", when: "{distinct: {field: \(field), of: {any: [t.one, t.two]}, at_least: 2}}")
        #expect(story.says("one", at: 0) == [] && story.says("two", at: 1) == [])
        switch field {
        case "protocol": #expect(story.says("one", at: 2, on: .ssh) == [2])
        case "sensor": #expect(story.says("one", at: 2, sensor: 7) == [2])
        case "session": #expect(story.says("one", at: 2, session: 7) == [2])
        default: #expect(story.says("one", at: 3602) == [3602])
        }
    }

    @Test func perCountsEachGroupByItself() throws {
        var story = try AddressStory(
            when: "{distinct: {field: session, per: command.command, of: t.one, at_least: 3}}")
        #expect(story.says("one a", at: 0, session: 1) == [])
        #expect(story.says("one b", at: 1, session: 2) == [])
        #expect(story.says("one a", at: 2, session: 2) == [])
        #expect(story.says("one b", at: 3, session: 1) == [])
        #expect(story.says("one a", at: 4, session: 2) == [])
        #expect(story.says("one b", at: 5, session: 9) == [5])
    }

    @Test func allMustHoldInOneWindow() throws {
        let condition =
            "{all: [{count: {of: t.one, at_least: 2}}, {distinct: {field: sensor, of: t.two, at_least: 2}}]}"
        var story = try AddressStory(when: condition)
        #expect(story.says("one", at: 0) == [] && story.says("one", at: 1) == [])
        #expect(story.says("two", at: 9, sensor: 1) == [] && story.says("two", at: 11, sensor: 2) == [])
        #expect(story.says("one", at: 12) == [] && story.says("one", at: 13) == [13])
        // One event may count for both.
        var both = try AddressStory(when: condition)
        #expect(both.says("one two", at: 0, sensor: 1) == [])
        #expect(both.says("one two", at: 1, sensor: 2) == [1])
    }

    @Test func anyIsEnough() throws {
        var story = try AddressStory(
            when: "{any: [{count: {of: t.one, at_least: 5}}, {count: {of: t.two, at_least: 2}}]}")
        for second in 0..<4 { #expect(story.says("one", at: Double(second)) == []) }
        #expect(story.says("two", at: 4) == [] && story.says("two", at: 5) == [5])
    }

    @Test func eventsWithoutTheFieldSayNothing() throws {
        var story = try AddressStory(when: "{distinct: {field: command.truncated, of: t.one, at_least: 2}}")
        for second in 0..<9 { #expect(story.says("one \(second)", at: Double(second)) == []) }
    }

    @Test func timesMayBeAnything() throws {
        let story = try AddressStory(when: "{count: {of: t.one, at_least: 2}}")
        var detection = story.detection
        for time in [Int64.min, -1, 0, .max, .max - 1, .min, 1 << 52] {
            var event = command("one")
            event.at = Timestamp(milliseconds: time)
            var session = SessionDetection()
            let observation = try #require(session.observe(event, from: 1, in: story.catalogue).observation)
            _ = detection.add(observation, seenBy: .own, in: story.catalogue)
        }
        #expect(AddressDetection(encoded: detection.encoded(in: story.catalogue), in: story.catalogue) != nil)
    }
}
