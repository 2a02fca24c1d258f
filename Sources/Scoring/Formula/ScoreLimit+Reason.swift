import ThreatModel

extension ScoreLimit {
    /// Why the limit acted, in a sentence for somebody who wants to know whether that is right.
    ///
    /// - Parameters:
    ///   - policy: the one whose limit it is.
    ///   - whitelist: the known benign network that covers the address.
    package func reason(under policy: ScoringPolicy, whitelist: String? = nil) -> String {
        switch self {
        case .reportsHeld(let until):
            return
                "reports do not count until \(until.start.rfc3339): the address's holder has appealed, and somebody looks into it"
        case .gate(let confidence, let voices):
            let gate = policy.gate
            let next =
                gate.confidenceByVoices.firstIndex { $0 > confidence }
                .map { "\($0) would let \(Self.text(gate.confidenceByVoices[$0])) through" }
                ?? "more would let nothing more through"
            return
                "at most \(Self.text(confidence)): no sensor of the operator's own saw enough of it, and of the organisations that "
                + "reported something grave, or whose sensors saw it, in the last \(Counted(gate.voiceDays, "day")), \(voices) "
                + "\(voices == 1 ? "is" : "are") vetted; \(next)"
        case .ownSensors(let confidence, let voices):
            let gate = policy.gate
            return
                "at most \(Self.text((confidence * 10).rounded() / 10)): that follows from what the operator's own sensors saw. Reports "
                + "count beside it for as much at most, and only if it alone makes \(Self.text(gate.backedFrom)), part of it is of the "
                + "last \(Counted(gate.backedDays, "day")), and \(Counted(gate.backedVoices, "vetted organisation")) said the same, "
                + "and bring it to \(Self.text(gate.backedAtMost)) at most; \(voices) did"
        case .sensorFloor(let confidence):
            let floor = policy.sensorFloor
            return
                "at least \(Self.text(confidence)): in the last \(Counted(floor.days, "day")) a sensor of the operator's own, or those of "
                + "\(Counted(floor.lentOrganisations, "other organisation")), saw something of \(floor.severity.name) severity"
        case .operatorFloor(let confidence):
            let floor = policy.operatorFloor
            let except = floor.except.map(\.name).joined(separator: ", ")
            return
                "at least \(Self.text(confidence)): in the last \(Counted(floor.days, "day")) the operator reported it, for something else "
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
