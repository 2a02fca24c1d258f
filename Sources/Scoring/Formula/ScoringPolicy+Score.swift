import Glibc
package import ThreatModel

extension ScoringPolicy {
    /// The score of an address: a pure function of the evidence, the UTC hour of `now`, this policy and the whitelist.
    ///
    /// confidence = 100 × (1 − e^(−points / 70)), a noisy-OR in which a piece of evidence worth w points is an independent
    /// cause of probability 1 − e^(−w / 70); then the gate, the floors, and last the whitelist.
    ///
    /// - Parameter whitelistFactor: 0…1, what a known benign network leaves of the confidence; 1 when none covers it.
    package func score(_ evidence: Evidence, at now: Timestamp, whitelistFactor: Double = 1) -> Score {
        let hour = UTCHour(now)
        var limits: [ScoreLimit] = []
        var evidence = evidence
        if let end = evidence.hold(at: hour), evidence.reportCount > 0 {
            evidence.clearReports()
            limits.append(.reportsHeld(until: end))
        }
        let renewed = renewedDays(evidence, at: hour)
        var terms = sensorTerms(evidence, at: hour, renewed)
        let sensors = terms.reduce(0) { $0 + $1.value }
        var reports = 0.0
        if let term = reportTerm(evidence, at: hour, renewed) {
            reports = term.value
            terms.append(term)
            if let agreed = agreementTerm(sensors: sensors, reports: reports) { terms.append(agreed) }
        }
        let points = terms.reduce(0) { $0 + $1.value }

        var confidence = confidence(ofPoints: points)
        if let limit = gateLimit(evidence, on: confidence, reports: reports, at: hour, renewed) {
            confidence = limit.confidence
            limits.append(limit.reason)
        }
        if confidence < sensorFloor.confidence, reachesSensorFloor(evidence, at: hour) {
            confidence = sensorFloor.confidence
            limits.append(.sensorFloor(confidence: confidence))
        }
        if confidence < operatorFloor.confidence, reachesOperatorFloor(evidence, at: hour) {
            confidence = operatorFloor.confidence
            limits.append(.operatorFloor(confidence: confidence))
        }
        let raw = Self.whole(confidence)
        let factor = min(1, max(0, whitelistFactor.isNaN ? 1 : whitelistFactor))
        if factor < 1 { limits.append(.whitelist(factor: factor)) }
        return Score(
            confidence: Self.whole(confidence * factor), rawConfidence: raw, terms: terms, points: points,
            limits: limits, severity: evidence.severity, protocols: evidence.protocols, policyVersion: version,
            renewedDays: renewed, isWhitelisted: factor < 1)
    }

    private func confidence(ofPoints points: Double) -> Double { 100 * (1 - exp(-points / scale)) }

    /// Days that echoes take from ages. Nothing becomes fresher by them than it was when it happened.
    private func renewedDays(_ evidence: Evidence, at now: UTCHour) -> Int {
        guard !evidence.echoes.entries.isEmpty else { return 0 }
        return min(
            echoes.mostDays, evidence.echoes.count(of: echoes.organisations, within: echoes.days, of: now))
    }

    /// The nearest whole number, halves upwards.
    private static func whole(_ confidence: Double) -> UInt8 { UInt8(min(100, max(0, confidence)) + 0.5) }
}

// MARK: - What sensors saw

extension ScoringPolicy {
    private func sensorTerms(_ evidence: Evidence, at now: UTCHour, _ renewedDays: Int) -> [ScoreTerm] {
        var terms = behaviourTerms(evidence, at: now, renewedDays)
        if let term = protocolTerm(evidence, at: now, renewedDays) { terms.append(term) }
        return terms
    }

    /// Σ over distinct behaviours of weight × min(cap, c(n)): n the faded sessions on all protocols, c(n) = √n from one
    /// session on and n below.
    private func behaviourTerms(_ evidence: Evidence, at now: UTCHour, _ renewedDays: Int) -> [ScoreTerm] {
        var terms: [ScoreTerm] = []
        var rest = evidence.behaviours[...]
        while let name = rest.first?.behaviour {
            let same = rest.prefix { $0.behaviour == name }
            rest = rest.dropFirst(same.count)
            terms.append(behaviourTerm(name, same, at: now, renewedDays))
        }
        return terms
    }

    private func behaviourTerm(
        _ name: String, _ entries: ArraySlice<BehaviourEvidence>, at now: UTCHour, _ renewedDays: Int
    ) -> ScoreTerm {
        var severity = Severity.info
        var protocols = AttackProtocolSet()
        var sessions = 0
        var faded = 0.0
        var first = UTCHour(number: .max)
        var last = UTCHour(number: 0)
        for entry in entries {
            severity = max(severity, entry.severity)
            protocols.formUnion(AttackProtocolSet(entry.protocol))
            sessions += Int(entry.sessions)
            faded += entry.fadedSessions(at: now)
            first = min(first, entry.first)
            last = max(last, entry.last)
        }
        if renewedDays > 0 { faded = min(Double(sessions), faded * HalfLife.sightings.renewal(days: renewedDays)) }
        let multiplier = min(behaviours.cap(for: severity), faded >= 1 ? faded.squareRoot() : faded)
        return ScoreTerm(
            value: behaviours.weight(of: severity) * multiplier,
            basis: .behaviour(
                ScoreTerm.Behaviour(
                    name: name, severity: severity, protocols: protocols, sessions: sessions, fadedSessions: faded,
                    multiplier: multiplier, first: first, last: last)))
    }

    /// 8 × max(0, Σ m − 1): m of a protocol is its freshest evidence, a quarter of it where that is only minor.
    private func protocolTerm(_ evidence: Evidence, at now: UTCHour, _ renewedDays: Int) -> ScoreTerm? {
        var shares = [Double](repeating: 0, count: AttackProtocol.allCases.count)
        for entry in evidence.behaviours {
            let freshness = HalfLife.sightings.remaining(
                after: max(0, now.age(of: entry.last) - renewedDays * 24))
            let share = entry.severity <= behaviours.minorUpTo ? freshness * protocols.minorFactor : freshness
            let place = Int(entry.protocol.rawValue)
            shares[place] = max(shares[place], share)
        }
        let value = protocols.points * max(0, shares.reduce(0, +) - 1)
        guard value > 0 else { return nil }
        let named = zip(AttackProtocol.allCases, shares).filter { $0.1 > 0 }
        return ScoreTerm(
            value: value, basis: .protocols(named.map { ScoreTerm.ProtocolShare(protocol: $0.0, share: $0.1) }))
    }
}

// MARK: - What contributors reported

extension ScoringPolicy {
    /// 110 × (1 − e^(−X / 2.2)), X the sum of the organisations' votes; at most 48 while fewer than three voted lately.
    private func reportTerm(_ evidence: Evidence, at now: UTCHour, _ renewedDays: Int) -> ScoreTerm? {
        guard !evidence.votes.isEmpty else { return nil }
        let votes = evidence.votes.map {
            ScoreTerm.Vote(
                organisation: $0.organisation, trust: $0.trust, at: $0.hour,
                weight: $0.weight(at: now, renewedDays: renewedDays))
        }
        let weight = votes.reduce(0) { $0 + $1.weight }
        let recent = evidence.voters.organisations(within: reports.voteDays, of: now).reduce(0) { count, _ in count + 1
        }
        let full = reports.points * (1 - exp(-weight / reports.saturation))
        let isCapped = recent < reports.votesNeeded && full > reports.capBelow
        return ScoreTerm(
            value: isCapped ? reports.capBelow : full,
            basis: .reports(
                ScoreTerm.Reports(votes: votes, weight: weight, recentVoters: recent, isCapped: isCapped)))
    }

    /// (sensors + reports) × 0.2 × the weaker side's share of the stronger.
    private func agreementTerm(sensors: Double, reports: Double) -> ScoreTerm? {
        guard sensors > 0, reports > 0 else { return nil }
        let value = (sensors + reports) * agreement * min(sensors, reports) / max(sensors, reports)
        return ScoreTerm(value: value, basis: .agreement(sensors: sensors, reports: reports))
    }
}

// MARK: - Gate and floors

extension ScoringPolicy {
    /// The most that may come through, where that is less than `confidence`, and why.
    ///
    /// Voices let through what the table says. Whatever they are, what the operator's own sensors saw counts by itself; and
    /// when that is much and fresh, with few voices reports count beside it, up to its size.
    private func gateLimit(
        _ evidence: Evidence, on confidence: Double, reports: Double, at now: UTCHour, _ renewedDays: Int
    ) -> (confidence: Double, reason: ScoreLimit)? {
        let voices = voices(evidence, at: now)
        let cap = gate.confidenceByVoices[min(voices, gate.confidenceByVoices.count - 1)]
        guard confidence > cap else { return nil }
        guard isSeen(evidence, days: gate.days, at: now) else { return (cap, .gate(confidence: cap, voices: voices)) }
        let sensors = sensorTerms(evidence.ofOwnSensors, at: now, renewedDays).reduce(0) { $0 + $1.value }
        var own = self.confidence(ofPoints: sensors)
        if voices >= gate.backedVoices, own >= gate.backedFrom, isSeen(evidence, days: gate.backedDays, at: now) {
            let beside = min(reports, sensors)
            let agreed = agreementTerm(sensors: sensors, reports: beside)?.value ?? 0
            own = max(own, min(gate.backedAtMost, self.confidence(ofPoints: sensors + beside + agreed)))
        }
        guard own < confidence else { return nil }
        return own > cap
            ? (own, .ownSensors(confidence: own, voices: voices)) : (cap, .gate(confidence: cap, voices: voices))
    }

    /// Organisations whose word was worth something when they gave it: vetted ones that reported something grave, and those
    /// whose lent sensors saw it.
    private func voices(_ evidence: Evidence, at now: UTCHour) -> Int {
        var voices = Set(evidence.vettedVoters.organisations(within: gate.voiceDays, of: now))
        for witnesses in evidence.witnesses[Int(gate.severity.rawValue)...] {
            voices.formUnion(witnesses.lent.organisations(within: gate.voiceDays, of: now))
        }
        return voices.count
    }

    /// Whether a sensor of the operator's own saw something grave within so many days.
    private func isSeen(_ evidence: Evidence, days: Int, at now: UTCHour) -> Bool {
        evidence.witnesses[Int(gate.severity.rawValue)...].contains { witnesses in
            witnesses.own.map { now.isWithin(days: days, of: $0) } ?? false
        }
    }

    private func reachesSensorFloor(_ evidence: Evidence, at now: UTCHour) -> Bool {
        isBelieved(
            evidence, from: sensorFloor.severity, days: sensorFloor.days,
            lentOrganisations: sensorFloor.lentOrganisations, at: now)
    }

    private func reachesOperatorFloor(_ evidence: Evidence, at now: UTCHour) -> Bool {
        evidence.categories.contains { entry in
            guard let last = entry.lastByOperator, !operatorFloor.except.contains(entry.category) else { return false }
            return now.isWithin(days: operatorFloor.days, of: last)
        }
    }

    /// Whether a sensor that is believed saw behaviour of at least that severity within so many days: one of the
    /// operator's own, or those of so many organisations.
    private func isBelieved(
        _ evidence: Evidence, from severity: Severity, days: Int, lentOrganisations: Int, at now: UTCHour
    ) -> Bool {
        var lenders: Set<Int64> = []
        for witnesses in evidence.witnesses[Int(severity.rawValue)...] {
            if let own = witnesses.own, now.isWithin(days: days, of: own) { return true }
            lenders.formUnion(witnesses.lent.organisations(within: days, of: now))
        }
        return lenders.count >= lentOrganisations
    }
}
