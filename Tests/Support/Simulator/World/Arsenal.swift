package import Detection
import TestHosts
import ThreatModel

/// The behaviours that the detection catalogue knows, sorted by where and how grave they are: what visitors of a
/// simulated world can be seen doing.
package struct Arsenal: Sendable {
    private var names: [AttackProtocol: [Severity: [String]]] = [:]

    package init(_ catalogue: DetectionCatalogue) {
        for behaviour in catalogue.behaviours.sorted(by: { $0.name < $1.name }) {
            for `protocol` in AttackProtocol.allCases
            where !behaviour.protocols.isDisjoint(with: AttackProtocolSet(`protocol`)) {
                names[`protocol`, default: [:]][behaviour.severity, default: []].append(behaviour.name)
            }
        }
    }

    /// Draws what a visitor with that plan does, on one to three protocols where its plan can be carried out.
    func kit(_ plan: Kit.Plan, _ random: inout SeededRandom) -> Kit {
        let gravest = plan.severities.last?.severity ?? .info
        let suited = AttackProtocol.allCases.filter { names[$0]?[gravest] != nil }.shuffled(using: &random)
        let chosen = suited.prefix(1 + random.below(3))
        return Kit(
            protocols: chosen.map { tricks(plan, on: $0, &random) }, category: plan.category)
    }

    private func tricks(_ plan: Kit.Plan, on protocol: AttackProtocol, _ random: inout SeededRandom) -> [Trick] {
        plan.severities.flatMap { severity, count, probability in
            (names[`protocol`]?[severity] ?? []).shuffled(using: &random).prefix(count).map {
                Trick(behaviour: $0, severity: severity, protocol: `protocol`, probability: probability)
            }
        }
    }
}
