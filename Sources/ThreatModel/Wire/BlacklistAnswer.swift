package import IPNetworks

/// The JSON answer of `GET /v1/key/blacklist`.
package struct BlacklistAnswer: Codable, Equatable, Sendable {
    package var meta: Meta
    package var data: [Entry]

    package struct Meta: Codable, Equatable, Sendable {
        package var generatedAt: Timestamp
        package var scoreMinimum: Int
        package var limit: Int
        package var count: Int
        /// Where in the change feed this list stands: the stream continues from here.
        package var cursor: FeedCursor
    }

    package struct Entry: Codable, Equatable, Sendable {
        package var ip: IPAddress
        package var confidenceLevel: Int
        package var lastSeen: Timestamp
        package var sessions: Int
        package var protocols: [AttackProtocol]
        package var countryCode: String?
        package var asn: String?
        package var asnOrg: String?
    }
}
