import ThreatModel

/// What sessions are matched with: the condition of every behaviour, and the way from an event to those it concerns.
final class CompiledCatalogue: Sendable {
    struct Rule: Sendable {
        let condition: Condition
        /// Whether only the end of a session decides it.
        let awaitsEnd: Bool
        /// The numbers of the condition's parts that remember something.
        let parts: Range<Int>
        /// The same for the same condition whatever its numbers: tells whether memories still fit.
        let signature: UInt64
    }

    let behaviourNames: [String]
    let primitiveNames: [String]
    let behaviourIndices: [String: Int]
    let primitiveIndices: [String: Int]
    let rules: [Rule]
    let matcher: EventMatcher
    let scratch = ScratchPool()
    private let behavioursByPrimitive: [[UInt32]]
    private let decidedAtEnd: [[UInt32]]

    init(behaviours: [Behaviour], primitives: [PrimitiveRule], rules: [Rule]) {
        behaviourNames = behaviours.map(\.name)
        primitiveNames = primitives.map(\.name)
        behaviourIndices = Dictionary(uniqueKeysWithValues: behaviourNames.enumerated().map { ($1, $0) })
        primitiveIndices = Dictionary(uniqueKeysWithValues: primitiveNames.enumerated().map { ($1, $0) })
        self.rules = rules
        matcher = EventMatcher(primitives)

        var byPrimitive = [[UInt32]](repeating: [], count: primitives.count)
        for (index, behaviour) in behaviours.enumerated() {
            for primitive in behaviour.primitives { byPrimitive[primitive].append(UInt32(index)) }
        }
        behavioursByPrimitive = byPrimitive
        decidedAtEnd = AttackProtocol.allCases.map { attackProtocol in
            behaviours.indices.filter {
                rules[$0].awaitsEnd && behaviours[$0].protocols.contains(attackProtocol)
            }
            .map { UInt32($0) }
        }
    }

    /// Behaviours whose condition names that primitive.
    func behaviours(of primitive: UInt32) -> [UInt32] { behavioursByPrimitive[Int(primitive)] }

    /// Behaviours that must wait for the end of a session on that protocol.
    func behavioursDecidedAtEnd(on attackProtocol: AttackProtocol) -> [UInt32] {
        decidedAtEnd[Int(attackProtocol.rawValue)]
    }
}
