import Testing
import ThreatModel

@testable import Detection

/// Memory is bounded and windows are found as events come. Here both are held against a judge that keeps everything.
@Suite struct ReferenceAddressTests {
    struct Moment {
        let seconds: Double
        let words: Set<String>
        let text: String
        let sensor: Int64
        let session: Int
    }

    static func condition(_ generator: inout SplitMix64, depth: Int = 0) -> String {
        let words = ["t.one", "t.two", "{any: [t.one, t.two]}"]
        let word = words.randomElement(using: &generator) ?? "t.one"
        let least = Int.random(in: 2...5, using: &generator)
        switch Int.random(in: 0..<(depth < 2 ? 6 : 4), using: &generator) {
        case 0: return "{count: {of: \(word), at_least: \(least)}}"
        case 1: return "{distinct: {field: sensor, of: \(word), at_least: \(min(3, least))}}"
        case 2: return "{distinct: {field: command.command, of: \(word), at_least: \(least)}}"
        case 3: return "{distinct: {field: session, per: sensor, of: \(word), at_least: \(min(3, least))}}"
        case let kind:
            let parts = (0..<2).map { _ in condition(&generator, depth: depth + 1) }.joined(separator: ", ")
            return "{\(kind == 4 ? "all" : "any"): [\(parts)]}"
        }
    }

    static func moments(_ generator: inout SplitMix64, spread: Int) -> [Moment] {
        var time = 0.0
        return (0..<120).map { _ in
            time += Double(Int.random(in: 0...spread, using: &generator))
            let words = ["one", "two"].filter { _ in Bool.random(using: &generator) }
            return Moment(
                seconds: time, words: Set(words),
                text: words.joined(separator: " ") + " \(Int.random(in: 0...3, using: &generator))",
                sensor: Int64.random(in: 0...3, using: &generator), session: Int.random(in: 0...4, using: &generator))
        }
    }

    @Test(arguments: 0..<150 as Range<UInt64>)
    func inOrderOfTime(_ seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let condition = Self.condition(&generator)
        let window = Int.random(in: 1...40, using: &generator)
        var story = try AddressStory(within: "\(window)s", when: condition)
        let rule = story.catalogue.compiled.addressRules[0]

        var usable: [Moment] = []
        var shownAt: Double?
        for moment in Self.moments(&generator, spread: 4) {
            let sightings = story.says(
                moment.text, at: moment.seconds, session: moment.session, sensor: moment.sensor)
            // By the definition: what lies within a window of the last time is part of that.
            if let shownAt, moment.seconds - shownAt <= Double(window) {
                #expect(sightings == [])
                continue
            }
            usable.append(moment)
            let recent = usable.filter { moment.seconds - $0.seconds <= Double(window) }
            let isShown = Self.holds(rule.condition, rule, recent)
            #expect(sightings == (isShown ? [moment.seconds] : []), "\(condition) in \(window)s")
            if isShown { (shownAt, usable) = (moment.seconds, []) }
        }
    }

    @Test(arguments: 0..<150 as Range<UInt64>)
    func inAnyOrder(_ seed: UInt64) throws {
        var generator = SplitMix64(seed: 1000 + seed)
        let condition = Self.condition(&generator)
        let window = Int.random(in: 1...20, using: &generator)
        var story = try AddressStory(within: "\(window)s", when: condition)
        let rule = story.catalogue.compiled.addressRules[0]
        let moments = Self.moments(&generator, spread: 20)
        var times: [Double] = []
        for moment in moments.shuffled(using: &generator) {
            times += story.says(moment.text, at: moment.seconds, session: moment.session, sensor: moment.sensor)
        }
        // Shown at all, whatever the order, exactly when some window holds what it needs …
        let isEver = moments.contains { last in
            Self.holds(
                rule.condition, rule,
                moments.filter { $0.seconds <= last.seconds && last.seconds - $0.seconds <= Double(window) })
        }
        #expect(times.isEmpty == !isEver, "\(condition) in \(window)s")
        for (index, time) in times.enumerated() {
            // … truly there …
            let inside = moments.filter { $0.seconds <= time && time - $0.seconds <= Double(window) }
            #expect(Self.holds(rule.condition, rule, inside))
            // … and never twice for one window.
            for other in times[..<index] { #expect(abs(other - time) > Double(window)) }
        }
    }

    private static func holds(_ condition: AddressCondition, _ rule: AddressRule, _ moments: [Moment]) -> Bool {
        switch condition {
        case .all(let parts): return parts.allSatisfy { holds($0, rule, moments) }
        case .any(let parts): return parts.contains { holds($0, rule, moments) }
        case .count(let leaf, let least): return counted(rule.leaves[leaf], moments).count >= least
        case .distinct(let leaf, let least):
            let leaf = rule.leaves[leaf]
            let groups = Dictionary(grouping: counted(leaf, moments)) { leaf.group == nil ? "" : "\($0.sensor)" }
            return groups.values.contains { group in
                Set(group.map { value(leaf.value, $0) }).count >= least
            }
        }
    }

    private static func counted(_ leaf: AddressLeaf, _ moments: [Moment]) -> [Moment] {
        moments.filter { moment in leaf.step.contains { moment.words.contains(["one", "two"][$0]) } }
    }

    private static func value(_ field: AddressField?, _ moment: Moment) -> String {
        switch field {
        case .origin(.sensor): "\(moment.sensor)"
        case .origin(.session): "\(moment.session)"
        case .field: moment.text
        case .origin(.attackProtocol), .origin(.hour), nil: ""
        }
    }
}
