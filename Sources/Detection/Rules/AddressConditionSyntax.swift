import ThreatModel

/// Reads the condition of a behaviour `across: address`. The window stands beside it, at the behaviour:
///
/// ```yaml
/// across: address
/// within: 1h
/// when: {count: {of: any.auth_attempt, at_least: 20}}
/// when: {distinct: {field: sensor, of: any.connection, at_least: 3}}
/// when: {distinct: {field: auth.username, per: auth.password, of: {any: [some.primitive, other.primitive]}, at_least: 5}}
/// when: {all: [{count: …}, {any: [{distinct: …}, {count: …}]}]}
/// ```
struct AddressConditionSyntax {
    private let primitives: [PrimitiveRule]
    private let indices: [String: Int]
    private(set) var leaves: [AddressLeaf] = []
    private var size = 0
    private var counted = 0

    init(primitives: [PrimitiveRule], indices: [String: Int]) {
        self.primitives = primitives
        self.indices = indices
    }

    private static let origins = AddressField.Origin.allCases.map(\.rawValue).joined(separator: ", ")

    private enum Kind: String, CaseIterable {
        case all, any, count, distinct
    }

    mutating func read(_ node: RuleNode, depth: Int = 1) throws(DetectionError) -> AddressCondition {
        size += 1
        guard size <= RuleLimits.conditionParts, depth <= RuleLimits.conditionDepth else {
            throw node.error(
                "a condition may have at most \(RuleLimits.conditionParts) parts, \(RuleLimits.conditionDepth) levels deep"
            )
        }
        let names = Kind.allCases.map(\.rawValue)
        let one = "a condition across sessions must be exactly one of \(names.joined(separator: ", "))"
        guard node.isMapping else { throw node.error(one) }
        let fields = try node.fields("a condition across sessions", accepted: names)
        let given = Kind.allCases.filter { fields[$0.rawValue] != nil }
        guard given.count == 1, let kind = given.first, let content = fields[kind.rawValue] else {
            throw node.error(one)
        }
        switch kind {
        case .all: return .all(try parts(content, depth: depth))
        case .any: return .any(try parts(content, depth: depth))
        case .count:
            let fields = try content.fields("'count'", accepted: ["of", "at_least"])
            let least = try atLeast(fields)
            return .count(leaf: try add(fields, value: nil, group: nil, atLeast: least), atLeast: least)
        case .distinct:
            let fields = try content.fields("'distinct'", accepted: ["field", "per", "of", "at_least"])
            let least = try atLeast(fields)
            let leaf = try add(
                fields, value: try fields.required("field"), group: fields["per"], atLeast: least)
            return .distinct(leaf: leaf, atLeast: least)
        }
    }

    private mutating func parts(_ node: RuleNode, depth: Int) throws(DetectionError) -> [AddressCondition] {
        var parts: [AddressCondition] = []
        for entry in try node.list("a list of conditions") { parts.append(try read(entry, depth: depth + 1)) }
        return parts
    }

    private mutating func atLeast(_ fields: RuleFields) throws(DetectionError) -> Int {
        let node = try fields.required("at_least")
        let least = try node.integer("'at_least'", in: 2...RuleLimits.countAcrossSessions)
        counted += least
        guard counted <= RuleLimits.countAcrossSessions else {
            throw node.error(
                "the numbers of a condition across sessions may sum up to at most \(RuleLimits.countAcrossSessions)")
        }
        return least
    }

    private mutating func add(
        _ fields: RuleFields, value: RuleNode?, group: RuleNode?, atLeast: Int
    ) throws(DetectionError) -> Int {
        let step = try step(try fields.required("of"))
        leaves.append(
            AddressLeaf(
                step: step, value: try value.map { node throws(DetectionError) in try field(node, of: step) },
                group: try group.map { node throws(DetectionError) in try field(node, of: step) }, atLeast: atLeast))
        return leaves.count - 1
    }

    /// A primitive, or `{any: [primitives]}`.
    private mutating func step(_ node: RuleNode) throws(DetectionError) -> Condition.Step {
        if node.scalar != nil { return [try index(node)] }
        var step: Condition.Step = []
        for entry in try node.fields("'of'", accepted: ["any"]).required("any").list("'any'") {
            size += 1
            guard size <= RuleLimits.conditionParts else {
                throw entry.error("a condition may have at most \(RuleLimits.conditionParts) parts")
            }
            step.append(try index(entry))
        }
        return step
    }

    private func index(_ node: RuleNode) throws(DetectionError) -> Int {
        let name = try node.text("a primitive's name")
        guard let index = indices[name] else { throw node.error("there is no primitive '\(name)'") }
        return index
    }

    /// Where an event comes from, such as `sensor`, or a field that events which show the step can have, such as `auth.password`.
    private func field(_ node: RuleNode, of step: Condition.Step) throws(DetectionError) -> AddressField {
        let name = try node.text("a field")
        if let origin = AddressField.Origin(rawValue: name) { return .origin(origin) }
        let protocols = step.reduce(into: AttackProtocolSet()) { $0.formUnion(primitives[$1].protocols) }
        let target = try PrimitiveRule.target(node, on: protocols)
        let kinds = Set(step.flatMap { primitives[$0].targets.map(\.kind.name) })
        guard kinds.contains(target.kind.name) else {
            throw node.error(
                "these are no \(target.kind) events; accepted: \(Self.origins), or a field of "
                    + kinds.sorted().joined(separator: ", "))
        }
        return .field(target)
    }
}
