import ThreatModel

/// What a session must have done to show a behaviour. Primitives stand for their indices in the catalogue.
indirect enum Condition: Sendable {
    case primitive(Int)
    case all([Condition])
    case any([Condition])
    /// Decided when the session ends.
    case not(Condition)
    /// One event shows all of them, and none of `unless`.
    case sameEvent([Step], unless: Step, part: Int)
    /// All of them, the first and the last at most so many milliseconds apart.
    case allWithin([Step], milliseconds: UInt32, part: Int)
    /// One after the other; steps that one event shows together count as in order.
    case sequence([Step], milliseconds: UInt32?, part: Int)
    /// At least so many events that show one of them.
    case count(Step, atLeast: Int, milliseconds: UInt32?, part: Int)
    /// At least so many different values of a field, among events that show one of them.
    case distinct(field: String, Step, atLeast: Int, milliseconds: UInt32?, part: Int)

    /// Primitives any of which will do.
    typealias Step = [Int]
}

extension Condition {
    /// Every primitive it names, in the order it names them.
    var primitives: [Int] {
        switch self {
        case .primitive(let index): [index]
        case .all(let parts), .any(let parts): parts.flatMap(\.primitives)
        case .not(let part): part.primitives
        case .sameEvent(let steps, let unless, _): steps.flatMap { $0 } + unless
        case .allWithin(let steps, _, _), .sequence(let steps, _, _): steps.flatMap { $0 }
        case .count(let step, _, _, _), .distinct(_, let step, _, _, _): step
        }
    }

    /// Whether an event that shows any of its primitives meets it, whatever was before.
    var isMetByAnyHit: Bool {
        switch self {
        case .primitive: true
        case .any(let parts): parts.allSatisfy(\.isMetByAnyHit)
        case .all, .not, .sameEvent, .allWithin, .sequence, .count, .distinct: false
        }
    }

    /// Whether only the end of the session can decide it.
    var awaitsEnd: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains(where: \.awaitsEnd)
        case .not: true
        case .primitive, .sameEvent, .allWithin, .sequence, .count, .distinct: false
        }
    }
}

extension Condition {
    /// Protocols on which it can be met, given those of each primitive.
    func protocols(of primitive: (Int) -> AttackProtocolSet) -> AttackProtocolSet {
        func any(_ step: Step) -> AttackProtocolSet { step.reduce(into: []) { $0.formUnion(primitive($1)) } }
        func all(_ steps: [Step]) -> AttackProtocolSet { steps.reduce(into: .all) { $0.formIntersection(any($1)) } }
        return switch self {
        case .primitive(let index): primitive(index)
        case .all(let parts): parts.reduce(into: .all) { $0.formIntersection($1.protocols(of: primitive)) }
        case .any(let parts): parts.reduce(into: []) { $0.formUnion($1.protocols(of: primitive)) }
        case .not: .all
        case .sameEvent(let steps, _, _), .allWithin(let steps, _, _), .sequence(let steps, _, _): all(steps)
        case .count(let step, _, _, _), .distinct(_, let step, _, _, _): any(step)
        }
    }

    /// A hash of what it says, by the primitives' names: equal for equal conditions of different catalogues.
    func signature(_ name: (Int) -> String) -> UInt64 {
        ValueHash(of: text(name).utf8).value
    }

    private func text(_ name: (Int) -> String) -> String {
        func one(_ step: Step) -> String { "(" + step.map(name).joined(separator: "|") + ")" }
        func list(_ steps: [Step]) -> String { steps.map(one).joined() }
        func list(_ parts: [Condition]) -> String { "(" + parts.map { $0.text(name) }.joined(separator: " ") + ")" }
        func window(_ milliseconds: UInt32?) -> String { milliseconds.map { " in \($0)" } ?? "" }
        return switch self {
        case .primitive(let index): name(index)
        case .all(let parts): "all" + list(parts)
        case .any(let parts): "any" + list(parts)
        case .not(let part): "not" + list([part])
        case .sameEvent(let steps, let unless, _):
            "same" + list(steps) + (unless.isEmpty ? "" : " unless" + one(unless))
        case .allWithin(let steps, let milliseconds, _): "all" + list(steps) + window(milliseconds)
        case .sequence(let steps, let milliseconds, _): "sequence" + list(steps) + window(milliseconds)
        case .count(let step, let least, let milliseconds, _): "\(least) of" + one(step) + window(milliseconds)
        case .distinct(let field, let step, let least, let milliseconds, _):
            "\(least) \(field) of" + one(step) + window(milliseconds)
        }
    }
}
