/// One line of a list that was not taken.
package struct ListProblem: Hashable, Sendable {
    /// Why a line was not taken.
    package enum Reason: Hashable, Sendable {
        /// It is no entry.
        case syntax(AddressSyntaxError)
        /// It is longer than ``ListRules/longestLine``.
        case tooLong
        /// It contains control characters.
        case binary
        /// It covers more than the rules allow.
        case tooBroad
        /// The list has more entries than the rules allow, and this is one of those beyond.
        case tooMany

        /// Whether the line is no entry at all, rather than one that is not wanted.
        package var isJunk: Bool {
            switch self {
            case .syntax, .tooLong, .binary: true
            case .tooBroad, .tooMany: false
            }
        }
    }

    /// Its number, counted from 1.
    package let line: Int
    /// Why it was not taken.
    package let reason: Reason
    /// The beginning of the line, at most ``ListRules/keptExcerpt`` bytes of it; whatever is not printable ASCII is
    /// written as `\xHH`, so that it can be shown anywhere.
    package let excerpt: String
}

extension ListProblem.Reason: CustomStringConvertible {
    /// One sentence.
    package var description: String {
        switch self {
        case .syntax(let error): error.description
        case .tooLong: "The line is longer than \(ListRules.longestLine) bytes: one entry stands on each line."
        case .binary: "The line contains control characters: a list is plain text."
        case .tooBroad: "The entry covers a larger part of the Internet than a list may ask for."
        case .tooMany: "The list has more entries than are accepted."
        }
    }
}

extension ListProblem: CustomStringConvertible {
    /// `line 7: 192.0.2: ` and the reason's sentence.
    package var description: String { "line \(line): \(excerpt): \(reason)" }
}
