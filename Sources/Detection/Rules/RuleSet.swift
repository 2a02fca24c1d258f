import ThreatModel

/// The rules of all files together, on their way to a catalogue.
struct RuleSet {
    private(set) var primitives: [PrimitiveRule] = []
    private(set) var behaviours: [BehaviourRule] = []
    private var primitiveIndices: [String: Int] = [:]
    private var behaviourNames: [String: RuleNode] = [:]

    mutating func add(_ file: RuleFile) throws(DetectionError) {
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
    func join() throws(DetectionError) -> (behaviours: [Behaviour], rules: [CompiledCatalogue.Rule]) {
        var compiled: [Behaviour] = []
        var rules: [CompiledCatalogue.Rule] = []
        var isUsed = [Bool](repeating: false, count: primitives.count)
        var nextPart = 0
        for behaviour in behaviours {
            var syntax = ConditionSyntax(primitives: primitives, indices: primitiveIndices, firstPart: nextPart)
            let condition = try syntax.read(behaviour.condition)
            let used = Set(condition.primitives).sorted()
            for index in used { isUsed[index] = true }
            let protocols = condition.protocols { primitives[$0].protocols }
            guard !protocols.isEmpty else {
                throw behaviour.place.error(
                    "'\(behaviour.name)' can never be shown: its primitives have no protocol in common")
            }
            compiled.append(Behaviour(behaviour, protocols: protocols, primitives: used))
            rules.append(
                CompiledCatalogue.Rule(
                    condition: condition, awaitsEnd: condition.awaitsEnd, parts: nextPart..<syntax.nextPart,
                    signature: condition.signature { primitives[$0].name }))
            nextPart = syntax.nextPart
        }
        for (primitive, isUsed) in zip(primitives, isUsed) where !isUsed {
            throw primitive.place.error("primitive '\(primitive.name)' is used by no behaviour")
        }
        return (compiled, rules)
    }
}
