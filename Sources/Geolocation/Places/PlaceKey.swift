/// The part of a ``Place`` that addresses are chosen by, in 8 bytes.
package struct PlaceKey: Hashable, Sendable {
    private static let torFlag: UInt8 = 1
    private static let proxyFlag: UInt8 = 2

    /// 0 for none: number 0 is no autonomous system's (RFC 7607).
    private var asnNumber: UInt32
    /// 0 for none.
    private var countryNumber: UInt16
    private var flags: UInt8

    package var country: CountryCode? {
        get { CountryCode(rawValue: countryNumber) }
        set { countryNumber = newValue?.rawValue ?? 0 }
    }

    package var asn: UInt32? {
        get { asnNumber == 0 ? nil : asnNumber }
        set { asnNumber = newValue ?? 0 }
    }

    package var isTor: Bool {
        get { flags & Self.torFlag != 0 }
        set { flags = newValue ? flags | Self.torFlag : flags & ~Self.torFlag }
    }

    package var isProxy: Bool {
        get { flags & Self.proxyFlag != 0 }
        set { flags = newValue ? flags | Self.proxyFlag : flags & ~Self.proxyFlag }
    }

    package init(country: CountryCode? = nil, asn: UInt32? = nil, isTor: Bool = false, isProxy: Bool = false) {
        asnNumber = asn ?? 0
        countryNumber = country?.rawValue ?? 0
        flags = (isTor ? Self.torFlag : 0) | (isProxy ? Self.proxyFlag : 0)
    }

    /// Nothing is known.
    package static let unknown = PlaceKey()
}
