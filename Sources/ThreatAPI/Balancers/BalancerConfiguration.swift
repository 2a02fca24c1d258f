package import IPNetworks

/// Which machines in front of the server are believed when they say for whom they speak.
package struct BalancerConfiguration: Sendable {
    /// The field in which they do.
    package enum Field: String, CaseIterable, Sendable {
        /// `X-Forwarded-For`
        case forwardedFor = "x-forwarded-for"
        /// `Forwarded` (RFC 7239)
        case forwarded
        /// Neither is looked at.
        case none
    }

    /// Their networks. Nobody else is believed.
    package var networks: [IPPrefix] = []
    /// One field, and only that: a balancer that sets one lets clients send the other.
    package var field = Field.forwardedFor
    /// Whether they begin each connection with a header of the PROXY protocol, version 1 or 2. Those that do must always do
    /// it: a connection of theirs that begins otherwise is closed. From others such a header is no HTTP and refused as that.
    package var speaksProxyProtocol = false

    package init() {}
}
