import ThreatModel

/// What sessions are matched with: the condition of every behaviour, and the way from an event to those it concerns.
final class CompiledCatalogue: Sendable {
    struct Rule: Sendable {
        let condition: Condition
        /// Whether each of the condition's primitives is enough by itself, so that nothing needs to be asked.
        let isMetByAnyHit: Bool
        /// Whether only the end of a session decides it.
        let awaitsEnd: Bool
        /// Whether events before the end need not be shown to the condition either: it remembers nothing of them itself.
        var concernsOnlyEnd: Bool { awaitsEnd && parts.isEmpty }
        /// The numbers of the condition's parts that remember something.
        let parts: Range<Int>
        /// The same for the same condition whatever its numbers: tells whether memories still fit.
        let signature: UInt64

        /// Stands in the place of a behaviour that only sessions together show (``addressRules``): any of nothing is
        /// never met.
        static func shownByNoSession(nextPart: Int) -> Rule {
            Rule(.any([]), parts: nextPart..<nextPart, signature: 0)
        }

        init(_ condition: Condition, parts: Range<Int>, signature: UInt64) {
            self.condition = condition
            isMetByAnyHit = condition.isMetByAnyHit
            awaitsEnd = condition.awaitsEnd
            self.parts = parts
            self.signature = signature
        }
    }

    let behaviourNames: [String]
    let primitiveNames: [String]
    let behaviourIndices: [String: Int]
    let primitiveIndices: [String: Int]
    let rules: [Rule]
    /// Those of behaviours across sessions, in the order of their behaviours.
    let addressRules: [AddressRule]
    /// For each part of a condition, the behaviour it belongs to. Parts are numbered through all behaviours.
    let partOwners: [Int]
    let matcher: EventMatcher
    let scratch = ScratchPool()
    private let behavioursByPrimitive: [[UInt32]]
    private let decidedAtEnd: [[UInt32]]
    private let leavesByPrimitive: [[AddressLeafPlace]]

    init(_ joined: RuleSet.Joined, primitives: [PrimitiveRule]) {
        let (behaviours, rules) = (joined.behaviours, joined.rules)
        behaviourNames = behaviours.map(\.name)
        primitiveNames = primitives.map(\.name)
        behaviourIndices = Dictionary(uniqueKeysWithValues: behaviourNames.enumerated().map { ($1, $0) })
        primitiveIndices = Dictionary(uniqueKeysWithValues: primitiveNames.enumerated().map { ($1, $0) })
        self.rules = rules
        addressRules = joined.addressRules
        partOwners = rules.enumerated().flatMap { index, rule in rule.parts.map { _ in index } }
        matcher = EventMatcher(primitives)

        var byPrimitive = [[UInt32]](repeating: [], count: primitives.count)
        for (index, behaviour) in behaviours.enumerated()
        where behaviour.window == nil && !rules[index].concernsOnlyEnd {
            for primitive in behaviour.primitives { byPrimitive[primitive].append(UInt32(index)) }
        }
        behavioursByPrimitive = byPrimitive
        var leaves = [[AddressLeafPlace]](repeating: [], count: primitives.count)
        for (index, rule) in addressRules.enumerated() {
            for (number, leaf) in rule.leaves.enumerated() {
                let place = AddressLeafPlace(rule: index, leaf: number)
                for primitive in Set(leaf.step) { leaves[primitive].append(place) }
            }
        }
        leavesByPrimitive = leaves
        decidedAtEnd = AttackProtocol.allCases.map { attackProtocol in
            behaviours.indices.filter {
                rules[$0].awaitsEnd && behaviours[$0].protocols.contains(attackProtocol)
            }
            .map { UInt32($0) }
        }
    }

    /// Behaviours of one session for which an event that shows that primitive makes a difference.
    func behaviours(of primitive: UInt32) -> [UInt32] { behavioursByPrimitive[Int(primitive)] }

    /// What behaviours across sessions count that shows that primitive.
    func addressLeaves(of primitive: UInt32) -> [AddressLeafPlace] { leavesByPrimitive[Int(primitive)] }

    /// Behaviours that must wait for the end of a session on that protocol.
    func behavioursDecidedAtEnd(on attackProtocol: AttackProtocol) -> [UInt32] {
        decidedAtEnd[Int(attackProtocol.rawValue)]
    }
}
