/// A range of addresses of either family.
package enum IPRange: Hashable, Sendable {
    case v4(AddressRange<UInt32>)
    case v6(AddressRange<UInt128>)

    /// An IPv6 range whose two ends are both IPv4-mapped is the IPv4 range it maps. A longer one that merely reaches into
    /// `::ffff:0:0/96` stays IPv6 and says nothing about IPv4 addresses.
    @inline(__always)
    init(folding range: AddressRange<UInt128>) {
        if let first = IPAddress(v6: range.first).v4, let last = IPAddress(v6: range.last).v4 {
            self = .v4(AddressRange(first, last))
        } else {
            self = .v6(range)
        }
    }

    /// One address.
    package init(_ address: IPAddress) {
        self = address.v4.map { .v4(AddressRange($0)) } ?? .v6(AddressRange(address.mapped))
    }

    /// All addresses from `first` to `last`.
    package init(_ first: IPAddress, _ last: IPAddress) throws(AddressSyntaxError) {
        guard first.family == last.family else { throw .mixedFamilies }
        guard first <= last else { throw .reversedRange }
        if let first = first.v4, let last = last.v4 {
            self = .v4(AddressRange(first, last))
        } else {
            self = .v6(AddressRange(first.mapped, last.mapped))
        }
    }

    /// The version of the protocol.
    package var family: IPFamily {
        switch self {
        case .v4: .v4
        case .v6: .v6
        }
    }

    /// Whether the address is in the range; one of the other family never is.
    package func contains(_ address: IPAddress) -> Bool {
        switch self {
        case .v4(let range): address.v4.map(range.contains) ?? false
        case .v6(let range): address.isIPv4 ? false : range.contains(address.mapped)
        }
    }

    /// The length of the longest prefix that could hold as many addresses: 24 for a /24, and for 257 addresses 23.
    package var breadth: Int {
        switch self {
        case .v4(let range): range.span.leadingZeroBitCount
        case .v6(let range): range.span.leadingZeroBitCount
        }
    }
}
