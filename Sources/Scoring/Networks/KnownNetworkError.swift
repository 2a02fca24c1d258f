/// Why a list of known networks cannot be used. ``description`` is a sentence that names the file, where there is one the
/// line, and what is accepted.
package enum KnownNetworkError: Error, Equatable, CustomStringConvertible {
    case badName(file: String)
    case unreadable(file: String, reason: String)
    case tooLarge(file: String)
    case line(file: String, number: Int, reason: String)
    case missing(file: String, key: String, accepted: String)
    case empty(file: String)
    case tooMany(lists: Int)
    /// A list was to be switched off that does not exist.
    case unknown(name: String, accepted: [String])

    package var description: String {
        switch self {
        case .badName(let file):
            "\(file) cannot be a list of known networks: its name must consist of lower-case letters, digits and "
                + "hyphens, and end in .txt"
        case .unreadable(let file, let reason): "\(file) cannot be read: \(reason)"
        case .tooLarge(let file):
            "\(file) is larger than \(KnownNetworkLimits.fileBytes >> 20) MB, the most that is read"
        case .line(let file, let number, let reason): "\(file), line \(number): \(reason)"
        case .missing(let file, let key, let accepted): "\(file) does not say its '\(key)': \(accepted)"
        case .empty(let file): "\(file) names no network: an address or network is expected on each line"
        case .tooMany(let lists):
            "there are \(lists) lists of known networks; at most \(KnownNetworkLimits.lists) can be told apart"
        case .unknown(let name, let accepted):
            "there is no list of known networks named '\(name)'; there are \(accepted.joined(separator: ", "))"
        }
    }
}
