/// Something that happens in a world, with indices of its addresses and reporters.
enum SimulatedEvent: Sendable {
    /// A visit to a sensor; `lender` is `nil` for one of the operator's own.
    case visit(address: Int, lender: Int64?, isForged: Bool)
    case report(address: Int, reporter: Int, kind: Honesty)

    /// What the generator knows about a report.
    enum Honesty {
        /// It happened.
        case genuine
        /// A mistake.
        case mistaken
        /// Copied from the list, and said so or not.
        case copied
        /// A lie.
        case lie
    }
}
