/// What becomes of a visitor's `wget` and its like. Nothing is ever fetched: the address is recorded, and the visitor
/// sees what would have been plausible.
package enum FetchPolicy: Hashable, Sendable {
    /// The transfer seems to succeed; what lies there afterwards is made up.
    case succeed
    /// The other end refuses the connection.
    case refuse
}
