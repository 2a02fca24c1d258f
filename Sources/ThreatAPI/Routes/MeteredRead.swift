import Hummingbird
import Store
import ThreatModel

/// Lets a metered read answer, waiting for quota and lists as it asks for them.
enum MeteredRead {
    /// Each attempt moves something on, for this request or for one that was faster.
    private static let maximumAttempts = 64

    static func answer(
        _ request: Request, _ core: ServerCore,
        _ endpoint: (RequestHead, Prepared) throws(RequestError) -> Outcome
    ) async throws -> Answer {
        let head = RoutedHead(request)
        var prepared = Prepared()
        for _ in 0..<maximumAttempts {
            let outcome = try head.withHead { (head) throws(RequestError) in try endpoint(head, prepared) }
            switch outcome {
            case .answer(let answer): return answer
            case .needsQuota(let key, let units, let limit):
                do {
                    try await core.quota.prepare(units, of: key, limit: limit)
                } catch {
                    throw RequestError.unavailable("the server's store cannot be read at the moment", retryAfter: 5)
                }
            case .needsList(let key):
                do {
                    prepared.lists[key] = try await core.lists.list(key)
                } catch let error as ListCacheError {
                    throw error.requestError
                }
            case .needsEvidence(let question):
                do {
                    prepared.evidence = try await core.partialRecord(question, at: core.endpoints.clock.now)
                } catch {
                    throw RequestError.unavailable("the server's store cannot be read at the moment", retryAfter: 5)
                }
            }
        }
        throw RequestError.unavailable("too many requests of this key at once; try again in a moment")
    }
}

extension ListCacheError {
    var requestError: RequestError {
        switch self {
        case .busy: .unavailable("too many unusual lists are asked for at once; try again in a moment", retryAfter: 5)
        case .stopping: .unavailable("the server is stopping; try again in a moment")
        }
    }
}
