package import IPNetworks

extension PlaceTable {
    /// Who holds an autonomous system; `nil` when no database says so. Looks through all rows: a few milliseconds at most.
    package func organisation(ofASN asn: UInt32) -> String? {
        guard let row = rows.rows.first(where: { $0.key.asn == asn && $0.organisation != 0 }) else { return nil }
        return rows.text(row.organisation)
    }

    /// The networks that belong to an autonomous system, as few as describe them exactly, IPv4 before IPv6, ascending.
    /// Looks through the whole table: a few milliseconds.
    package func networks(ofASN asn: UInt32) -> [IPPrefix] {
        var isOfASN = [Bool](repeating: false, count: rows.rows.count)
        var isAny = false
        for (number, row) in rows.rows.enumerated() where row.key.asn == asn {
            isOfASN[number] = true
            isAny = true
        }
        guard isAny else { return [] }
        var addresses = IPAddressSetBuilder()
        v4.forEachRange(where: { isOfASN[Int($0)] }) { addresses.insert(.v4($0)) }
        v6.forEachRange(where: { isOfASN[Int($0)] }) { addresses.insert(.v6($0)) }
        return Array(addresses.build().prefixes)
    }
}

extension RangeColumn {
    fileprivate func forEachRange(where isWanted: (UInt32) -> Bool, _ body: (AddressRange<Bits>) -> Void) {
        for index in rows.indices where isWanted(rows[index]) {
            body(AddressRange(starts[index], last(index)))
        }
    }
}
