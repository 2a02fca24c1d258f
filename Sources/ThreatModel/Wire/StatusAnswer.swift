/// The answer of `GET /v1/key/status` and `/v1/key/usage`.
package struct StatusAnswer: Codable, Equatable, Sendable {
    package var tier: TierName
    package var quotas: Quotas

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

    package init(tier: TierName, quotas: Quotas) {
        self.tier = tier
        self.quotas = quotas
    }
}
