package import IPNetworks

/// How much those may ask who show no valid key: whoever guesses keys, and whoever reads public pages.
package struct AdmissionConfiguration: Sendable {
    /// Requests a second from one IPv4 address or one IPv6 network of 64 bits, in the long run.
    package var rate = 10
    /// Requests that may come at once before ``rate`` counts.
    package var burst = 200
    /// Addresses that may be looked up at once on pages, which ask for no key; then one more each ``lookupInterval``: for
    /// people that is plenty, and in a day it is about what the smallest key may look up.
    package var lookupBurst = 30
    package var lookupInterval = Duration.seconds(60)
    /// Networks to which neither this nor the limit of connections applies. This machine itself: whatever runs on it could
    /// do worse.
    package var exempt: [IPPrefix] = ["127.0.0.0/8", "::1/128"].compactMap { IPPrefix($0) }

    package init() {}
}
