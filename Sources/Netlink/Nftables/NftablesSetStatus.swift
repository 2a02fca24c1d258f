import CNetfilter

/// A set as the kernel describes it.
package struct NftablesSetStatus: Equatable, Sendable {
    package let name: String
    /// In bytes.
    package let keyLength: UInt32
    /// The declared size; `nil` for a set that has none.
    package let capacity: UInt32?
    /// How many elements are in it, of intervals half the number of their bounds, rounded down; `nil` before Linux 6.16,
    /// which does not tell.
    package let count: UInt32?
    package let hasIntervals: Bool

    /// `NFTA_SET_COUNT`, newer than the headers of Debian 12.
    private static let countAttribute: UInt16 = 20

    init?(_ attributes: NetlinkAttributes) {
        guard let name = attributes.first(NFTA_SET_NAME)?.text,
            let keyLength: UInt32 = attributes.first(NFTA_SET_KEY_LEN)?.number()
        else { return nil }
        self.name = name
        self.keyLength = keyLength
        capacity = attributes.first(NFTA_SET_DESC)?.nested.first(NFTA_SET_DESC_SIZE)?.number()
        count = attributes.first { $0.type == Self.countAttribute }?.number()
        let flags: UInt32 = attributes.first(NFTA_SET_FLAGS)?.number() ?? 0
        hasIntervals = flags & NFT_SET_INTERVAL.rawValue != 0
    }
}
