import HTTPTypes

/// Why somebody did not get in, as their page says it.
enum EntranceProblem: Equatable {
    /// The password is not right.
    case wrong
    /// The word of a link is not right.
    case wrongWord
    case later(seconds: Int64)
    case unusable(String)

    /// `nil` for whoever is welcome.
    init?(_ outcome: LoginOutcome) {
        switch outcome {
        case .welcome: return nil
        case .wrong: self = .wrong
        case .later(let duration): self = .later(seconds: max(1, duration.components.seconds + 1))
        case .unusable(let sentence): self = .unusable(sentence)
        }
    }

    var status: HTTPResponse.Status {
        switch self {
        case .wrong, .wrongWord: .forbidden
        case .later: .tooManyRequests
        case .unusable: .unprocessableContent
        }
    }

    /// Until it is worth another try.
    var seconds: Int64? { if case .later(let seconds) = self { seconds } else { nil } }

    var title: String {
        switch self {
        case .wrong: "That is not the password"
        case .wrongWord: "This link is of no use any more"
        case .later: "Not so fast"
        case .unusable: "Not saved"
        }
    }

    var sentence: String {
        switch self {
        case .wrong: "Nobody has been let in. Whoever forgot it gets a link for a new one by the command below."
        case .wrongWord: "It holds for an hour, and for one password. The command below prints another."
        case .later(let seconds): "There were too many attempts. The next one counts in \(seconds) s."
        case .unusable(let sentence): sentence
        }
    }
}
