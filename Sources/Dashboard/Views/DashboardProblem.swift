import Guard
import HTTPTypes

/// Why something cannot be shown or done: a sentence that says what would be right.
struct DashboardProblem: Error, Equatable {
    enum Kind: Equatable {
        /// What was asked makes no sense.
        case wrong
        /// The visitor may not.
        case forbidden
        /// There is no such thing.
        case missing
        /// Something else stands in the way, for now.
        case conflict
        /// Asked too often.
        case tooOften
        /// Not now.
        case unavailable
        /// It was tried and did not succeed.
        case failed
        /// It is more than is taken.
        case tooLarge
        /// It is not of a kind that is read here.
        case unreadable
    }

    var kind: Kind
    var sentence: String

    init(_ kind: Kind, _ sentence: String) {
        self.kind = kind
        self.sentence = sentence
    }

    static let starting = Self(.unavailable, "the guard is not at work yet; try again in a moment")

    var status: HTTPResponse.Status {
        switch kind {
        case .wrong: .badRequest
        case .forbidden: .forbidden
        case .missing: .notFound
        case .conflict: .conflict
        case .tooOften: .tooManyRequests
        case .unavailable: .serviceUnavailable
        case .failed: .internalServerError
        case .tooLarge: .contentTooLarge
        case .unreadable: .unsupportedMediaType
        }
    }
}

extension DashboardProblem {
    init(_ error: ControlError) {
        let kind: Kind =
            switch error.kind {
            case .starting: .unavailable
            case .wrong: .wrong
            case .failed, .unreachable: .failed
            }
        self.init(kind, error.message)
    }

    init(_ problem: HistoryProblem) { self.init(.unavailable, "the history cannot be read: \(problem)") }
}
