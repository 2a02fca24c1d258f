/// What can go wrong with blocklists beyond a single bad line.
package enum BlocklistError: Error, Hashable, Sendable {
    /// A list was read and may not be used.
    case refused(list: String, ListRefusal)
    /// A file cannot be read; the reason is the system's.
    case unreadable(file: String, SystemFailure)
    /// There is no such file.
    case missing(file: String)
    /// The path of a file names a directory, as container engines make one where a mounted file was missing.
    case isDirectory(file: String)
    /// The output cannot be written.
    case unwritable(SystemFailure)
    /// A file of this program's own cannot be written.
    case unwritableFile(String, SystemFailure)
    /// A file of this program's own holds something else than this program wrote; the text says what.
    case unusable(file: String, String)
    /// More lists than can be told apart.
    case tooManyLists(Int, limit: Int)
    /// A text is no URL of a list; the reason never repeats what stands behind its `?`.
    case notAListURL(String, reason: String)
    /// Addresses that the user wants blocked cannot be; the reason says why.
    case notBlockable(String, reason: String)
}

extension BlocklistError: CustomStringConvertible {
    /// One sentence.
    package var description: String {
        switch self {
        case .refused(let list, let refusal):
            "\(list): \(refusal)"
        case .unreadable(let file, let failure):
            "\(file) cannot be read: \(failure)."
        case .missing(let file):
            "\(file) does not exist: expected a text file with one address, network or range a line."
        case .isDirectory(let file):
            "\(file) is a directory where a file is expected: a container engine may have made it because the file was missing."
        case .unwritable(let failure):
            "The result cannot be written: \(failure)."
        case .unwritableFile(let file, let failure):
            "\(file) cannot be written: \(failure)."
        case .unusable(let file, let reason):
            "\(file) cannot be used: \(reason)."
        case .tooManyLists(let count, let limit):
            "\(count) lists are too many: at most \(limit) can be merged at once."
        case .notAListURL(let text, let reason):
            "'\(text)' is no URL of a list: \(reason); write it like https://lists.example/drop.txt."
        case .notBlockable(let addresses, let reason):
            "\(addresses) cannot be blocked: \(reason)."
        }
    }
}
