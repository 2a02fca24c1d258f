import IPNetworks
import Store
import ThreatModel

/// One thing to be taken in, whole or not at all.
enum Submission: Sendable {
    case report(StoredReport, by: StoredAccount)
    case events([SessionEvent], sensor: Int64, owner: StoredAccount)
    /// Scores that time has changed.
    case rescore([IPAddress])

    /// Roughly the memory it takes, for the queue's limit.
    var weight: Int {
        switch self {
        case .report: 1
        case .events(let events, _, _): events.count
        case .rescore(let addresses): addresses.count
        }
    }
}
