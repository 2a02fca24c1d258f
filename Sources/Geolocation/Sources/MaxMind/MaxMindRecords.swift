/// The records that a database's tree leads to, each read once, with the numbers of the rows they make.
struct MaxMindRecords {
    /// Values of all records together; the largest databases have some twenty million.
    private static let mostValues = 256_000_000

    private let tree = MaxMindFieldTree.all
    private var decoder: MaxMindDecoder
    private var numbers: [Int: UInt32] = [:]

    init(data: UnsafeRawBufferPointer) { decoder = MaxMindDecoder(data, mostValues: Self.mostValues) }

    /// The row of the record at a position of the data section.
    mutating func row(
        at position: Int, numbering rows: inout PlaceRows.Builder
    ) throws(PlaceError.Reason) -> UInt32 {
        if let number = numbers[position] { return number }
        var record = MaxMindRecord(tree: tree)
        try decoder.read(at: position, step: MaxMindFieldTree.root, &record)
        let number = try rows.number(
            of: PlaceRow(
                key: PlaceKey(
                    country: record.country, asn: record.asn, isTor: record.isTor, isProxy: record.isProxy),
                organisation: rows.number(of: record.organisation ?? ""), city: rows.number(of: record.city ?? "")))
        numbers[position] = number
        return number
    }
}
