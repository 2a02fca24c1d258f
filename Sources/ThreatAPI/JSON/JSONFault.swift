/// Why bytes are not the JSON that was expected.
struct JSONFault: Error, Equatable {
    /// A sentence without capital and full stop, such as "'seq' must be a whole number".
    var reason: String

    init(_ reason: String) { self.reason = reason }
}
