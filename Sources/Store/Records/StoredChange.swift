package import IPNetworks
package import ThreatModel

/// One entry of the change feed: what a list's filter needs to know of an address, before and after.
package struct StoredChange: Hashable, Sendable {
    package var sequence: UInt64
    package var address: IPAddress
    /// `nil`: the address was not known.
    package var old: ListingFacts?
    /// `nil`: the address is forgotten.
    package var new: ListingFacts?
    package var at: Timestamp

    package init(sequence: UInt64, address: IPAddress, old: ListingFacts?, new: ListingFacts?, at: Timestamp) {
        self.sequence = sequence
        self.address = address
        self.old = old
        self.new = new
        self.at = at
    }
}
