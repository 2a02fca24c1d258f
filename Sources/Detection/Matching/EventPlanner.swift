import ThreatModel

/// Compiles primitives into plans. Whoever looks for the same things in a field shares one
/// matcher: protocols, and both forms of a text.
struct EventPlanner {
    private let primitives: [PrimitiveRule]
    private var matchers: [[UInt32]: FieldMatcher] = [:]

    init(_ primitives: [PrimitiveRule]) { self.primitives = primitives }

    var footprint: Int { matchers.values.reduce(0) { $0 + $1.footprint } }

    /// Of all matchers, where one byte of text can cost the most.
    var worstByte: (steps: Int, primitive: UInt32)? {
        matchers.values.compactMap(\.worstByte).max { ($0.steps, $1.primitive) < ($1.steps, $0.primitive) }
    }

    mutating func plan(for kind: EventKind, on attackProtocol: AttackProtocol) -> EventPlan {
        var plan = EventPlan()
        var byField: [String: [UInt32]] = [:]
        for (index, primitive) in primitives.enumerated() where primitive.protocols.contains(attackProtocol) {
            for target in primitive.targets where target.kind == kind {
                if let field = target.field {
                    byField[field, default: []].append(UInt32(index))
                } else {
                    plan.occurrences.append(UInt32(index))
                }
            }
        }
        plan.fields = byField.sorted { $0.key < $1.key }.map {
            fieldPlan($0.key, of: kind, on: attackProtocol, $0.value)
        }
        return plan
    }

    private mutating func fieldPlan(
        _ name: String, of kind: EventKind, on attackProtocol: AttackProtocol, _ candidates: [UInt32]
    ) -> FieldPlan {
        var texts: [UInt32] = []
        var isNormalFormSeen = false
        var numbers: [FieldPlan.NumberTest] = []
        let normalForm = EventVocabulary.normalForm(of: name, in: kind, on: attackProtocol)
        for candidate in candidates {
            switch primitives[Int(candidate)].test {
            case .occurs: break
            case .number(let range): numbers.append(FieldPlan.NumberTest(primitive: candidate, range: range))
            case .text(_, _, let form):
                if normalForm != nil || form != .normalised { texts.append(candidate) }
                isNormalFormSeen = isNormalFormSeen || form != .raw
            }
        }
        return FieldPlan(
            name: name, normalForm: isNormalFormSeen ? normalForm : nil, matcher: matcher(for: texts), numbers: numbers)
    }

    private mutating func matcher(for candidates: [UInt32]) -> FieldMatcher? {
        guard !candidates.isEmpty else { return nil }
        if let known = matchers[candidates] { return known }
        let matcher = FieldMatcher(candidates.flatMap(entries))
        matchers[candidates] = matcher
        return matcher
    }

    private func entries(_ primitive: UInt32) -> [FieldMatcher.Entry] {
        guard case .text(let globs, let isCaseSensitive, let form) = primitives[Int(primitive)].test else { return [] }
        return globs.map {
            FieldMatcher.Entry(primitive: primitive, glob: $0, isCaseSensitive: isCaseSensitive, form: form)
        }
    }
}
