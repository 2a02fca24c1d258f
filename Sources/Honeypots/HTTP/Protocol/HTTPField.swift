/// One header field as it was sent (RFC 9112 §5): nothing is folded, trimmed inside or put in order.
struct HTTPField: Hashable, Sendable {
    let name: ArraySlice<UInt8>
    /// Without the white space around it.
    let value: ArraySlice<UInt8>

    /// Whether it has this name; `name` is given in lower case.
    func isNamed(_ name: StaticString) -> Bool {
        name.withUTF8Buffer { wanted in
            wanted.count == self.name.count && zip(wanted, self.name).allSatisfy { $0 == ASCII.lowercased($1) }
        }
    }
}
