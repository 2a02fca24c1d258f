/// What became of a packet: a label of `dnsbl_queries_total`.
enum DNSBLOutcome: Int, CaseIterable, Sendable {
    /// About an address that is listed.
    case listed
    case unlisted
    /// About the zone itself.
    case zone
    /// About another zone, or for something that is not done here.
    case refused
    case malformed
    /// Nothing that may be answered.
    case ignored
    /// One too many of a network: told to come over TCP.
    case hurried
    /// One too many of a network: not answered.
    case dropped

    var name: String { "\(self)" }
}
