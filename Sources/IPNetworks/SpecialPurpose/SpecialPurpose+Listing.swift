extension SpecialPurpose {
    /// The addresses that may never stand on a blacklist: all that a host on the Internet cannot have as its own.
    ///
    /// That is every block of the registry, those with global reach too: anycast services are infrastructure, and what
    /// seems to come from them is forged. The exceptions carry an ordinary IPv4 address behind a NAT64 translator or in
    /// 6to4; they may be listed if that address may. Teredo is out altogether: its relays are gone.
    package static let neverListed: IPAddressSet = {
        let v4 = AddressSet(
            registry.compactMap { entry -> AddressRange<UInt32>? in
                guard case .v4(let range) = entry.prefix.range else { return nil }
                return range
            })
        let v6 = AddressSet(
            registry.compactMap { entry -> AddressRange<UInt128>? in
                guard case .v6(let range) = entry.prefix.range else { return nil }
                return range
            })
        let nat64: UInt128 = 0x0064_ff9b << 96
        let sixToFour: UInt128 = 0x2002 << 112
        let carriers = AddressSet([AddressRange(nat64, prefixLength: 96), AddressRange(sixToFour, prefixLength: 16)])
        let carried = AddressSet(
            v4.ranges.flatMap { range in
                let (first, last) = (UInt128(range.first), UInt128(range.last))
                return [
                    AddressRange(nat64 | first, nat64 | last),
                    AddressRange(sixToFour | first << 80, sixToFour | last << 80 | ((1 << 80) - 1)),
                ]
            })
        return IPAddressSet(v4: v4, v6: v6.subtracting(carriers).union(carried))
    }()
}

extension IPAddress {
    /// Whether the address may ever stand on a blacklist; see ``SpecialPurpose/neverListed``.
    package var isListable: Bool { !SpecialPurpose.neverListed.contains(self) }
}
