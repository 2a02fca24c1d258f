package import IPNetworks

extension PlaceTable {
    /// Ranges looked at to either side: those of a small network are few.
    private static let maximumSteps = 64

    /// The addresses around one that belong to the same autonomous system without a gap, as far as is known; `nil` where nothing is.
    /// A system of thousands of ranges is cut off: who asks wants small ones.
    package func announcedRange(around address: IPAddress) -> IPRange? {
        let address = address.carriedIPv4 ?? address
        if let bits = address.v4 {
            return run(around: bits, in: v4).flatMap { try? IPRange(IPAddress(v4: $0), IPAddress(v4: $1)) }
        }
        return run(around: address.mapped, in: v6).flatMap { try? IPRange(IPAddress(v6: $0), IPAddress(v6: $1)) }
    }

    private func run<Bits: AddressBits>(around address: Bits, in column: RangeColumn<Bits>) -> (Bits, Bits)? {
        func system(_ index: Int) -> UInt32? { rows.rows[Int(column.rows[index])].key.asn }
        var low = column.index(of: address)
        var high = low
        guard let own = system(low) else { return nil }
        for _ in 0..<Self.maximumSteps where low > 0 && system(low - 1) == own { low -= 1 }
        for _ in 0..<Self.maximumSteps where high + 1 < column.count && system(high + 1) == own { high += 1 }
        return (column.starts[low], column.last(high))
    }
}
