/// Where a file descriptor leads.
enum Descriptor: Hashable, Sendable {
    case terminal
    case closed
    /// An open stream, by its number in the ``StreamTable``.
    case stream(Int)
}
