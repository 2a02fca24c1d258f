/// What a condition asks for, in words: a line, and what belongs under it.
package struct Outline: Equatable, Sendable {
    /// How the parts belong together, such as "one after the other, within 5 minutes"; of a primitive, its description.
    package let text: String
    /// The index of the primitive that the line is about; such a line has no parts.
    package let primitive: Int?
    package let parts: [Outline]

    init(_ text: String, _ parts: [Outline]) {
        self.text = text
        primitive = nil
        self.parts = parts
    }

    init(_ primitive: Int, of primitives: [Primitive]) {
        text = primitives[primitive].description
        self.primitive = primitive
        parts = []
    }
}

extension DetectionCatalogue {
    /// What the behaviour with that index looks for.
    package func outline(of behaviour: Int) -> Outline {
        if let rule = compiled.addressRules.first(where: { $0.behaviour == behaviour }) {
            let condition = outline(rule.condition, of: rule)
            let window = Self.span(UInt32(clamping: rule.window))
            return Outline("Over all sessions of an address, within \(window): \(condition.text)", condition.parts)
        }
        return outline(compiled.rules[behaviour].condition)
    }

    private func outline(_ condition: Condition) -> Outline {
        switch condition {
        case .primitive(let index): Outline(index, of: primitives)
        case .all(let parts): Outline("all of these", parts.map(outline))
        case .any(let parts): Outline("any of these", parts.map(outline))
        case .not(let part): Outline("not this, in the whole session", [outline(part)])
        case .sameEvent(let steps, let unless, _):
            Outline(
                "all of these at once",
                steps.map(outline)
                    + (unless.isEmpty ? [] : [Outline("and at the same time not this", [outline(unless)])]))
        case .allWithin(let steps, let milliseconds, _):
            Outline("all of these, within \(Self.span(milliseconds))", steps.map(outline))
        case .sequence(let steps, let milliseconds, _):
            Outline("one after the other" + Self.within(milliseconds), steps.map(outline))
        case .count(let step, let least, let milliseconds, _):
            Outline("at least \(least) times" + Self.within(milliseconds), [outline(step)])
        case .distinct(let field, let step, let least, let milliseconds, _):
            Outline(
                "with at least \(least) different values of ‘\(field)’" + Self.within(milliseconds), [outline(step)])
        }
    }

    private func outline(_ condition: AddressCondition, of rule: AddressRule) -> Outline {
        switch condition {
        case .all(let parts): return Outline("all of these", parts.map { outline($0, of: rule) })
        case .any(let parts): return Outline("any of these", parts.map { outline($0, of: rule) })
        case .count(let leaf, let least):
            return Outline("at least \(least) times", [outline(rule.leaves[leaf].step)])
        case .distinct(let number, let least):
            let leaf = rule.leaves[number]
            let values = "with at least \(least) different values of ‘\(leaf.value?.name ?? "")’"
            let group = leaf.group.map { " for one value of ‘\($0.name)’" } ?? ""
            return Outline(values + group, [outline(leaf.step)])
        }
    }

    private func outline(_ step: Condition.Step) -> Outline {
        step.count == 1
            ? Outline(step[0], of: primitives) : Outline("any of these", step.map { Outline($0, of: primitives) })
    }

    private static func within(_ milliseconds: UInt32?) -> String {
        milliseconds.map { ", within \(span($0))" } ?? ""
    }

    /// `90 seconds`, `5 minutes`, `1 hour`: in the largest unit that leaves a whole number.
    package static func span(_ milliseconds: UInt32) -> String {
        let seconds = milliseconds / 1000
        for (unit, length) in [("day", UInt32(86_400)), ("hour", 3600), ("minute", 60)]
        where seconds >= length && seconds % length == 0 {
            let count = seconds / length
            return "\(count) \(unit)\(count == 1 ? "" : "s")"
        }
        return "\(seconds) second\(seconds == 1 ? "" : "s")"
    }
}
