/// Why a list was not fetched. The description is one sentence, without secrets.
struct FetchFailure: Error, Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// The server was not reached: it did not notice, and counts nothing.
        case unreached
        /// No whole answer came, or one that says that the server has a fault.
        case failed
        /// The server wants to be left alone.
        case throttled
        /// The server does not give this list, at this place or to this key.
        case denied
        /// An answer came that is no list.
        case refused
        /// The task was cancelled.
        case cancelled
    }

    var kind: Kind
    var description: String
    /// How long the server asks to be left alone.
    var retryAfter: Duration?
    /// What is wrong with the key that was shown, where it is that.
    var key: KeyTrouble?

    init(_ kind: Kind, _ description: String, retryAfter: Duration? = nil) {
        self.kind = kind
        self.description = description
        self.retryAfter = retryAfter
    }

    init(_ refusal: ListRefusal) { self.init(.refused, refusal.description) }

    /// What an answer means that is neither a list nor a redirect.
    init(status: Int, from server: String, retryAfter: Duration?, hasKey: Bool) {
        switch status {
        case 401, 403:
            let what = hasKey ? "does not accept the key" : "refuses to give the list"
            self.init(.denied, "\(server) \(what) (status \(status)).", retryAfter: retryAfter)
        case 404, 410:
            self.init(.denied, "\(server) has no list at this place (status \(status)).", retryAfter: retryAfter)
        case 429:
            let time = retryAfter.map { " for \($0.components.seconds) s" } ?? ""
            self.init(.throttled, "\(server) asks to be left alone\(time) (status 429).", retryAfter: retryAfter)
        case 500...599:
            self.init(.failed, "\(server) has a fault (status \(status)).", retryAfter: retryAfter)
        default:
            self.init(.failed, "\(server) answers with status \(status) instead of a list.", retryAfter: retryAfter)
        }
        guard hasKey else { return }
        switch status {
        case 401, 403: key = .refused
        case 429: key = .usedUp
        default: break
        }
    }
}

extension FetchFailure: CustomStringConvertible {}
