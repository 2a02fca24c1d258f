/// A tactic of MITRE ATT&CK for Enterprise: what an attacker wants to reach. In the order of the matrix.
package enum AttackTactic: UInt16, CaseIterable, Sendable {
    case reconnaissance
    case resourceDevelopment
    case initialAccess
    case execution
    case persistence
    case privilegeEscalation
    case defenseEvasion
    case credentialAccess
    case discovery
    case lateralMovement
    case collection
    case commandAndControl
    case exfiltration
    case impact

    /// As the matrix heads its column: `Command and Control`.
    package var title: String {
        phaseName.split(separator: "-").map { $0 == "and" ? "and" : $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined(separator: " ")
    }

    /// As kill chain phases of STIX spell it: lower case, hyphens between words.
    package var phaseName: String {
        switch self {
        case .reconnaissance: "reconnaissance"
        case .resourceDevelopment: "resource-development"
        case .initialAccess: "initial-access"
        case .execution: "execution"
        case .persistence: "persistence"
        case .privilegeEscalation: "privilege-escalation"
        case .defenseEvasion: "defense-evasion"
        case .credentialAccess: "credential-access"
        case .discovery: "discovery"
        case .lateralMovement: "lateral-movement"
        case .collection: "collection"
        case .commandAndControl: "command-and-control"
        case .exfiltration: "exfiltration"
        case .impact: "impact"
        }
    }
}
