import Detection
import ThreatModel

/// An explained session for people: what was said, what each event shows, and what it amounts to.
struct SessionText {
    let catalogue: DetectionCatalogue
    let isColoured: Bool

    /// Characters of an event that are shown.
    private static let maximumText = 200

    func lines(_ explanation: SessionExplanation) -> [String] {
        var lines: [String] = []
        for (number, step) in zip(1..., explanation.steps) {
            // The end of a made-up session says nothing by itself.
            if step.event.kind == .close, step.primitives.isEmpty, step.behaviours.isEmpty { continue }
            lines.append("\(number)  \(Self.text(of: step.event))\n")
            for index in step.primitives {
                let primitive = catalogue.primitives[index]
                lines.append("     \(primitive.name): \(primitive.description)\n")
            }
        }
        let shown = explanation.steps.enumerated().flatMap { number, step in
            step.behaviours.map { (number: number + 1, behaviour: catalogue.behaviours[$0]) }
        }
        guard !shown.isEmpty else { return lines + ["No behaviour is shown.\n"] }
        for (number, behaviour) in shown.sorted(by: {
            ($1.behaviour.severity, $0.number) < ($0.behaviour.severity, $1.number)
        }) {
            let attack = behaviour.attack.joined(separator: ", ")
            lines.append(
                "\(coloured(behaviour.severity.name, behaviour.severity))  \(behaviour.name): \(behaviour.title) "
                    + "(\(attack)), shown by event \(number)\n")
            lines.append("     because of \(reasons(behaviour, in: explanation))\n")
        }
        return lines
    }

    /// The primitives that the behaviour names and the session showed, with the events that did.
    private func reasons(_ behaviour: Behaviour, in explanation: SessionExplanation) -> String {
        let seen = behaviour.primitives.compactMap { primitive -> String? in
            let steps = explanation.steps(showing: primitive)
            guard !steps.isEmpty else { return nil }
            let more = steps.count > 3 ? " and \(steps.count - 3) more" : ""
            let numbers = steps.prefix(3).map { "\($0)" }.joined(separator: ", ")
            return "\(catalogue.primitives[primitive].name) (\(numbers)\(more))"
        }
        return seen.isEmpty ? "what did not happen" : seen.joined(separator: ", ")
    }

    private static func text(of event: SessionEvent) -> String {
        let fields = event.fields.values.sorted { $0.key < $1.key }
        let parts = fields.count == 1 ? fields.map(\.value) : fields.map { "\($0.key)=\($0.value)" }
        return "\(event.kind)  " + PlaceText.printable(String(parts.joined(separator: "  ").prefix(maximumText)))
    }

    private func coloured(_ text: String, _ severity: Severity) -> String {
        guard isColoured else { return text }
        let code =
            switch severity {
            case .info: 2
            case .low: 36
            case .medium: 33
            case .high, .veryHigh: 31
            }
        return "\u{1b}[\(code)m\(text)\u{1b}[0m"
    }
}
