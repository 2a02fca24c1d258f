import APIClient
import Guard
import IPNetworks
import Synchronization
import ThreatModel

/// A server that takes reports, as far as a test lets it.
final class PlayedReportServer: ReportReceiver {
    private struct State {
        var batches: [[Report]] = []
        var quotaQuestions = 0
        var limit: Int?
        var used = 0
        var failures: [APIError] = []
        /// Answers that do not arrive, although the reports did.
        var lostAnswers = 0
        var refused: Set<IPAddress> = []
    }

    private let state: Mutex<State>

    init(limit: Int? = nil, used: Int = 0) { state = Mutex(State(limit: limit, used: used)) }

    var batches: [[Report]] { state.withLock { $0.batches } }
    var reports: [Report] { batches.flatMap(\.self) }
    var quotaQuestions: Int { state.withLock { $0.quotaQuestions } }

    /// The next calls fail like that.
    func fail(_ errors: APIError...) { state.withLock { $0.failures += errors } }

    func loseAnswers(_ count: Int) { state.withLock { $0.lostAnswers = count } }

    func refuse(_ address: IPAddress) { _ = state.withLock { $0.refused.insert(address) } }

    /// A new day.
    func startAnew() { state.withLock { $0.used = 0 } }

    func reportQuota() async throws(APIError) -> ReportQuota {
        let (failure, quota) = state.withLock { state in
            state.quotaQuestions += 1
            let failure = state.failures.isEmpty ? nil : state.failures.removeFirst()
            let (limit, used) = (state.limit, state.used)
            return (failure, ReportQuota(limit: limit, remaining: limit.map { $0 - used }))
        }
        if let failure { throw failure }
        return quota
    }

    func report(_ reports: [Report]) async throws(APIError) -> BulkReportReceipt {
        let answer = state.withLock { state -> Result<BulkReportReceipt, APIError> in
            if !state.failures.isEmpty { return .failure(state.failures.removeFirst()) }
            let room = state.limit.map { max(0, $0 - state.used) } ?? reports.count
            var taken: [Report] = []
            var refusals: [BulkReportReceipt.Refusal] = []
            for (index, report) in reports.enumerated() {
                if state.refused.contains(report.address) {
                    refusals.append(.init(index: index, sentence: "not that one"))
                } else if taken.count == room {
                    refusals.append(.init(index: index, sentence: "the quota is used up"))
                } else {
                    taken.append(report)
                }
            }
            state.batches.append(taken)
            state.used += taken.count
            if state.lostAnswers > 0 {
                state.lostAnswers -= 1
                return .failure(.timeout(server: "played"))
            }
            return .success(
                BulkReportReceipt(
                    accepted: taken.count, refusals: refusals, remaining: state.limit.map { $0 - state.used },
                    limit: state.limit))
        }
        return try answer.get()
    }
}
