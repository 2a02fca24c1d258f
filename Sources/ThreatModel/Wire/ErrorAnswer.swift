/// The body of every answer that is not a success: one sentence that names the field and what is accepted.
package struct ErrorAnswer: Codable, Equatable, Sendable {
    package var error: String

    package init(_ error: String) { self.error = error }
}
