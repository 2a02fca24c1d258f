/// A number and what it counts, for people: `1 session`, `2 sessions`.
package struct Counted: CustomStringConvertible, Sendable {
    package let description: String

    /// - Parameters:
    ///   - noun: of one.
    ///   - plural: of any other number; `nil` where an `s` makes it.
    package init(_ count: some BinaryInteger, _ noun: String, plural: String? = nil) {
        description = "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
    }
}
