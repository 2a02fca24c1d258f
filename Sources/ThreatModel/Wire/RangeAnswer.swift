package import IPNetworks

/// The answer of `GET /v1/key/check-block`.
package struct RangeAnswer: Codable, Equatable, Sendable {
    /// Absent when an autonomous system was asked about.
    package var network: IPPrefix?
    /// Digits; absent when a network was asked about.
    package var asn: String?
    package var asnOrg: String?
    package var networkCount: Int?
    package var scoreMinimum: Int
    /// Addresses of which anything is known.
    package var known: Int
    /// Of those, as many as a blacklist with ``scoreMinimum`` holds.
    package var listed: Int
    /// Known addresses by the name of their level.
    package var levels: [String: Int]
    /// One for each family.
    package var listedShares: [Share]
    /// Not all known addresses are named.
    package var truncated: Bool
    /// Known addresses, newest first.
    package var reportedAddress: [Named]

    package struct Share: Codable, Equatable, Sendable {
        package var ipVersion: Int
        /// What is counted: `address`, or `/64` for IPv6.
        package var unit: String
        package var listed: Int
        package var of: Double
        package var share: Double
        /// The bounds of the share at 95 % confidence (Wilson).
        package var lower: Double
        package var upper: Double
    }

    package struct Named: Codable, Equatable, Sendable {
        package var ip: IPAddress
        package var confidenceLevel: Int
        package var lastSeen: Timestamp
        package var sessions: Int
        package var numReports: Int
        package var mostRecentReport: Timestamp?
        package var countryCode: String?
    }
}
