/// What databases know of the network that an address belongs to.
package struct Place: Hashable, Sendable {
    package var country: CountryCode?
    /// The autonomous system that announces the network.
    package var asn: UInt32?
    /// Who holds that autonomous system.
    package var organisation: String?
    package var city: String?
    /// An exit of the Tor network.
    package var isTor: Bool
    /// An open or paid proxy.
    package var isProxy: Bool

    package init(
        country: CountryCode? = nil, asn: UInt32? = nil, organisation: String? = nil, city: String? = nil,
        isTor: Bool = false, isProxy: Bool = false
    ) {
        self.country = country
        self.asn = asn
        self.organisation = organisation
        self.city = city
        self.isTor = isTor
        self.isProxy = isProxy
    }
}
