/// What a store can answer instead of doing what it was asked. ``description`` is a sentence for the user.
package enum StoreError: Error, Equatable, CustomStringConvertible {
    case closed
    /// The disk under the store is full; nothing of the transaction was kept. Try again when there is room.
    case full(path: String)
    /// The store's files cannot be used as they are.
    case unusable(path: String, reason: String)
    /// Written by a newer program than this one.
    case newerSchema(found: Int, known: Int)
    case accountExists(String)
    case noSuchAccount(Int64)
    case noSuchCredential(Int64)
    /// With the id of the one that exists.
    case alertExists(Int64)
    case noSuchAlert(Int64)
    /// The engine cannot hold what it was given; others are not affected. Private diagnostics, for logs.
    case rejected(String)
    /// Anything else the engine reports; private diagnostics, for logs.
    case engine(String)

    package var description: String {
        switch self {
        case .closed: "the store is closed"
        case .full(let path): "no space left for \(path); nothing was written"
        case .unusable(let path, let reason): "\(path) cannot be used: \(reason)"
        case .newerSchema(let found, let known):
            "the store has schema \(found), this program knows up to \(known); use a newer sikker"
        case .accountExists(let name): "an account named '\(name)' exists already"
        case .noSuchAccount(let id): "there is no account with id \(id)"
        case .noSuchCredential(let id): "there is no key with id \(id)"
        case .alertExists(let id): "there is such an alert already, with id \(id)"
        case .noSuchAlert(let id): "there is no alert with id \(id)"
        case .rejected(let message): "the store cannot hold this: \(message)"
        case .engine(let message): "the store failed: \(message)"
        }
    }
}
