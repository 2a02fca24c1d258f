package import ThreatModel

extension ScoringPolicy {
    /// How far an account is believed when it reports at `time`.
    ///
    /// T = a / (a + b) × min(1, 0.25 + 0.75 × age / 60 days), where a and b are the account's record on top of a prior. The
    /// operator's own accounts are believed fully. Trust is taken at the moment of the report and kept with it, so that
    /// evidence only ever fades.
    package func standing(of account: AccountRecord, at time: Timestamp) -> ReporterStanding {
        guard !account.isOperator else { return ReporterStanding(trust: 1, isVetted: true, isOperator: true) }
        let good = trust.priorGood + max(0, account.confirmed)
        let bad = trust.priorBad + max(0, account.refuted)
        let age = max(0, Double(time.seconds) - Double(account.createdAt.seconds)) / 86_400
        let maturity = min(1, trust.atFirst + (1 - trust.atFirst) * age / trust.daysToFull)
        let value = good / (good + bad) * maturity
        let isVetted =
            value >= trust.vetted && age >= Double(trust.vettedDays) && account.confirmed >= trust.vettedConfirmed
        return ReporterStanding(trust: value, isVetted: isVetted, isOperator: false)
    }
}
