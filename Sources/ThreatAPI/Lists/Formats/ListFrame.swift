import ThreatModel

/// What the head and tail of a text may speak of.
struct ListFrame: Sendable {
    /// The addresses in the answer.
    var count: Int
    /// The most it might have held.
    var limit: Int
    /// The rows as they are written: all of them, of a part of a list the first ones.
    var rows: ListRows
}
