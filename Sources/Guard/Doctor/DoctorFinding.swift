/// What an examination has found out about one thing.
package struct DoctorFinding: Codable, Equatable, Sendable {
    package enum Verdict: String, Codable, Comparable, Sendable {
        case good
        /// Worth knowing.
        case note
        /// Something does not work as it should.
        case fault

        private var rank: Int {
            switch self {
            case .good: 0
            case .note: 1
            case .fault: 2
            }
        }

        package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
    }

    /// What was looked at: `capability`, `kernel`, `clock` …
    package var subject: String
    package var verdict: Verdict
    /// What is so, in a sentence.
    package var finding: String
    /// Why that matters; `nil` when all is well.
    package var reason: String?
    /// What to do about it.
    package var remedy: String?

    static func good(_ subject: String, _ finding: String) -> Self {
        Self(subject: subject, verdict: .good, finding: finding)
    }

    static func note(_ subject: String, _ finding: String, why: String, remedy: String) -> Self {
        Self(subject: subject, verdict: .note, finding: finding, reason: why, remedy: remedy)
    }

    static func fault(_ subject: String, _ finding: String, why: String, remedy: String) -> Self {
        Self(subject: subject, verdict: .fault, finding: finding, reason: why, remedy: remedy)
    }
}
