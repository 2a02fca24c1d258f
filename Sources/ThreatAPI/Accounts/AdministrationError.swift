/// Why accounts and keys could not be managed as asked. ``description`` is a sentence for the user.
package enum AdministrationError: Error, Equatable, CustomStringConvertible {
    case unknownAccount(String)
    case unknownTier(String, accepted: [String])
    case badName(String)

    package var description: String {
        switch self {
        case .unknownAccount(let name): "there is no account named '\(name)'"
        case .unknownTier(let tier, let accepted):
            "there is no tier '\(tier)'; accepted: \(accepted.joined(separator: ", "))"
        case .badName(let name):
            "'\(name)' cannot be a name: one line of 1 to \(Administration.maximumNameLength) characters is needed"
        }
    }
}
