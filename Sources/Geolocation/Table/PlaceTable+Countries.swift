package import IPNetworks

extension PlaceTable {
    /// The addresses of a country, as far as the databases know them.
    package func addresses(in country: CountryCode) -> IPAddressSet {
        var builder = IPAddressSetBuilder()
        v4.forEachRange(whoseRow: { rows.rows[Int($0)].key.country == country }) { builder.v4.insert($0) }
        v6.forEachRange(whoseRow: { rows.rows[Int($0)].key.country == country }) { builder.v6.insert($0) }
        return builder.build()
    }
}

extension RangeColumn {
    /// Ascending; ranges that touch are not joined.
    fileprivate func forEachRange(whoseRow isWanted: (UInt32) -> Bool, _ body: (AddressRange<Bits>) -> Void) {
        for index in starts.indices where isWanted(rows[index]) {
            let last = index + 1 < starts.count ? starts[index + 1] &- 1 : Bits.max
            body(AddressRange(starts[index], last))
        }
    }
}
