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
        try require(
            Set(operatorFloor.except) == Set(ReportCategory.allCases.filter(\.isMinor)), "operatorFloor.except",
            ReportCategory.allCases.filter(\.isMinor).map(\.name).joined(separator: ", "))
        try require(operatorFloor.confidence, in: confidence, "operatorFloor.confidence")
        try require(days: operatorFloor.days, "operatorFloor.days")

        try require(days: gate.days, "gate.days")
        let caps = gate.confidenceByVoices
        // Of more voices than are kept, nothing is known.
        try require(
            (1...RecentOrganisations.capacity + 1).contains(caps.count), "gate.confidenceByVoices",
            "1 to \(RecentOrganisations.capacity + 1) numbers")
        try require(caps == caps.sorted(), "gate.confidenceByVoices", "ascending")
        for cap in caps { try require(cap, in: confidence, "gate.confidenceByVoices") }
        try require(days: gate.voiceDays, "gate.voiceDays")
        try require(days: gate.backedDays, "gate.backedDays")
        try require(
            (0...RecentOrganisations.capacity).contains(gate.backedVoices), "gate.backedVoices",
            "0 to \(RecentOrganisations.capacity)")
        try require(gate.backedFrom, in: confidence, "gate.backedFrom")
        try require(gate.backedAtMost, in: confidence, "gate.backedAtMost")

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
        try require((0...3650).contains(trust.vettedDays), "trust.vettedDays", "0 to 3650 days")
        try require(trust.vettedConfirmed, in: points, "trust.vettedConfirmed")
        try require(trust.listedFrom, in: confidence, "trust.listedFrom")
        try require(trust.confirmed, in: points, "trust.confirmed")
        try require(trust.unconfirmed, in: points, "trust.unconfirmed")
        try require(trust.unconfirmedBeside, in: points, "trust.unconfirmedBeside")
        try require(
            trust.unconfirmedAtMost, in: trust.unconfirmed...max(trust.unconfirmed, 100), "trust.unconfirmedAtMost")
        try require(trust.wrong, in: points, "trust.wrong")
        try require(trust.wrongUpToFactor, in: share, "trust.wrongUpToFactor")
        try require(days: trust.settleDays, "trust.settleDays")
    }
}
