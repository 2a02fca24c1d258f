import ThreatModel

extension ScoringPolicy {
    /// Holds every constant against what the formula needs to keep its promises: no evidence lowers a score, no score
    /// leaves 0…100, and what ``Evidence`` keeps is enough to answer from.
    func check(file: String) throws(ScoringError) {
        func require(_ isMet: Bool, _ key: String, _ accepted: String) throws(ScoringError) {
            guard isMet else { throw ScoringError.outOfRange(file: file, key: key, accepted: accepted) }
        }
        func require(_ value: Double, in range: ClosedRange<Double>, _ key: String) throws(ScoringError) {
            try require(range.contains(value), key, "\(range.lowerBound) to \(range.upperBound)")
        }
        func require(days: Int, _ key: String) throws(ScoringError) {
            try require((1...3650).contains(days), key, "1 to 3650 days")
        }
        func require(organisations: Int, _ key: String) throws(ScoringError) {
            let most = RecentOrganisations.capacity
            try require((1...most).contains(organisations), key, "1 to \(most) organisations")
        }
        func require(halfLife days: Int, of kept: HalfLife, _ key: String) throws(ScoringError) {
            try require(days == kept.days, key, "\(kept.days): evidence is kept faded by it")
        }
        let points = 0.0...10_000
        let positive = 0.001...10_000
        let share = 0.0...1
        let confidence = 0.0...100

        try require(version >= 1, "version", "1 or more")
        try require(scale, in: positive, "scale")

        let severities = Set(Severity.allCases.map(\.name))
        try require(
            Set(behaviours.weights.keys) == severities, "behaviours.weights", "given for \(Severity.acceptedNames)")
        for (name, weight) in behaviours.weights { try require(weight, in: points, "behaviours.weights.\(name)") }
        try require(halfLife: behaviours.halfLifeDays, of: .sightings, "behaviours.halfLifeDays")
        try require(behaviours.cap, in: 1...1000, "behaviours.cap")
        try require(behaviours.minorCap, in: 1...behaviours.cap, "behaviours.minorCap")
        // A graver severity must never be worth less.
        let weights = Severity.allCases.map { behaviours.weight(of: $0) }
        try require(weights == weights.sorted(), "behaviours.weights", "ascending with severity")
        try require(protocols.points, in: points, "protocols.points")
        try require(protocols.minorFactor, in: share, "protocols.minorFactor")

        try require(reports.points, in: points, "reports.points")
        try require(reports.saturation, in: positive, "reports.saturation")
        try require(halfLife: reports.halfLifeDays, of: .reports, "reports.halfLifeDays")
        try require(organisations: reports.votesNeeded, "reports.votesNeeded")
        try require(days: reports.voteDays, "reports.voteDays")
        try require(reports.capBelow, in: points, "reports.capBelow")
        // Above 1, the weaker side would lower the sum of both by catching up.
        try require(agreement, in: share, "agreement")

        try require(sensorFloor.confidence, in: confidence, "sensorFloor.confidence")
        try require(days: sensorFloor.days, "sensorFloor.days")
        try require(organisations: sensorFloor.lentOrganisations, "sensorFloor.lentOrganisations")
        try require(operatorFloor.confidence, in: confidence, "operatorFloor.confidence")
        try require(days: operatorFloor.days, "operatorFloor.days")

        try require(days: gate.days, "gate.days")
        try require(organisations: gate.lentOrganisations, "gate.lentOrganisations")
        let caps = gate.confidenceByVetted
        try require(caps.count <= RecentOrganisations.capacity, "gate.confidenceByVetted", "a table of few entries")
        try require(caps == caps.sorted(), "gate.confidenceByVetted", "ascending")
        for cap in caps { try require(cap, in: confidence, "gate.confidenceByVetted") }

        try require(
            (1...EchoDays.organisationsPerDay).contains(echoes.organisations), "echoes.organisations",
            "1 to \(EchoDays.organisationsPerDay) organisations")
        try require((1...EchoDays.days).contains(echoes.days), "echoes.days", "1 to \(EchoDays.days) days")
        try require((0...echoes.days).contains(echoes.mostDays), "echoes.mostDays", "0 to \(echoes.days) days")

        try require(trust.priorGood, in: positive, "trust.priorGood")
        try require(trust.priorBad, in: positive, "trust.priorBad")
        try require(trust.atFirst, in: share, "trust.atFirst")
        try require(trust.daysToFull, in: positive, "trust.daysToFull")
        try require(trust.vetted, in: share, "trust.vetted")
        try require(trust.listedFrom, in: confidence, "trust.listedFrom")
        try require(trust.confirmed, in: points, "trust.confirmed")
        try require(trust.alone, in: points, "trust.alone")
        try require(trust.few, in: 0...trust.alone, "trust.few")
        try require(organisations: trust.fewUpTo, "trust.fewUpTo")
        try require(trust.wrong, in: points, "trust.wrong")
        try require(trust.wrongUpToFactor, in: share, "trust.wrongUpToFactor")
        try require(days: trust.settleDays, "trust.settleDays")
    }
}
