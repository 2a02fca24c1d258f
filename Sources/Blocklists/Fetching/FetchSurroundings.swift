package import APIClient
package import IPNetworks
package import ThreatModel

/// What lists are fetched with.
package struct FetchSurroundings: Sendable {
    /// Made with `inflates: false`: what is unpacked is bounded here.
    package var connections: HTTPConnections
    /// Where the texts of lists and the calls of the day are kept; `nil`: nowhere.
    package var folder: StoredFolder?
    package var clock: any WallClock
    package var limits: FetchLimits
    package var userAgent: String
    /// The addresses of a host, asked before a redirect is followed. May block.
    package var lookUp: @Sendable (String) -> [IPAddress]

    package init(
        connections: HTTPConnections, folder: StoredFolder?, clock: any WallClock = SystemClock(),
        limits: FetchLimits = FetchLimits(), userAgent: String = "sikker-guard",
        lookUp: @escaping @Sendable (String) -> [IPAddress] = { HostLookup.addresses(of: $0) }
    ) {
        self.connections = connections
        self.folder = folder
        self.clock = clock
        self.limits = limits
        self.userAgent = userAgent
        self.lookUp = lookUp
    }
}
