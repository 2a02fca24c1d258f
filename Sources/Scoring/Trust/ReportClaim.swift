package import ThreatModel

/// What an account said of an address, until it is known how right that was. Its reports about one address are one claim.
package struct ReportClaim: Hashable, Sendable {
    package let account: Int64
    /// When the first of them came.
    package let at: Timestamp
    /// Whether the address stood on no list then: repeating a list proves nothing.
    package let isEarly: Bool
    package var outcome: Outcome

    package enum Outcome: UInt8, CaseIterable, Sendable {
        /// Nobody can tell yet.
        case open = 0
        /// A sensor of the operator's own saw it as well, afterwards.
        case confirmed = 1
        /// Its time ran out.
        case settled = 2
        /// The address turned out to be harmless.
        case wrong = 3
    }

    package init(account: Int64, at: Timestamp, isEarly: Bool, outcome: Outcome = .open) {
        self.account = account
        self.at = at
        self.isEarly = isEarly
        self.outcome = outcome
    }
}
