import ThreatModel

extension ScoreLimit {
    /// Why the limit acted, in a sentence for somebody who wants to know whether that is right.
    ///
    /// - Parameters:
    ///   - policy: the one whose limit it is.
    ///   - whitelist: the known benign network that covers the address.
    package func reason(under policy: ScoringPolicy, whitelist: String? = nil) -> String {
        switch self {
        case .gate(let confidence, let vetted):
            let gate = policy.gate
            let open = gate.confidenceByVetted.count
            return
                "at most \(Self.text(confidence)): in the last \(gate.days) days no sensor of the operator's own, nor those of "
                + "\(gate.lentOrganisations) other organisations, saw anything of \(gate.severity.name) severity or worse, "
                + "and \(vetted) of the organisations that reported it \(vetted == 1 ? "is" : "are") vetted; "
                + "\(open) would lift this limit"
        case .sensorFloor(let confidence):
            let floor = policy.sensorFloor
            return
                "at least \(Self.text(confidence)): in the last \(floor.days) days a sensor of the operator's own, or those of "
                + "\(floor.lentOrganisations) other organisations, saw something of \(floor.severity.name) severity"
        case .operatorFloor(let confidence):
            let floor = policy.operatorFloor
            let except = floor.except.map(\.name).joined(separator: ", ")
            return
                "at least \(Self.text(confidence)): in the last \(floor.days) days the operator reported it, for something else "
                + "than \(except)"
        case .whitelist(let factor):
            return "multiplied by \(Self.text(factor)): it belongs to a known benign network, \(whitelist ?? "unnamed")"
        }
    }

    /// Without a point where there is nothing behind it.
    private static func text(_ value: Double) -> String {
        Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}
