import Testing

@testable import Detection

/// A behaviour across sessions is believed as far as the least believable event that it needs.
@Suite struct AddressWitnessTests {
    private static let condition = "{count: {of: t.one, at_least: 3}}"

    @Test func unprovenEventsShowNothingProven() throws {
        var story = try AddressStory(when: Self.condition)
        #expect(story.says("one", at: 0, seenBy: .unproven) == [])
        #expect(story.says("one", at: 1, seenBy: .unproven) == [])
        // Whoever forges a source adds to what its owner does, and proves nothing of it.
        let sightings = story.adds("one", at: 2, seenBy: .own)
        #expect(sightings.map(\.witness) == [.unproven])
    }

    @Test func unprovenEventsHideNothing() throws {
        var story = try AddressStory(when: Self.condition)
        for second in 0..<3 { _ = story.says("one", at: Double(second), seenBy: .unproven) }
        #expect(story.says("one", at: 3) == [] && story.says("one", at: 4) == [])
        #expect(story.adds("one", at: 5).map(\.witness) == [.own])
    }

    @Test func lentSensorsMakeItLent() throws {
        var story = try AddressStory(when: Self.condition)
        #expect(story.says("one", at: 0) == [])
        #expect(story.says("one", at: 1, seenBy: .lent(organisation: 5)) == [])
        let lent = story.adds("one", at: 2)
        #expect(lent.map(\.witness) == [.lent(organisation: 5)])
        // The third of one's own makes it one's own, in the same window.
        #expect(story.adds("one", at: 3).map(\.witness) == [.own])
        #expect(story.says("one", at: 4) == [] && story.says("one", at: 5, seenBy: .unproven) == [])
    }

    @Test func ownSensorsNeedNobodyElse() throws {
        var story = try AddressStory(when: Self.condition)
        #expect(story.says("one", at: 0, seenBy: .lent(organisation: 5)) == [])
        #expect(story.says("one", at: 1) == [])
        #expect(story.adds("one", at: 2).map(\.witness) == [.lent(organisation: 5)])
        #expect(story.adds("one", at: 3).map(\.witness) == [.own])
        for second in 4..<13 { #expect(story.says("one", at: Double(second), seenBy: .lent(organisation: 6)) == []) }
    }

    /// Events that are worth less never push out those that are worth more.
    @Test func floodOfUnprovenEventsPushesNothingOut() throws {
        var story = try AddressStory(
            within: "12h", when: "{distinct: {field: command.command, of: t.one, at_least: 100}}")
        for number in 0..<99 { #expect(story.says("one \(number)", at: Double(number)) == []) }
        for number in 0..<3000 {
            _ = story.says("one x\(number)", at: 100 + Double(number), seenBy: .unproven)
        }
        #expect(story.adds("one 99", at: 5000).map(\.witness) == [.own])
    }
}
