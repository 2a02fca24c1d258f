import Detection
import ThreatModel

/// A behaviour, as `--json` shows it.
struct BehaviourRow: Encodable {
    let name: String
    let title: String
    let description: String
    let severity: String
    let attack: [String]
    let references: [String]
    let protocols: [String]
    /// Names of the primitives that its condition asks for.
    let primitives: [String]

    init(_ behaviour: Behaviour, in catalogue: DetectionCatalogue) {
        name = behaviour.name
        title = behaviour.title
        description = behaviour.description
        severity = behaviour.severity.name
        attack = behaviour.attack
        references = behaviour.references
        protocols = behaviour.protocols.members.map(\.name)
        primitives = behaviour.primitives.map { catalogue.primitives[$0].name }
    }
}
