package import IPNetworks
package import ThreatModel

/// What an account said of an address, until it is known how right that was.
package struct StoredClaim: Hashable, Sendable {
    package var address: IPAddress
    package var account: Int64
    package var at: Timestamp
    /// Whether the address stood on no list then.
    package var isEarly: Bool
    /// What became of it, as scoring numbers that; ``open`` while nothing has.
    package var outcome: UInt8

    package static let open: UInt8 = 0

    package init(address: IPAddress, account: Int64, at: Timestamp, isEarly: Bool, outcome: UInt8 = open) {
        self.address = address
        self.account = account
        self.at = at
        self.isEarly = isEarly
        self.outcome = outcome
    }
}
