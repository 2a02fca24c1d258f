/// Reads the condition of a behaviour:
///
/// ```yaml
/// when: some.primitive
/// when: {all: [some.primitive, other.primitive], within: 60s}
/// when: {any: [some.primitive, {not: other.primitive}]}
/// when: {same_event: [some.primitive, other.primitive], unless: third.primitive}
/// when: {sequence: [some.primitive, {any: [other.primitive, third.primitive]}], within: 5m}
/// when: {count: some.primitive, at_least: 10, within: 5m}
/// when: {distinct: password, of: some.primitive, at_least: 5}
/// ```
struct ConditionSyntax {
    private let primitives: [PrimitiveRule]
    private let indices: [String: Int]
    /// Parts that need memory, numbered from here on through all behaviours.
    private(set) var nextPart: Int
    private var size = 0

    init(primitives: [PrimitiveRule], indices: [String: Int], firstPart: Int) {
        self.primitives = primitives
        self.indices = indices
        nextPart = firstPart
    }

    mutating func read(_ node: RuleNode, depth: Int = 1) throws(DetectionError) -> Condition {
        try grow(node, depth: depth)
        if node.scalar != nil { return .primitive(try index(node)) }
        let (kind, content, fields) = try kind(of: node)
        let window = try fields["within"]?.milliseconds("'within'")
        switch kind {
        case .all:
            guard let window else { return .all(try parts(content, depth: depth)) }
            return .allWithin(try steps(content, "'all'"), milliseconds: window, part: newPart())
        case .any:
            return .any(try parts(content, depth: depth))
        case .not:
            return .not(try read(content, depth: depth + 1))
        case .sameEvent:
            let steps = try steps(content, "'same_event'")
            var unless: Condition.Step = []
            if let node = fields["unless"] { unless = try step(node) }
            return .sameEvent(steps, unless: unless, part: newPart())
        case .sequence:
            let steps = try steps(content, "'sequence'")
            guard (2...RuleLimits.sequenceSteps).contains(steps.count) else {
                throw content.error("a sequence must have 2 to \(RuleLimits.sequenceSteps) steps")
            }
            return .sequence(steps, milliseconds: window, part: newPart())
        case .count:
            let most = window == nil ? RuleLimits.count : RuleLimits.rememberedCount
            let least = try fields.required("at_least").integer("'at_least'", in: 2...most)
            return .count(try step(content), atLeast: least, milliseconds: window, part: newPart())
        case .distinct:
            let least = try fields.required("at_least").integer("'at_least'", in: 2...RuleLimits.rememberedCount)
            let step = try step(try fields.required("of"))
            return .distinct(
                field: try field(content, of: step), step, atLeast: least, milliseconds: window, part: newPart())
        }
    }

    private enum Kind: String, CaseIterable {
        case all, any, not
        case sameEvent = "same_event"
        case sequence, count, distinct

        /// What may stand beside it.
        var options: [String] {
            switch self {
            case .any, .not: []
            case .sameEvent: ["unless"]
            case .all, .sequence: ["within"]
            case .count: ["at_least", "within"]
            case .distinct: ["of", "at_least", "within"]
            }
        }
    }

    private func kind(of node: RuleNode) throws(DetectionError) -> (Kind, RuleNode, RuleFields) {
        let names = Kind.allCases.map(\.rawValue)
        let options = ["of", "at_least", "within", "unless"]
        let fields = try node.fields("a condition", accepted: names + options)
        let given = Kind.allCases.filter { fields[$0.rawValue] != nil }
        guard given.count == 1, let kind = given.first, let content = fields[kind.rawValue] else {
            throw node.error(
                "a condition must be the name of a primitive, or exactly one of \(names.joined(separator: ", "))")
        }
        for name in options where !kind.options.contains(name) {
            if let value = fields[name] { throw value.error("'\(kind.rawValue)' takes no '\(name)'") }
        }
        return (kind, content, fields)
    }

    private mutating func parts(_ node: RuleNode, depth: Int) throws(DetectionError) -> [Condition] {
        var parts: [Condition] = []
        for entry in try node.list("a list of conditions") { parts.append(try read(entry, depth: depth + 1)) }
        return parts
    }

    private mutating func steps(_ node: RuleNode, _ what: String) throws(DetectionError) -> [Condition.Step] {
        var steps: [Condition.Step] = []
        for entry in try node.list(what) {
            try grow(entry, depth: 1)
            steps.append(try step(entry))
        }
        return steps
    }

    /// A primitive, or `{any: [primitives]}`.
    private mutating func step(_ node: RuleNode) throws(DetectionError) -> Condition.Step {
        if node.scalar != nil { return [try index(node)] }
        let fields = try node.fields("a step", accepted: ["any"])
        var step: Condition.Step = []
        for entry in try fields.required("any").list("'any'") {
            try grow(entry, depth: 1)
            step.append(try index(entry))
        }
        return step
    }

    /// A field that events which show the step can have.
    private func field(_ node: RuleNode, of step: Condition.Step) throws(DetectionError) -> String {
        let name = try node.text("'distinct'")
        let known = step.flatMap { index in
            primitives[index].targets.flatMap {
                EventVocabulary.fields(of: $0.kind, on: primitives[index].protocols)
            }
        }
        guard known.contains(name) else {
            let accepted = Set(known).sorted().joined(separator: ", ")
            throw node.error("these events have no field '\(name)'; accepted: \(accepted)")
        }
        return name
    }

    private func index(_ node: RuleNode) throws(DetectionError) -> Int {
        let name = try node.text("a primitive's name")
        guard let index = indices[name] else { throw node.error("there is no primitive '\(name)'") }
        return index
    }

    private mutating func newPart() -> Int {
        defer { nextPart += 1 }
        return nextPart
    }

    private mutating func grow(_ node: RuleNode, depth: Int) throws(DetectionError) {
        size += 1
        guard size <= RuleLimits.conditionParts, depth <= RuleLimits.conditionDepth else {
            throw node.error(
                "a condition may have at most \(RuleLimits.conditionParts) parts, \(RuleLimits.conditionDepth) levels deep"
            )
        }
    }
}
