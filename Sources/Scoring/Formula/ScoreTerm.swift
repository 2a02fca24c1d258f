package import ThreatModel

/// One summand of a score's points, with what it rests on.
package struct ScoreTerm: Equatable, Sendable {
    package let value: Double
    package let basis: Basis

    package enum Basis: Equatable, Sendable {
        /// One behaviour, however often shown.
        case behaviour(Behaviour)
        /// Sensors saw the address on more than one protocol.
        case protocols([ProtocolShare])
        /// Contributors' reports, one vote an organisation.
        case reports(Reports)
        /// Sensors and reports say the same independently.
        case agreement(sensors: Double, reports: Double)
    }

    package struct Behaviour: Equatable, Sendable {
        package let name: String
        package let severity: Severity
        package let protocols: AttackProtocolSet
        package let sessions: Int
        /// The sum of the sessions' weights, each halved every 30 days.
        package let fadedSessions: Double
        /// What the severity's weight was multiplied by.
        package let multiplier: Double
        package let first: UTCHour
        package let last: UTCHour
    }

    package struct ProtocolShare: Equatable, Sendable {
        package let `protocol`: AttackProtocol
        /// 0…1: its strongest evidence.
        package let share: Double
    }

    package struct Reports: Equatable, Sendable {
        package let votes: [Vote]
        /// The sum of the votes' weights.
        package let weight: Double
        /// Organisations that voted lately.
        package let recentVoters: Int
        /// Whether too few voters held the value down.
        package let isCapped: Bool
    }

    package struct Vote: Equatable, Sendable {
        package let organisation: Int64
        package let trust: Double
        package let at: UTCHour
        /// Trust, halved every 14 days.
        package let weight: Double
    }

    /// The word for the term in answers: the behaviour's name, or `protocols`, `reports`, `agreement`.
    package var name: String {
        switch basis {
        case .behaviour(let behaviour): behaviour.name
        case .protocols: "protocols"
        case .reports: "reports"
        case .agreement: "agreement"
        }
    }
}
