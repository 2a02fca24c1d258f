import Testing
import ThreatModel

@testable import Detection

/// Conditions remember as little as they can. Here they are held against a judge that remembers everything and, after each
/// event, looks through the whole past.
@Suite struct ReferenceConditionTests {
    @Test(arguments: 0..<80)
    func randomConditionOnRandomSession(_ seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let words = ["aa", "bb", "cc", "dd"]
        let condition = RandomCondition.text(&generator, words: words, depth: 0)
        let catalogue = try catalogue(words: words, when: "{any: [\(condition), \(RandomCondition.never(words))]}")
        let rule = catalogue.compiled.rules[0].condition

        for _ in 0..<6 {
            var session = SessionDetection()
            var past: [ReferenceJudge.Moment] = []
            var isShown = false
            var time = 0.0
            for number in 0..<24 {
                time += Double(Int.random(in: 0...6, using: &generator))
                let isClose = number == 23
                let said = words.filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }
                let text = said.joined(separator: " ") + " \(Int.random(in: 0...3, using: &generator))"
                let event = isClose ? event(.close, seconds: time) : command(text, seconds: time)
                past.append(
                    ReferenceJudge.Moment(
                        seconds: time, primitives: isClose ? [] : Set(said.compactMap(words.firstIndex)), value: text))
                let holds = ReferenceJudge(past: past).holds(rule) && (isClose || !rule.awaitsEnd)
                let new = session.observe(event, in: catalogue)
                #expect((new == [0]) == (holds && !isShown), "\(condition), event \(number)")
                isShown = isShown || holds
            }
        }
    }
}

/// Makes conditions of every kind.
enum RandomCondition {
    /// Uses every word and never holds, because a session never ends before it began.
    static func never(_ words: [String]) -> String {
        "{all: [\(words.map { "t.\($0)" }.joined(separator: ", ")), {sequence: [t.aa, t.bb], within: 1s}, {same_event: ["
            + "t.aa, t.bb, t.cc, t.dd]}, {count: t.aa, at_least: 200}]}"
    }

    static func text(_ generator: inout SplitMix64, words: [String], depth: Int) -> String {
        func word(_ generator: inout SplitMix64) -> String { "t." + (words.randomElement(using: &generator) ?? "aa") }
        func step(_ generator: inout SplitMix64) -> String {
            Bool.random(using: &generator) ? word(&generator) : "{any: [\(word(&generator)), \(word(&generator))]}"
        }
        func steps(_ generator: inout SplitMix64) -> String {
            (0..<Int.random(in: 2...4, using: &generator)).map { _ in step(&generator) }.joined(separator: ", ")
        }
        let window = "\(Int.random(in: 1...20, using: &generator))s"
        switch Int.random(in: 0..<(depth < 2 ? 11 : 8), using: &generator) {
        case 0: return word(&generator)
        case 1: return "{all: [\(steps(&generator))], within: \(window)}"
        case 2:
            let unless = Bool.random(using: &generator) ? ", unless: \(step(&generator))" : ""
            return "{same_event: [\(steps(&generator))]\(unless)}"
        case 3: return "{sequence: [\(steps(&generator))]}"
        case 4: return "{sequence: [\(steps(&generator))], within: \(window)}"
        case 5: return "{count: \(step(&generator)), at_least: \(Int.random(in: 2...5, using: &generator))}"
        case 6:
            return
                "{count: \(step(&generator)), at_least: \(Int.random(in: 2...4, using: &generator)), within: \(window)}"
        case 7:
            let least = Int.random(in: 2...4, using: &generator)
            let end = Bool.random(using: &generator) ? ", within: \(window)" : ""
            return "{distinct: command, of: \(step(&generator)), at_least: \(least)\(end)}"
        case 8: return "{not: \(text(&generator, words: words, depth: depth + 1))}"
        case let kind:
            let parts = (0..<2).map { _ in text(&generator, words: words, depth: depth + 1) }.joined(separator: ", ")
            return "{\(kind == 9 ? "all" : "any"): [\(parts)]}"
        }
    }
}

/// Decides a condition by its definition, from everything that happened.
struct ReferenceJudge {
    struct Moment {
        let seconds: Double
        let primitives: Set<Int>
        let value: String
    }

    let past: [Moment]

    func holds(_ condition: Condition) -> Bool {
        switch condition {
        case .primitive(let index): past.contains { $0.primitives.contains(index) }
        case .all(let parts): parts.allSatisfy(holds)
        case .any(let parts): parts.contains(where: holds)
        case .not(let part): !holds(part)
        case .sameEvent(let steps, let unless, _):
            past.contains { moment in steps.allSatisfy { shows($0, moment) } && !shows(unless, moment) }
        case .allWithin(let steps, let milliseconds, _):
            // Some stretch of that length holds all of them.
            past.contains { first in
                let window = first.seconds...(first.seconds + Double(milliseconds) / 1000)
                return steps.allSatisfy { step in past.contains { window.contains($0.seconds) && shows(step, $0) } }
            }
        case .sequence(let steps, let milliseconds, _):
            past.indices.contains { start in
                shows(steps[0], past[start])
                    && follow(steps[1...], from: start, until: past[start].seconds, milliseconds)
            }
        case .count(let step, let least, let milliseconds, _):
            past.contains { first in
                past.filter { shows(step, $0) && isInside($0, first, milliseconds) }.count >= least
            }
        case .distinct(_, let step, let least, let milliseconds, _):
            past.contains { first in
                Set(past.filter { shows(step, $0) && isInside($0, first, milliseconds) }.map(\.value)).count >= least
            }
        }
    }

    private func shows(_ step: Condition.Step, _ moment: Moment) -> Bool {
        step.contains { moment.primitives.contains($0) }
    }

    private func isInside(_ moment: Moment, _ first: Moment, _ milliseconds: UInt32?) -> Bool {
        guard let milliseconds else { return true }
        return moment.seconds >= first.seconds && moment.seconds <= first.seconds + Double(milliseconds) / 1000
    }

    private func follow(
        _ steps: ArraySlice<Condition.Step>, from place: Int, until start: Double, _ milliseconds: UInt32?
    ) -> Bool {
        guard let step = steps.first else { return true }
        return past.indices[place...].contains { index in
            shows(step, past[index]) && milliseconds.map { past[index].seconds - start <= Double($0) / 1000 } != false
                && follow(steps.dropFirst(), from: index, until: start, milliseconds)
        }
    }
}
