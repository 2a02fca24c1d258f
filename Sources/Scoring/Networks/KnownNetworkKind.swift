/// What a known network is for.
package enum KnownNetworkKind: String, Sendable, CaseIterable {
    /// A search engine's robots.
    case crawler
    /// Research that knocks on every door and says who it is.
    case scanner
    /// A service that many depend on, such as a public resolver.
    case service
    /// Whoever asks whether a service is up.
    case monitor
    /// Machines anybody can rent.
    case cloud
    /// Edges that fetch for others.
    case cdn
    /// Exits of companies' and providers' gateways.
    case gateway
    case vpn

    static var accepted: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
