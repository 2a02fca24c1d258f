/// One part of a primitive's pattern (``Glob/Segment``), ready to be tried where its key is found.
struct PatternPart: Sendable {
    let primitive: UInt32
    /// Where the pattern's progress is kept; -1 for a pattern of one part.
    let slot: Int32
    /// Its place in the pattern.
    let number: UInt16
    let isLast: Bool
    let beginsText: Bool
    let endsText: Bool
    /// Bytes from the part's beginning to the end of its key.
    let keyEnd: Int32
    let length: Int32
    /// Where its bytes stand in ``PatternTables/bytes``; -1 when the key is all there is to compare.
    let comparison: Int32
}
