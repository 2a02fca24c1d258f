/// Runs work for so long and no longer.
enum TimeLimit {
    /// The deadline of an HTTP request ends with the head of its answer. This one covers the body too, so that a server
    /// that sends a byte a minute holds nobody up.
    ///
    /// - Throws: what `work` throws, or ``APIError/timeout(server:)``.
    static func within<Result: Sendable>(
        _ limit: Duration, of server: ServerURL, clock: any Clock<Duration> = ContinuousClock(),
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await clock.sleep(for: limit)
                throw APIError.timeout(server: server.authority)
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw APIError.cancelled }
            return first
        }
    }
}
