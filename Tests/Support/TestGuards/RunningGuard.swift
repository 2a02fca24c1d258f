import APIClient
package import Guard
package import Observability

/// A guard as the program runs it, in this process.
package struct RunningGuard {
    package var configuration: GuardConfiguration
    package var surroundings: GuardSurroundings
    package let log = LogBook()
    package let health = HealthRegistry()
    /// Of all tests: never shut down, and so never in the way of a test that fails.
    private static let connections = HTTPConnections()

    /// - Parameters:
    ///   - environment: as a user would set it.
    ///   - folder: where the guard's data go.
    package init(_ environment: [String: String], folder: Folder, surroundings: GuardSurroundings) throws {
        let data = ["SIKKER_GUARD_DATA": folder.path("data")]
        configuration = try GuardConfiguration(environment: environment.merging(data) { given, _ in given })
        self.surroundings = surroundings
    }

    /// Starts the guard, waits until it is at work, runs `body`, stops the guard and waits for its end.
    package func whileRunning(
        reloading: GuardReloading? = nil, _ body: (GuardService) async throws -> Void
    ) async throws {
        let service = GuardService(
            configuration, connections: Self.connections, version: "1.2.3", logger: log.logger,
            metrics: MetricsRegistry(),
            health: health, surroundings: surroundings, reloading: reloading)
        log.clear()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await service.run()
                } catch {
                    // Whoever waits for it to be at work waits in vain.
                    log.write(Array("failed, not Running: \(error)".utf8))
                    throw error
                }
            }
            await log.line(containing: "Running")
            do {
                if !log.has("not Running") { try await body(service) }
            } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}
