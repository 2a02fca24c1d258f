import IPNetworks

/// Lays databases over each other: for each field of each address, the first that knows it is right.
struct PlaceTableBuilder {
    var rows = PlaceRows.Builder()
    private var combined = PlaceLayer()

    /// Lays a database below those before it.
    mutating func add(_ layer: PlaceLayer) throws(PlaceError.Reason) {
        var pairs: [UInt64: UInt32] = [:]
        combined.v4 = try combine(combined.v4, layer.v4, &pairs)
        combined.v6 = try combine(combined.v6, layer.v6, &pairs)
    }

    consuming func finish() -> (v4: RangeColumn<UInt32>, v6: RangeColumn<UInt128>, rows: PlaceRows) {
        (combined.v4, combined.v6, rows.finish())
    }

    /// - Parameter pairs: the row that two rows make together, once it is known.
    private mutating func combine<Bits: AddressBits>(
        _ upper: RangeColumn<Bits>, _ lower: RangeColumn<Bits>, _ pairs: inout [UInt64: UInt32]
    ) throws(PlaceError.Reason) -> RangeColumn<Bits> {
        if upper.isEmpty { return lower }
        if lower.isEmpty { return upper }
        var result = RangeColumn<Bits>()
        result.reserveCapacity(upper.count + lower.count)
        var upperIndex = 0
        var lowerIndex = 0
        var start: Bits = 0
        while true {
            result.append(from: start, row: try row(upper.rows[upperIndex], over: lower.rows[lowerIndex], &pairs))
            let upperEnd = upper.last(upperIndex)
            let lowerEnd = lower.last(lowerIndex)
            let end = min(upperEnd, lowerEnd)
            if end == .max { return result }
            if upperEnd == end { upperIndex += 1 }
            if lowerEnd == end { lowerIndex += 1 }
            start = end + 1
        }
    }

    private mutating func row(
        _ upper: UInt32, over lower: UInt32, _ pairs: inout [UInt64: UInt32]
    ) throws(PlaceError.Reason) -> UInt32 {
        if upper == 0 || lower == 0 { return upper | lower }
        let pair = UInt64(upper) << 32 | UInt64(lower)
        if let known = pairs[pair] { return known }
        let number = try rows.number(of: rows.row(upper).completed(by: rows.row(lower)))
        pairs[pair] = number
        return number
    }
}
