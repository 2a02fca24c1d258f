extension SpecialPurpose {
    /// What a block is for.
    package enum Use: String, Hashable, Sendable, CaseIterable {
        /// No host at all, or this one before it has an address.
        case unspecified
        case loopback
        /// Networks behind their own border: RFC 1918, unique local addresses.
        case privateUse
        /// Between a provider's address translator and its customers.
        case carrierGradeNAT
        case linkLocal
        case siteLocal
        case multicast
        case broadcast
        /// Examples in texts; no host has such an address.
        case documentation
        case benchmarking
        /// Routers throw it away, or it stands for no address in protocols that must name one.
        case discard
        /// IPv4 addresses written as IPv6 ones for a translator.
        case translation
        /// IPv6 through IPv4.
        case tunnel
        /// Anycast and other services of the network itself.
        case service
        /// Names of hosts in the shape of addresses, never on the wire outside their protocol.
        case identifier
        /// Segment identifiers of routers.
        case segmentRouting
        /// Not assigned.
        case reserved
    }
}
