/// What a list consisted of, line by line. Every line is counted once: `lines` is the sum of the other counts.
package struct ListTally: Hashable, Sendable {
    /// All lines.
    package internal(set) var lines = 0
    /// Lines whose address, network or range was taken.
    package internal(set) var entries = 0
    /// Empty lines, and lines that hold only a comment.
    package internal(set) var comments = 0
    /// Lines that are no entry, by reason.
    package internal(set) var junk: [ListProblem.Reason: Int] = [:]
    /// Entries that are well written and were refused, by reason.
    package internal(set) var refused: [ListProblem.Reason: Int] = [:]
    /// The first ``ListRules/keptProblems`` lines that are no entry.
    package internal(set) var junkExamples: [ListProblem] = []
    /// The first ``ListRules/keptProblems`` entries that were refused.
    package internal(set) var refusedExamples: [ListProblem] = []
    /// The beginning of a last line that was left out because it may have been cut; it is not among `lines`.
    package internal(set) var droppedLastLine: String?

    package init() {}

    /// How many lines are no entry.
    package var junkCount: Int { junk.values.reduce(0, +) }
    /// How many entries were refused.
    package var refusedCount: Int { refused.values.reduce(0, +) }

    mutating func add(_ problem: @autoclosure () -> ListProblem, for reason: ListProblem.Reason) {
        if reason.isJunk {
            junk[reason, default: 0] += 1
            if junkExamples.count < ListRules.keptProblems { junkExamples.append(problem()) }
        } else {
            refused[reason, default: 0] += 1
            if refusedExamples.count < ListRules.keptProblems { refusedExamples.append(problem()) }
        }
    }
}
