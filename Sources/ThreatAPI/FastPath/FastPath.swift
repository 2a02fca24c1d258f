import Synchronization
import ThreatModel

/// Answers hot requests from memory, or says that it cannot. Shared by all connections.
final class FastPath: Sendable {
    private let state: ServerState
    // Held for the copying of one reference per answer.
    private let lastDate: Mutex<HTTPDate>

    init(state: ServerState) {
        self.state = state
        lastDate = Mutex(HTTPDate(state.clock.now))
    }

    var date: HTTPDate {
        let now = state.clock.now
        return lastDate.withLock { date in
            if date.second != now.seconds { date = HTTPDate(now) }
            return date
        }
    }

    /// `nil`: something must be waited for, or the answer is a stream. The router answers it then; nothing has been spent.
    func answer(_ request: HotRequest) -> Answer? {
        guard let core = state.core else { return nil }
        let started = ContinuousClock.now
        let answer: Answer
        do throws(RequestError) {
            let outcome =
                switch request.kind {
                case .check: try core.endpoints.check(request.head)
                case .blacklist: try core.endpoints.blacklist(request.head, canStream: false)
                }
            guard case .answer(let ready) = outcome else { return nil }
            if case .stream = ready.body { return nil }
            answer = ready
        } catch {
            if let tier = error.deniedTier { state.requests.noteQuotaDenied(tier: tier) }
            answer = request.head.isHead ? error.answer.withoutBody : error.answer
        }
        let route =
            switch request.kind {
            case .check: CheckRoutes.check
            case .blacklist: BlacklistRoutes.blacklist
            }
        state.requests.note(route, status: answer.status, duration: ContinuousClock.now - started)
        return answer
    }
}
