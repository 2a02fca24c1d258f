/// How far this host gets to another.
package enum Reach: Int, Comparable, Sendable {
    /// Nothing comes back.
    case silent
    /// It is there on the link.
    case resolves
    /// It answers, be it with a refusal: what is blocked gives no answer at all.
    case answers

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
