/// Ways to bring an innocent address onto the list by lies.
package enum AttackStrategy: CaseIterable, Sendable {
    case oneAccount
    case freshAccounts
    case agedAccounts
    case copiedReports
    case firstReportsOneNetwork
    case firstReports
    case firstReportsAndFresh
    case oneLentSensor
    case lentSensors

    package var title: String {
        switch self {
        case .oneAccount: "one account that reports without end"
        case .freshAccounts: "accounts made today, in networks of their own"
        case .agedAccounts: "accounts that waited"
        case .copiedReports: "accounts that waited, and copied the list every day"
        case .firstReportsOneNetwork: "accounts that earned trust, all in one network"
        case .firstReports: "accounts that earned trust, in networks of their own"
        case .firstReportsAndFresh: "the same, with fresh accounts beside them"
        case .oneLentSensor: "one sensor that the operator accepted"
        case .lentSensors: "sensors of several organisations that the operator accepted"
        }
    }

    /// Whether it needs the operator to accept a sensor first; what that takes is not known here.
    package var needsConsent: Bool {
        switch self {
        case .oneAccount, .freshAccounts, .agedAccounts, .copiedReports, .firstReportsOneNetwork, .firstReports,
            .firstReportsAndFresh:
            false
        case .oneLentSensor, .lentSensors: true
        }
    }

    /// Whether its accounts report true attackers before any sensor saw them.
    var earnsTrust: Bool {
        switch self {
        case .firstReportsOneNetwork, .firstReports, .firstReportsAndFresh: true
        case .oneAccount, .freshAccounts, .agedAccounts, .copiedReports, .oneLentSensor, .lentSensors: false
        }
    }
}
