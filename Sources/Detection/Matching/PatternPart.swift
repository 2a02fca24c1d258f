/// One part of a primitive's pattern (``Glob/Segment``), ready to be tried where its key is found.
struct PatternPart: Sendable {
    let primitive: UInt32
    /// Of which form of the text it is a part.
    let form: TextForm
    /// Its key, among the automaton's literals.
    let literal: UInt32
    /// Where the pattern's progress is kept; -1 for a pattern of one part.
    let slot: Int32
    /// The part that must follow, among ``PatternTables/laterParts``; -1 when this is the last.
    let next: Int32
    /// Bytes from the part's beginning to the end of its key.
    let keyEnd: Int32
    let length: Int32
    /// Where its bytes stand in ``PatternTables/bytes``; -1 when the key is all there is to compare.
    let comparison: Int32
    let beginsText: Bool
    let endsText: Bool

    var isLast: Bool { next < 0 }

    /// The most that trying it costs: looking at it, and its bytes where they are compared.
    var steps: Int { 1 + (comparison >= 0 ? Int(length) : 0) }
}
