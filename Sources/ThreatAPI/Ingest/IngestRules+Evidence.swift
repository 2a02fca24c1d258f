import Detection
import Scoring
import Store
import ThreatModel

extension IngestRules {
    /// What a report is evidence of.
    ///
    /// - Parameter account: the reporter's, as it was when it reported.
    func evidence(of stored: StoredReport, by account: StoredAccount) -> ReportEvidence {
        ReportEvidence(
            category: stored.report.category, protocolName: stored.report.protocolName, kind: stored.report.kind,
            at: stored.at, account: account.id, organisation: account.id,
            standing: policy.standing(
                of: AccountRecord(isOperator: account.trusted, createdAt: account.createdAt), at: stored.at))
    }

    /// What it is evidence of that an event completed a behaviour.
    func sighting(of behaviour: Behaviour, in event: SessionEvent, on sensor: SensorOwner) -> BehaviourSighting {
        BehaviourSighting(
            behaviour: behaviour.name, severity: behaviour.severity, protocol: event.protocol, at: event.at,
            sensor: sensor, isProven: event.transport == .tcp)
    }
}
