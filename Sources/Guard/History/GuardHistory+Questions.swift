package import IPNetworks
import Synchronization
package import ThreatModel

/// What a dashboard asks. Each answer takes some milliseconds at most, however much is kept.
extension GuardHistory {
    package nonisolated func totals(_ span: HistorySpan) async throws(HistoryProblem) -> HistoryTotals {
        try await ask { try $0.totals(span) }
    }

    /// For a chart: by the hour for a day, by the day for a week or month.
    package nonisolated func series(_ span: HistorySpan) async throws(HistoryProblem) -> HistorySeries {
        try await ask { try $0.series(span) }
    }

    package nonisolated func topSources(_ span: HistorySpan) async throws(HistoryProblem) -> [TopSource] {
        try await ask { try $0.topSources(span) }
    }

    package nonisolated func topAddresses(
        _ span: HistorySpan, limit: Int = 10
    ) async throws(HistoryProblem) -> [TopAddress] {
        try await ask { try $0.topAddresses(span, limit) }
    }

    package nonisolated func topPorts(_ span: HistorySpan, limit: Int = 10) async throws(HistoryProblem) -> [TopPort] {
        try await ask { try $0.topPorts(span, limit) }
    }

    /// `nil` for an address of which nothing is kept.
    package nonisolated func address(_ address: IPAddress) async throws(HistoryProblem) -> AddressHistory? {
        try await ask { try $0.address(address) }
    }

    /// What was blocked within the last day, newest first, at most 500 at a time.
    ///
    /// - Parameters:
    ///   - filter: which of them.
    ///   - before: the number of the last one that is known; `nil`: from the newest on.
    ///   - until: nothing that was counted later.
    package nonisolated func blocks(
        _ filter: BlockFilter = BlockFilter(), before: Int64? = nil, until: Timestamp? = nil, limit: Int = 100
    ) async throws(HistoryProblem) -> [BlockRecord] {
        try await ask { try $0.blocks(filter, before: before, until: until, limit) }
    }

    /// What was blocked of one address within the last day, newest first, at most 500; as far as it is among the last
    /// hundred thousand.
    package nonisolated func blocks(
        of address: IPAddress, limit: Int = 10
    ) async throws(HistoryProblem) -> [BlockRecord] {
        try await ask {
            try $0.blocks(
                BlockFilter(network: IPPrefix(single: address)), before: nil, until: nil,
                looked: HistoryQuestions.mostBlocksLooked, limit)
        }
    }

    /// The addresses within a range of which something is kept, the lowest first, at most 500.
    package nonisolated func addresses(
        in range: IPRange, limit: Int = 100
    ) async throws(HistoryProblem) -> [MetAddress] {
        try await ask { try $0.addresses(in: range, limit) }
    }

    /// What the guard said of itself, as far as somebody wants to see it. Newest first, at most 500 at a time.
    package nonisolated func log(
        _ filter: LogFilter, _ place: LogPlace, limit: Int = 100
    ) async throws(HistoryProblem) -> LogExcerpt {
        try await ask { try $0.log(filter, place, limit) }
    }

    /// What the guard said of itself, newest first, at most 500 at a time.
    package nonisolated func log(
        before: Int64? = nil, limit: Int = 100
    ) async throws(HistoryProblem) -> [LogRecord] {
        try await ask { try $0.log(before: before, limit) }
    }

    private nonisolated func ask<Answer: Sendable>(
        _ question: @escaping @Sendable (HistoryQuestions) throws -> Answer
    ) async throws(HistoryProblem) -> Answer {
        guard let database = database.withLock({ $0 }) else { throw .off }
        let now = clock.now
        return try await database.read { try question(HistoryQuestions(database: $0, now: now)) }
    }
}
