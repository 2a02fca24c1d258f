import Detection
import Scoring
import Store
import ThreatModel

extension IngestRules {
    /// What a report is evidence of. How far its author is believed was kept with it; reports of an earlier version have only the
    /// account, as it is now.
    func evidence(
        of stored: StoredReport, by account: StoredAccount, _ organisations: Organisations
    ) -> ReportEvidence {
        ReportEvidence(
            category: stored.report.category, protocolName: stored.report.protocolName, kind: stored.report.kind,
            at: stored.at, account: account.id, organisation: organisations[account.id],
            standing: stored.standing.map { ReporterStanding($0) }
                ?? policy.standing(of: AccountRecord(account, StoredTrust()), at: stored.at))
    }

    /// Whose a sensor is. One that nobody owns any more is believed like a stranger's.
    func owner(_ account: StoredAccount?, _ organisations: Organisations) -> SensorOwner {
        guard let account else { return .lent(organisation: 0) }
        return account.trusted ? .own : .lent(organisation: organisations[account.id])
    }

    /// What it is evidence of that an event completed a behaviour.
    func sighting(of behaviour: Behaviour, in event: SessionEvent, on sensor: SensorOwner) -> BehaviourSighting {
        BehaviourSighting(
            behaviour: behaviour.name, severity: behaviour.severity, protocol: event.protocol, at: event.at,
            sensor: sensor, isProven: event.hasProvenSource)
    }
}
