import Detection
import ThreatModel

/// An explained session, as `--json` shows it.
struct ExplainedSession: Encodable {
    struct Event: Encodable {
        /// From 1.
        let number: Int
        let kind: String
        let fields: [String: String]
        /// Names of the primitives that it shows.
        let primitives: [String]
        /// Names of the behaviours that it completes.
        let behaviours: [String]
    }

    let `protocol`: String?
    let events: [Event]
    /// Those that the session shows.
    let behaviours: [BehaviourRow]

    init(_ explanation: SessionExplanation, in catalogue: DetectionCatalogue) {
        `protocol` = explanation.steps.first?.event.protocol.name
        events = zip(1..., explanation.steps).map { number, step in
            Event(
                number: number, kind: step.event.kind.name, fields: step.event.fields.values,
                primitives: step.primitives.map { catalogue.primitives[$0].name },
                behaviours: step.behaviours.map { catalogue.behaviours[$0].name })
        }
        behaviours = explanation.steps.flatMap(\.behaviours).map {
            BehaviourRow(catalogue.behaviours[$0], in: catalogue)
        }
    }
}
