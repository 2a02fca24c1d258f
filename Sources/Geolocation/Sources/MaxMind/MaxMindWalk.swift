import IPNetworks

/// Goes through a database's tree, left before right, which gives its networks in the order of their addresses.
///
/// The addresses of IPv4 hang below 96 zero bits, and writers let other places lead to the same node: the mapped addresses,
/// 6to4 and Teredo. Those are not gone through again: a ``PlaceTable`` knows which IPv4 address such an address carries.
struct MaxMindWalk {
    /// Branches looked at: a tree of so many networks has at most twice as many, and one that is no tree has no end.
    private static let mostBranches = 2 * PlaceLimits.networks

    private let database: MaxMindDatabase
    private var records: MaxMindRecords
    private var layer = PlaceLayer()
    private var branches = 0

    /// All networks of a database.
    static func layer(
        of database: MaxMindDatabase, numbering rows: inout PlaceRows.Builder
    ) throws(PlaceError.Reason) -> PlaceLayer {
        var walk = MaxMindWalk(database: database, records: MaxMindRecords(data: database.data))
        try walk.enter(0, prefix: 0, length: 0, &rows)
        return walk.layer
    }

    private init(database: MaxMindDatabase, records: MaxMindRecords) {
        self.database = database
        self.records = records
    }

    /// - Parameter prefix: the bits that lead to the node, the first of them highest among as many as addresses have.
    private mutating func enter(
        _ node: UInt32, prefix: UInt128, length: Int, _ rows: inout PlaceRows.Builder
    ) throws(PlaceError.Reason) {
        guard length < database.depth else { throw .malformed("its tree is deeper than addresses are long") }
        if node == database.ipv4Node, prefix != 0 { return }
        let (left, right) = try database.branches(of: node)
        let bit = UInt128(1) << UInt128(database.depth - 1 - length)
        try follow(left, prefix: prefix, length: length + 1, &rows)
        try follow(right, prefix: prefix | bit, length: length + 1, &rows)
    }

    private mutating func follow(
        _ branch: MaxMindDatabase.Branch, prefix: UInt128, length: Int, _ rows: inout PlaceRows.Builder
    ) throws(PlaceError.Reason) {
        branches += 1
        guard branches <= Self.mostBranches else { throw .tooManyNetworks }
        switch branch {
        case .node(let node): try enter(node, prefix: prefix, length: length, &rows)
        case .nothing: break
        case .record(let position):
            append(prefix, length: length, row: try records.row(at: position, numbering: &rows))
        }
    }

    private mutating func append(_ prefix: UInt128, length: Int, row: UInt32) {
        let isIPv4 = database.depth == 32 || length >= 96 && prefix >> 32 == 0
        if isIPv4 {
            let bits = UInt32(truncatingIfNeeded: prefix)
            layer.append(AddressRange(bits, prefixLength: length - (database.depth - 32)), row)
        } else {
            // A network so wide that it holds all of IPv4.
            if prefix == 0 { layer.append(AddressRange(0, .max) as AddressRange<UInt32>, row) }
            layer.append(AddressRange(prefix, prefixLength: length), row)
        }
    }
}
