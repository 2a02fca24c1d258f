import IPNetworks

/// What one database says: ranges with the numbers of rows, in order.
struct PlaceLayer: Sendable {
    var v4 = RangeColumn<UInt32>()
    var v6 = RangeColumn<UInt128>()

    init() {}

    /// Whether nothing is known of any address.
    var isEmpty: Bool { v4.isEmpty && v6.isEmpty }

    /// A layer of one range.
    init(_ range: IPRange, row: UInt32) {
        switch range {
        case .v4(let range): append(range, row)
        case .v6(let range): append(range, row)
        }
    }

    /// - Precondition: behind every range before.
    mutating func append(_ range: AddressRange<UInt32>, _ row: UInt32) {
        v4.append(from: range.first, row: row)
        if range.last < .max { v4.append(from: range.last + 1, row: 0) }
    }

    /// - Precondition: behind every range before.
    mutating func append(_ range: AddressRange<UInt128>, _ row: UInt32) {
        v6.append(from: range.first, row: row)
        if range.last < .max { v6.append(from: range.last + 1, row: 0) }
    }
}
