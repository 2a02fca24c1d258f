package import IPNetworks

/// The networks that give away whose an account is: accounts that submit from one of them belong together.
package enum SubmissionNetwork {
    /// A range that is announced as one joins accounts when it is no larger than such a prefix: that much is one
    /// customer's, while the ranges of providers hold strangers.
    package static let announcedBits = (v4: 22, v6: 44)
    /// Networks by which one account can join others. With more, whoever travels through the networks of others could make
    /// one organisation of them all.
    package static let maximumPerAccount = 8

    /// The networks that a submission from `address` came from; none where that cannot be told: behind a balancer that does
    /// not say for whom it speaks, or within a private network, everybody would be one.
    ///
    /// - Parameter announced: the range around the address that is announced as one.
    package static func networks(of address: IPAddress, announced: IPRange? = nil) -> [IPPrefix] {
        let address = address.carriedIPv4 ?? address
        guard address.isListable else { return [] }
        let near = ScoringPolicy.trustBlock(of: address)
        guard let announced, announced.contains(address), let name = name(of: announced, beyond: near) else {
            return [near]
        }
        return [near, name]
    }

    /// A range need not be a prefix: it is named by its first address. `nil` for one that joins nobody.
    private static func name(of range: IPRange, beyond near: IPPrefix) -> IPPrefix? {
        switch range {
        case .v4(let range):
            let (first, last) = (IPAddress(v4: range.first), IPAddress(v4: range.last))
            guard (range.last - range.first) >> UInt32(32 - announcedBits.v4) == 0,
                !near.contains(first) || !near.contains(last)
            else { return nil }
            return IPPrefix(single: first)
        case .v6(let range):
            let (first, last) = (IPAddress(v6: range.first), IPAddress(v6: range.last))
            guard (range.last - range.first) >> UInt128(128 - announcedBits.v6) == 0,
                !near.contains(first) || !near.contains(last)
            else { return nil }
            return IPPrefix(single: first)
        }
    }
}
