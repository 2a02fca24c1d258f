import GRDB

/// Why the history cannot be written or read. ``description`` is part of a sentence for the user.
package enum HistoryProblem: Error, Equatable, Sendable {
    /// It is switched off, or not open yet.
    case off
    case full
    /// The file is no database of ours, or not any more.
    case damaged(String)
    case other(String)

    init(_ error: any Error) {
        switch error {
        case let error as HistoryProblem: self = error
        case let error as DatabaseError:
            switch error.resultCode {
            case .SQLITE_FULL: self = .full
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(error.message ?? "\(error.resultCode)")
            default: self = .other(error.message ?? "\(error.resultCode)")
            }
        default: self = .other("\(error)")
        }
    }
}

extension HistoryProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .off: "the history is switched off"
        case .full: "there is no room left on the disk"
        case .damaged(let reason): "the file is damaged: \(reason)"
        case .other(let reason): reason
        }
    }
}
