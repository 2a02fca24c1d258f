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

    /// `nil`: something must be waited for, or the answer is a stream, or the connection is to end after it. The router
    /// answers it then; nothing has been spent.
    func answer(_ request: HotRequest, on connection: Connection, knownKey: inout KnownKey) -> Answer? {
        guard let core = state.core, !state.doorkeeper.isDraining else { return nil }
        let started = ContinuousClock.now
        var answer: Answer
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
            let refused = refusal(of: request.head, on: connection, in: core) ?? error
            if let tier = refused.deniedTier { state.requests.noteQuotaDenied(tier: tier) }
            answer = request.head.isHead ? refused.answer.withoutBody : refused.answer
        }
        let id = state.requestIDs.next()
        answer.requestID = id
        let duration = ContinuousClock.now - started
        state.requests.note(request.kind.route, status: answer.status, duration: duration)
        if let log = state.accessLog {
            log.note(
                AccessLogEntry(
                    time: state.clock.now, client: connection.client(of: request.head),
                    method: request.head.isHead ? "HEAD" : "GET", path: request.head.path, query: request.head.query,
                    status: answer.status, bytes: answer.sentLength, duration: duration,
                    credential: knownKey.credential(of: request.head, in: core.identities),
                    userAgent: request.head.userAgent,
                    id: id))
        }
        return answer
    }

    /// Whether a request that failed had a valid key. One that has none counts against its address, and may be refused for
    /// that instead.
    private func refusal(
        of head: RequestHead, on connection: Connection, in core: ServerCore
    ) -> RequestError? {
        let shown = ShownKey(head)
        guard shown.identity(in: core.identities.current, at: state.clock.now) == nil else { return nil }
        return state.doorkeeper.refusal(of: connection.client(of: head), showsKey: shown.isPresent)
    }
}

extension HotRequest.Kind {
    /// As metrics name it.
    var route: String {
        switch self {
        case .check: CheckRoutes.check
        case .blacklist: BlacklistRoutes.blacklist
        }
    }
}
