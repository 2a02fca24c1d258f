package import IPNetworks

extension PlaceTable {
    /// Looks up ascending addresses, IPv4 before IPv6, in one pass over the table: whoever goes through all addresses pays
    /// a comparison or two for each. Addresses in another order are found as well, only not as quickly.
    package struct Walk {
        private let table: PlaceTable
        private var v4 = 0
        private var v6 = 0

        package init(_ table: PlaceTable) { self.table = table }

        package mutating func key(of address: IPAddress) -> PlaceKey {
            table.rows.rows[Int(row(of: address))].key
        }

        private mutating func row(of address: IPAddress) -> UInt32 {
            if let bits = address.v4 {
                v4 = table.v4.index(of: bits, near: v4)
                return table.v4.rows[v4]
            }
            // Tunnels' addresses lead anywhere in IPv4, and are rare.
            guard address.carriedIPv4 == nil else { return table.row(of: address) }
            v6 = table.v6.index(of: address.mapped, near: v6)
            return table.v6.rows[v6]
        }
    }
}

extension RangeColumn {
    /// The index of the range that holds an address, quickly found when it is that at `index` or one shortly behind it.
    func index(of address: Bits, near index: Int) -> Int {
        guard starts[index] <= address else { return self.index(of: address) }
        var low = index
        var step = 1
        // Twice as far with every step: the search costs the logarithm of the distance, wherever it ends.
        while low + step < starts.count, starts[low + step] <= address {
            low += step
            step *= 2
        }
        return lastIndex(notAfter: address, from: low, to: Swift.min(low + step, starts.count) - 1)
    }
}
