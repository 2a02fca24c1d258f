package import IPNetworks

/// The answer of `GET /v1/key/check/{ip}`.
package struct CheckAnswer: Codable, Equatable, Sendable {
    package var ip: IPAddress
    package var found: Bool
    /// 0…100.
    package var confidenceLevel: Int
    package var geolocation: Geolocation?
    /// RFC 3339, `null` when the address was never seen.
    package var firstSeen: String?
    package var lastSeen: String?
    package var totalSessions: Int
    package var totalEvents: Int
    /// Absent when `verbose=false`.
    package var protocols: [ProtocolActivity]?
    /// Absent when `verbose=false`.
    package var behaviors: [BehaviorSighting]?
    /// Absent when `verbose=false`.
    package var primitives: [PrimitiveSighting]?
    package var contributor: ContributorSummary
    /// Present only when a known benign network covers the address.
    package var whitelist: WhitelistMatch?
    /// The confidence before the whitelist's factor; present only with ``whitelist``.
    package var rawConfidenceLevel: Int?
    /// What is known of the address's network, such as `cloud:aws`; absent from older servers' answers.
    package var tags: [String]?
    /// The version of the scoring constants behind the number.
    package var policyVersion: Int

    package struct Geolocation: Codable, Equatable, Sendable {
        /// ISO 3166-1 alpha-2; `null` when only other things are known.
        package var countryCode: String?
        package var countryName: String?
        package var city: String?
        /// Digits only, as text.
        package var asn: String?
        package var asnOrg: String?
        package var isTor: Bool
        package var isProxy: Bool
    }

    package struct ProtocolActivity: Codable, Equatable, Sendable {
        package var `protocol`: AttackProtocol
        package var sessions: Int
        package var events: Int

        package init(protocol: AttackProtocol, sessions: Int, events: Int) {
            self.protocol = `protocol`
            self.sessions = sessions
            self.events = events
        }
    }

    package struct BehaviorSighting: Codable, Equatable, Sendable {
        package var name: String
        package var severity: Severity
        /// Sessions that showed it.
        package var count: Int
        package var description: String
        /// ATT&CK technique ids.
        package var attack: [String]

        package init(name: String, severity: Severity, count: Int, description: String, attack: [String]) {
            self.name = name
            self.severity = severity
            self.count = count
            self.description = description
            self.attack = attack
        }
    }

    package struct PrimitiveSighting: Codable, Equatable, Sendable {
        package var name: String
        package var count: Int
        package var description: String

        package init(name: String, count: Int, description: String) {
            self.name = name
            self.count = count
            self.description = description
        }
    }

    package struct ContributorSummary: Codable, Equatable, Sendable {
        package var reportCount: Int
        package var distinctReporters: Int
        package var firstReported: String?
        package var lastReported: String?
        package var categories: [CategoryCount]
        package var protocols: [String]
        package var reportedByYou: Int

        package init(
            reportCount: Int = 0, distinctReporters: Int = 0, firstReported: String? = nil,
            lastReported: String? = nil, categories: [CategoryCount] = [], protocols: [String] = [],
            reportedByYou: Int = 0
        ) {
            self.reportCount = reportCount
            self.distinctReporters = distinctReporters
            self.firstReported = firstReported
            self.lastReported = lastReported
            self.categories = categories
            self.protocols = protocols
            self.reportedByYou = reportedByYou
        }
    }

    package struct CategoryCount: Codable, Equatable, Sendable {
        package var id: Int
        package var name: String
        package var count: Int

        package init(category: ReportCategory, count: Int) {
            id = Int(category.rawValue)
            name = category.name
            self.count = count
        }
    }

    package struct WhitelistMatch: Codable, Equatable, Sendable {
        package var source: String
        package var factor: Double

        package init(source: String, factor: Double) {
            self.source = source
            self.factor = factor
        }
    }
}
