package import ThreatModel

/// Why accounts and keys could not be managed as asked. ``description`` is a sentence for the user.
package enum AdministrationError: Error, Equatable, CustomStringConvertible {
    case unknownAccount(String)
    case unknownTier(String, accepted: [String])
    case badName(String)
    case badLabel(String)
    case badEmail(String)
    /// With the sentence that says what is wrong with it.
    case badWebhook(String)
    case badGrace
    case accountDisabled(String)
    case credentialDisabled(Int64)
    case credentialExpired(Int64)
    case unknownAppeal(Int64)
    case appealNotUnderReview(Int64, AppealState)
    case badNote

    package var description: String {
        switch self {
        case .unknownAccount(let name): "there is no account named '\(name)'"
        case .unknownTier(let tier, let accepted):
            "there is no tier '\(tier)'; accepted: \(accepted.joined(separator: ", "))"
        case .badName(let name):
            "'\(name)' cannot be a name: one line of 1 to \(Administration.maximumNameLength) characters is needed"
        case .badLabel(let label):
            "'\(label)' cannot be a label: one line of at most \(Administration.maximumLabelLength) characters is needed"
        case .badEmail(let text): "'\(text)' is no mail address, such as postmaster@example.com"
        case .badWebhook(let sentence): "the webhook cannot be set: \(sentence)"
        case .badGrace:
            "a replaced secret may go on working for at most "
                + "\(Administration.maximumGrace.components.seconds / 86_400) days"
        case .accountDisabled(let name): "account '\(name)' is disabled; 'sikker account enable \(name)' ends that"
        case .credentialDisabled(let id): "key \(id) is disabled for good; make another one with 'sikker key create'"
        case .unknownAppeal(let number):
            "there is no appeal \(number); 'sikker appeals list --all' names those there are"
        case .appealNotUnderReview(let number, let state):
            "appeal \(number) is \(state.name): only one that is proven, and that nobody has decided yet, can be decided"
        case .badNote: "a note is one line of 1 to \(Administration.maximumNoteLength) characters"
        case .credentialExpired(let id): "key \(id) has expired; 'sikker key expire \(id) --never' ends that"
        }
    }
}
