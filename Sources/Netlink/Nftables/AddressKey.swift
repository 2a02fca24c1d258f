/// An address as the number that sets are keyed by: UInt32 for IPv4, UInt128 for IPv6, in this machine's order.
package protocol AddressKey: FixedWidthInteger, UnsignedInteger, BitwiseCopyable, Sendable {
    /// What a set of such keys is declared as.
    static var setType: NftablesSetType { get }
}

extension UInt32: AddressKey {
    package static var setType: NftablesSetType { .ipv4Address }
}

extension UInt128: AddressKey {
    package static var setType: NftablesSetType { .ipv6Address }
}
