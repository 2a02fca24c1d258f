import IPNetworks
import Store
import ThreatModel

/// One thing to be taken in, whole or not at all.
enum Submission: Sendable {
    case report(StoredReport, by: StoredAccount)
    /// Many reports of one account, taken in together or not at all.
    case reports([StoredReport], by: StoredAccount)
    case events(SensorBatch, sensor: Int64, owner: StoredAccount)
    /// What an account reported about an address is taken back.
    case withdrawal(IPAddress, by: StoredAccount)
    case appeal(AppealStep)
    /// Scores that time has changed.
    case rescore([IPAddress])
    /// A part of matching stored sessions again.
    case hunt(HuntStep)

    /// Roughly the kilobytes of memory it takes, for the queue's limit.
    var weight: Int {
        switch self {
        case .report, .withdrawal, .appeal: 1
        case .reports(let reports, _): reports.count
        case .events(let batch, _, _): batch.events.count + batch.byteCount >> 10
        case .rescore(let addresses): addresses.count
        case .hunt(let step): step.weight
        }
    }
}
