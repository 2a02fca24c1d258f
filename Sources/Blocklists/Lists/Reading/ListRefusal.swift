package import IPNetworks

/// Why an answer is not taken for a list at all. The last good copy stays in force.
package enum ListRefusal: Error, Hashable, Sendable {
    /// The content is something else.
    case notAList(ContentKind)
    /// There is no line but comments.
    case empty
    /// Every entry was refused.
    case nothingUsable(refused: Int, example: ListProblem?)
    /// Too many lines are no entry.
    case mostlyJunk(junk: Int, entries: Int, example: ListProblem?)
    /// It has more bytes than are read.
    case tooLarge(limit: Int)
    /// It has more entries than are kept.
    case tooManyEntries(limit: Int)
    /// It is not written as it should be; the text is one sentence that says what was wrong.
    case notInFormat(String)
}

extension ListRefusal: CustomStringConvertible {
    /// One sentence.
    package var description: String {
        switch self {
        case .notAList(let kind):
            "This is \(kind), not a list: expected plain text with one address, network or range a line."
        case .empty:
            "The list is empty: a source without a single entry is taken for a failure."
        case .nothingUsable(let refused, let example):
            "None of the \(refused) entries may be used\(Self.first(example))"
        case .mostlyJunk(let junk, let entries, let example):
            "\(junk) lines of \(junk + entries) are no addresses\(Self.first(example))"
        case .tooLarge(let limit):
            "The list is larger than \(limit >> 20) MiB, which is the most that is read."
        case .tooManyEntries(let limit):
            "The list has more than \(limit) entries, which is the most that is kept."
        case .notInFormat(let sentence): sentence
        }
    }

    private static func first(_ example: ListProblem?) -> String {
        example.map { ", the first is \($0)" } ?? "."
    }
}
