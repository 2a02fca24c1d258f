/// The answer of `GET /v1/key/status` and `/v1/key/usage`.
package struct StatusAnswer: Codable, Equatable, Sendable {
    package var tier: TierName
    package var quotas: Quotas
    /// `nil` from a server that has none.
    package var alerts: Alerts?
    /// How far the account's reports are believed; `nil` from a server that does not tell.
    package var trust: Trust?

    package struct TierName: Codable, Equatable, Sendable {
        package var id: String
        package var name: String
    }

    package struct Quotas: Codable, Equatable, Sendable {
        package var lookups: Usage
        package var reports: Usage
        package var blacklist: Usage
        package var taxii: Usage
    }

    /// `limit` and `remaining` are `null` when unlimited.
    package struct Usage: Codable, Equatable, Sendable {
        package var used: Int
        package var limit: Int?
        package var remaining: Int?
    }

    package struct Alerts: Codable, Equatable, Sendable {
        package var ipAlerts: Count
        package var rangeAlerts: Count
        package var usernameAlerts: Count
        package var emailAlerts: Count
    }

    /// `limit` is `null` when unlimited.
    package struct Count: Codable, Equatable, Sendable {
        package var current: Int
        package var limit: Int?
    }

    package struct Trust: Codable, Equatable, Sendable {
        /// 0…1.
        package var value: Double
        package var isVetted: Bool
        package var isOperator: Bool
        package var confirmed: Double
        package var refuted: Double
        package var organizationAccounts: Int
    }

    package init(tier: TierName, quotas: Quotas, alerts: Alerts? = nil, trust: Trust? = nil) {
        self.tier = tier
        self.quotas = quotas
        self.alerts = alerts
        self.trust = trust
    }
}
