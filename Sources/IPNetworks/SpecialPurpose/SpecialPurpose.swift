/// A block of addresses that is set aside for a purpose, as recorded by IANA (RFC 6890, RFC 8190).
///
/// The table joins the IPv4 and the IPv6 Special-Purpose Address Registry with what stands in other registries of IANA:
/// multicast, site-local and the parts of IPv6 from which nothing has been assigned. `::ffff:0:0/96` is missing because
/// its addresses are the IPv4 ones (see ``IPAddress``).
package struct SpecialPurpose: Hashable, Sendable {
    /// The addresses of the block.
    package let prefix: IPPrefix
    /// The name in the registry.
    package let name: String
    /// The document that sets the block aside.
    package let reference: String
    /// What they are for.
    package let use: Use
    /// Whether packets get there from elsewhere.
    package let reach: Reach

    /// Whether a packet to the block may leave an administrative domain (RFC 8190 §2.1).
    package enum Reach: Hashable, Sendable {
        case global
        case local
        /// The registry says neither: it depends on an address inside the address, or the block is no longer used.
        case undetermined
    }

    /// The entry of the longest block that holds the address; `nil` for ordinary addresses.
    package static func entry(for address: IPAddress) -> SpecialPurpose? {
        table.value(for: address)
    }

    /// Every block, IPv4 first.
    package static let registry = ipv4Registry + ipv6Registry

    private static let table = PrefixTable(registry.lazy.map { (prefix: $0.prefix, value: $0) })
}

extension SpecialPurpose: CustomStringConvertible {
    /// `192.168.0.0/16 (Private-Use, RFC 1918)`
    package var description: String { "\(prefix) (\(name), \(reference))" }
}
