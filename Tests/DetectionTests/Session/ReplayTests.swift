import Testing
import ThreatModel

@testable import Detection

/// A session that began under other rules becomes, by a replay, what it would be under today's from the start.
@Suite struct ReplayTests {
    private static let words = ["aa", "bb", "cc", "dd"]

    private static func events(_ generator: inout SplitMix64, count: Int) -> [SessionEvent] {
        (0..<count).map { number in
            let said = words.filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }
            return command(said.joined(separator: " ") + " \(number % 4)", seconds: Double(number * 2))
        }
    }

    @Test(arguments: 0..<40)
    func replayedAtAnyPointItGoesOnAsFromTheStart(_ seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        func random() -> String { RandomCondition.text(&generator, words: Self.words, depth: 0) }
        let unrelated = ruleText(words: ["zz"], when: "{any: [t.zz]}", name: "t.other")
        let old = try DetectionCatalogue(files: [("old.yaml", unrelated)])
        let condition = "{any: [\(random()), \(RandomCondition.never(Self.words))]}"
        let new = try DetectionCatalogue(files: [
            ("old.yaml", unrelated), ("new.yaml", ruleText(words: Self.words, when: condition)),
        ])
        let events = Self.events(&generator, count: 24) + [event(.close, seconds: 60)]
        let change = Int.random(in: 0..<events.count, using: &generator)
        let replayed = Int.random(in: change...events.count, using: &generator)

        var session = SessionDetection()
        var shown: [Int] = []
        for (number, event) in events.enumerated() {
            if number == replayed { shown += Self.replay(&session, events[..<number], new) }
            let found = session.observe(event, in: number < change ? old : new)
            if number >= change { shown += found }
        }
        if replayed == events.count { shown += Self.replay(&session, events[...], new) }

        var reference = SessionDetection()
        let expected = events.flatMap { reference.observe($0, in: new) }
        #expect(shown == expected)
        #expect(session.encoded(in: new) == reference.encoded(in: new))
        #expect(Self.replay(&session, events[...], new) == [])
    }

    private static func replay(
        _ session: inout SessionDetection, _ events: ArraySlice<SessionEvent>, _ catalogue: DetectionCatalogue
    ) -> [Int] {
        var replay = SessionDetection()
        for event in events { _ = replay.observe(event, in: catalogue) }
        return session.takeOver(replay, isWhole: true, in: catalogue)
    }

    @Test func whatWasShownIsNotShownAgainWhenItsRuleComesBack() throws {
        let one = ruleText(words: ["aa"], when: "t.aa")
        let two = ruleText(words: ["zz"], when: "t.zz", name: "t.other")
        let both = try DetectionCatalogue(files: [("a.yaml", one), ("b.yaml", two)])
        let without = try DetectionCatalogue(files: [("b.yaml", two)])
        var session = SessionDetection()
        #expect(session.observe(command("aa"), in: both).count == 1)
        #expect(session.observe(command("zz"), in: without).count == 1)
        let stored = session.encoded(in: without)
        session = try #require(SessionDetection(encoded: stored, in: without))
        #expect(session.shownBehaviours.count == 1 && session.encoded(in: without) == stored)
        #expect(session.observe(command("aa zz"), in: both) == [])
        #expect(session.shownBehaviours.map { both.behaviours[$0].name } == ["t.behaviour", "t.other"])
    }

    @Test func partOfASessionAddsWhatItShowsAndNothingElse() throws {
        let catalogue = try catalogue(words: ["aa", "bb"], when: "{sequence: [t.aa, t.bb]}")
        var session = SessionDetection()
        _ = session.observe(command("aa"), in: catalogue)
        let before = session.encoded(in: catalogue)
        #expect(session.takeOver(SessionDetection(), isWhole: false, in: catalogue) == [])
        #expect(session.encoded(in: catalogue) == before)
        #expect(session.observe(command("bb"), in: catalogue) == [0])
    }
}
