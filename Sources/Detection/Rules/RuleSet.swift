import ThreatModel

/// The rules of all files together, on their way to a catalogue.
struct RuleSet {
    private(set) var primitives: [PrimitiveRule] = []
    private(set) var behaviours: [BehaviourRule] = []
    private var primitiveIndices: [String: Int] = [:]
    private var behaviourNames: [String: RuleNode] = [:]
    /// What behaviours that were left out name: nobody is at fault when nothing else asks for it.
    private var namesLeftOut: Set<String> = []

    /// Takes all files together, each without what another one disables.
    init(_ files: [RuleFile]) throws(DetectionError) {
        let disabled = try DisabledBehaviours(files)
        for file in files { try add(disabled.remaining(of: file)) }
    }

    private mutating func add(_ file: RuleFile) throws(DetectionError) {
        for behaviour in file.leftOut { namesLeftOut.formUnion(behaviour.condition.scalars) }
        for primitive in file.primitives {
            if let other = primitiveIndices[primitive.name].map({ primitives[$0].place }) {
                throw primitive.place.error(
                    "primitive '\(primitive.name)' is defined at \(other.file):\(other.line) already")
            }
            guard primitives.count < RuleLimits.primitives else {
                throw primitive.place.error("a catalogue may have at most \(RuleLimits.primitives) primitives")
            }
            primitiveIndices[primitive.name] = primitives.count
            primitives.append(primitive)
        }
        for behaviour in file.behaviours {
            if let other = behaviourNames[behaviour.name] {
                throw behaviour.place.error(
                    "behaviour '\(behaviour.name)' is defined at \(other.file):\(other.line) already")
            }
            guard behaviours.count < RuleLimits.behaviours else {
                throw behaviour.place.error("a catalogue may have at most \(RuleLimits.behaviours) behaviours")
            }
            behaviourNames[behaviour.name] = behaviour.place
            behaviours.append(behaviour)
        }
    }

    /// Resolves every condition, and refuses what can never be shown or is never asked for.
    func join() throws(DetectionError) -> Joined {
        var joined = Joined()
        var isUsed = [Bool](repeating: false, count: primitives.count)
        var nextPart = 0
        for behaviour in behaviours {
            let used: Set<Int>
            let protocols: AttackProtocolSet
            let fingerprint: RuleFingerprint?
            if let window = behaviour.window {
                let rule = try addressRule(behaviour, window: window, index: joined.behaviours.count)
                guard joined.addressRules.count < RuleLimits.behavioursAcrossSessions else {
                    throw behaviour.place.error(
                        "a catalogue may have at most \(RuleLimits.behavioursAcrossSessions) behaviours across sessions"
                    )
                }
                used = rule.primitives
                protocols = used.reduce(into: []) { $0.formUnion(primitives[$1].protocols) }
                joined.addressRules.append(rule)
                joined.rules.append(.shownByNoSession(nextPart: nextPart))
                fingerprint = nil
            } else {
                var syntax = ConditionSyntax(primitives: primitives, indices: primitiveIndices, firstPart: nextPart)
                let condition = try syntax.read(behaviour.condition)
                used = Set(condition.primitives)
                protocols = condition.protocols { primitives[$0].protocols }
                guard !protocols.isEmpty else {
                    throw behaviour.place.error(
                        "'\(behaviour.name)' can never be shown: its primitives have no protocol in common")
                }
                let signature = condition.signature { primitives[$0].name }
                joined.rules.append(
                    CompiledCatalogue.Rule(condition, parts: nextPart..<syntax.nextPart, signature: signature))
                nextPart = syntax.nextPart
                fingerprint = RuleFingerprint(
                    condition: signature, protocols: protocols, primitives: used.sorted().map { primitives[$0] })
            }
            for index in used { isUsed[index] = true }
            joined.behaviours.append(
                Behaviour(behaviour, protocols: protocols, primitives: used.sorted(), fingerprint: fingerprint?.value))
        }
        for (primitive, isUsed) in zip(primitives, isUsed) where !isUsed && !namesLeftOut.contains(primitive.name) {
            throw primitive.place.error("primitive '\(primitive.name)' is used by no behaviour")
        }
        return joined
    }

    /// What the rules amount to, behaviours and their conditions in the same order.
    struct Joined {
        var behaviours: [Behaviour] = []
        var rules: [CompiledCatalogue.Rule] = []
        var addressRules: [AddressRule] = []
    }

    private func addressRule(
        _ behaviour: BehaviourRule, window: UInt32, index: Int
    ) throws(DetectionError) -> AddressRule {
        var syntax = AddressConditionSyntax(primitives: primitives, indices: primitiveIndices)
        let condition = try syntax.read(behaviour.condition)
        return AddressRule(behaviour: index, condition: condition, leaves: syntax.leaves, milliseconds: window) {
            primitives[$0].name
        }
    }
}
