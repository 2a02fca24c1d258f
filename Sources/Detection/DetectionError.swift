/// Why a rule file cannot be used: where, and what would be right. ``description`` is a sentence for the user.
package struct DetectionError: Error, Hashable, CustomStringConvertible {
    package let file: String
    /// From 1.
    package let line: Int
    /// What is wrong and what is accepted instead.
    package let problem: String

    package init(file: String, line: Int, problem: String) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    package var description: String { "\(file):\(line): \(problem)" }
}
