import Guard
import ThreatModel

/// The rows behind those of a ``LiveFeed``: what is in the history and not in the feed any more, or not yet in it when the
/// guard started.
struct LiveHistory: Sendable {
    let history: GuardHistory
    let filter: BlockFilter

    /// What the history gives at once.
    private static let mostAsked = 500
    /// A flow's packets are counted so long after its first one, at most.
    private static let delay = Duration.seconds(12)

    /// Those that lie behind the feed's, newest first, up to so many with them.
    ///
    /// - Returns: these, and what `before` must be for the next ones.
    func behind(
        _ latest: LiveLatest, _ most: Int
    ) async throws(DashboardProblem) -> (records: [BlockRecord], next: Int64?) {
        if latest.isCut {
            let oldest = latest.rows.last?.began ?? latest.since
            let first = try await records(before: nil, until: oldest.advanced(by: Self.delay), 1).first
            return ([], first.map { $0.number + 1 })
        }
        let room = max(0, most - latest.rows.count)
        // What is in the feed is counted later than it began. Where the feed has forgotten nothing, it has everything.
        let until = latest.hasForgotten ? latest.since.advanced(by: Self.delay) : latest.since
        let asked = min(room + (latest.hasForgotten ? latest.flows.count : 0) + 1, Self.mostAsked)
        let found = try await records(before: nil, until: until, asked)
        let unknown = found.filter { $0.time <= latest.since || !latest.flows.contains($0.flow) }
        let shown = Array(unknown.prefix(room))
        guard unknown.count > shown.count || found.count == asked else { return (shown, nil) }
        return (shown, shown.last?.number ?? (room == 0 ? found.first.map { $0.number + 1 } : found.last?.number))
    }

    func page(
        before: Int64, _ most: Int
    ) async throws(DashboardProblem) -> (records: [BlockRecord], next: Int64?) {
        let records = try await records(before: before, until: nil, most)
        return (records, records.count == most ? records.last?.number : nil)
    }

    private func records(
        before: Int64?, until: Timestamp?, _ most: Int
    ) async throws(DashboardProblem) -> [BlockRecord] {
        do throws(HistoryProblem) {
            return try await history.blocks(filter, before: before, until: until, limit: most)
        } catch {
            throw DashboardProblem(error)
        }
    }
}
