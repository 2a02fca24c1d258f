/// What the messages of a transaction ask for, by their sequence numbers, which count up from the first.
struct NftablesRequestNames: Sendable {
    private let first: UInt32
    private var names: [String] = []

    init(first: UInt32) { self.first = first }

    var count: UInt32 { UInt32(truncatingIfNeeded: names.count) }

    /// Returns the sequence number that the message is to have.
    mutating func add(_ name: String) -> UInt32 {
        names.append(name)
        return first &+ count &- 1
    }

    subscript(sequence: UInt32) -> String {
        let index = Int(sequence &- first)
        return names.indices.contains(index) ? names[index] : "change the tables"
    }
}
