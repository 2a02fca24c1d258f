/// Whom an attacker wants to see listed. Neither ever did anything to anybody.
package enum Victim: CaseIterable, Sendable {
    /// No sensor ever met it.
    case unseen
    /// Knocked on a wrong door this morning: a sensor of the operator's own saw one session that looked like an attempt.
    case mistaken

    package var title: String {
        switch self {
        case .unseen: "An innocent that no sensor ever saw"
        case .mistaken: "An innocent whom an own sensor saw once today, at severity medium"
        }
    }
}
