package import IPNetworks

/// Where addresses are and whose they are: ranges and what is known of each. Immutable; a look-up is a search among sorted
/// numbers and allocates nothing.
package final class PlaceTable: Sendable {
    /// Depends on the contents alone: equal tables have equal versions, in every process, and others differ.
    package let version: UInt64
    let v4: RangeColumn<UInt32>
    let v6: RangeColumn<UInt128>
    let rows: PlaceRows
    /// The files that it was made of.
    package let summaries: [PlaceSummary]

    init(
        v4: RangeColumn<UInt32>, v6: RangeColumn<UInt128>, rows: PlaceRows, summaries: [PlaceSummary] = []
    ) {
        var v4 = v4
        var v6 = v6
        v4.finish()
        v6.finish()
        self.v4 = v4
        self.v6 = v6
        self.rows = rows
        self.summaries = summaries
        version = Self.digest(v4, v6, rows)
    }

    /// A table that knows nothing.
    package static let empty = PlaceTable(v4: RangeColumn(), v6: RangeColumn(), rows: PlaceRows())

    /// What addresses are chosen by.
    package func key(of address: IPAddress) -> PlaceKey { rows.rows[Int(row(of: address))].key }

    /// Everything that is known of the address's network; `nil` when that is nothing.
    package func place(of address: IPAddress) -> Place? { rows.place(row(of: address)) }

    /// An IPv6 address that carries an IPv4 one for a tunnel or a translator is where that one is.
    func row(of address: IPAddress) -> UInt32 {
        if let v4 = (address.carriedIPv4 ?? address).v4 { return self.v4.row(of: v4) }
        return v6.row(of: address.mapped)
    }

    private static func digest(
        _ v4: RangeColumn<UInt32>, _ v6: RangeColumn<UInt128>, _ rows: PlaceRows
    ) -> UInt64 {
        var digest = TableDigest()
        for index in 0..<v4.count { digest.add(UInt64(v4.starts[index]) << 32 | UInt64(v4.rows[index])) }
        for index in 0..<v6.count {
            digest.add(UInt64(truncatingIfNeeded: v6.starts[index] >> 64))
            digest.add(UInt64(truncatingIfNeeded: v6.starts[index]))
            digest.add(UInt64(v6.rows[index]))
        }
        for row in rows.rows {
            digest.add(UInt64(row.key.country?.rawValue ?? 0) << 32 | UInt64(row.key.asn ?? 0))
            digest.add(UInt64(row.organisation) << 32 | UInt64(row.city))
            digest.add(UInt64(row.key.isTor ? 1 : 0) << 1 | UInt64(row.key.isProxy ? 1 : 0))
        }
        for text in rows.texts {
            for byte in text.utf8 { digest.add(UInt64(byte)) }
            digest.add(.max)
        }
        return digest.value
    }
}
