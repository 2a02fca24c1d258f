/// Why a running guard does not do what it is asked.
package struct ControlError: Error, Codable, Equatable, Sendable, CustomStringConvertible {
    package enum Kind: String, Codable, Sendable {
        /// It is not at work yet, or not any more.
        case starting
        /// What is asked makes no sense; the message says what would.
        case wrong
        /// It was tried and did not succeed.
        case failed
        /// Nobody answers, or not so that it can be understood.
        case unreachable
    }

    package var kind: Kind
    /// One sentence.
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    package var description: String { message }
}
