package import IPNetworks

/// The answer of `GET /v1/key/explain/{ip}`: every point of a confidence, and what it rests on.
package struct ExplainAnswer: Codable, Equatable, Sendable {
    package var ip: IPAddress
    package var found: Bool
    /// RFC 3339, as all times here: the moment that the score is of.
    package var explainedAt: String
    /// 0…100.
    package var confidenceLevel: Int
    /// As if no known benign network covered the address.
    package var rawConfidenceLevel: Int
    package var policyVersion: Int
    /// The sum of the terms' points; 100 × (1 − e^(−points / scale)) is the confidence that no limit touched.
    package var points: Double
    package var scale: Double
    package var terms: [Term]
    /// What moved the confidence after the points were summed, in that order.
    package var limits: [Limit]
    /// `nil` from a server that does not tell.
    package var echoes: Echoes?
    package var firstSeen: String?
    package var lastSeen: String?
    package var totalSessions: Int
    /// The newest.
    package var sessions: [Session]
    package var totalReports: Int
    /// The newest.
    package var reports: [Report]

    package struct Term: Codable, Equatable, Sendable {
        /// The behaviour's name, or `protocols`, `reports`, `agreement`.
        package var name: String
        /// `behavior`, `protocols`, `reports`, `agreement`.
        package var kind: String
        package var points: Double
        /// Of a behaviour.
        package var severity: Severity?
        package var description: String?
        package var attack: [String]?
        package var sessions: Int?
        /// Of a behaviour: points of one fresh session. Of reports: the sum of the votes' weights.
        package var weight: Double?
        /// The sessions, each halved by its age.
        package var fadedSessions: Double?
        package var multiplier: Double?
        package var halfLifeDays: Int?
        package var firstSeen: String?
        package var lastSeen: String?
        package var ageDays: Double?
        /// Of reports.
        package var votes: [Vote]?
        package var recentReporters: Int?
        package var isCapped: Bool?
        /// Of agreement.
        package var sensorPoints: Double?
        package var reportPoints: Double?
    }

    package struct Vote: Codable, Equatable, Sendable {
        /// `you`, or a name that means nothing outside of this answer.
        package var reporter: String
        package var trust: Double
        package var weight: Double
        package var at: String
        package var ageDays: Double?
        /// Accounts that have this vote together.
        package var accounts: Int?
    }

    /// When guards of several organisations dropped the address because it was listed.
    package struct Echoes: Codable, Equatable, Sendable {
        /// Days that this takes from the age of what is known.
        package var renewedDays: Int
        /// Newest first.
        package var days: [Day]

        package struct Day: Codable, Equatable, Sendable {
            package var day: String
            package var organizations: Int
        }
    }

    package struct Limit: Codable, Equatable, Sendable {
        /// `reportsHeld`, `gate`, `ownSensors`, `sensorFloor`, `operatorFloor`, `whitelist`.
        package var name: String
        package var confidence: Double?
        package var vettedOrganisations: Int?
        package var factor: Double?
        /// When reports count again, of `reportsHeld`.
        package var until: String?
        /// The known benign network, of `whitelist`.
        package var source: String?
        /// A sentence.
        package var reason: String?
    }

    package struct Session: Codable, Equatable, Sendable {
        package var id: String
        package var `protocol`: AttackProtocol
        package var startedAt: String
        package var lastEventAt: String
        package var events: Int
        /// Names, the gravest first.
        package var behaviors: [String]
    }

    package struct Report: Codable, Equatable, Sendable {
        /// Names the report in every answer about the address; `nil` from a server that does not tell.
        package var id: String?
        package var category: ReportCategory
        package var `protocol`: String?
        package var reportKind: ReportKind
        package var at: String
        package var reporter: String
        /// Of one's own reports only.
        package var comment: String?
    }
}
