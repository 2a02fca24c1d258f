/// What somebody may do. There are no other roles.
package enum Role: String, CaseIterable, Comparable, Codable, Sendable {
    /// Looks at everything but secrets, and changes nothing.
    case viewer
    /// Does everything.
    case administrator

    package static func < (a: Role, b: Role) -> Bool { a == .viewer && b == .administrator }
}
