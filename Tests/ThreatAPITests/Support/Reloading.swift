import Logging
import NIOPosix
import Observability

@testable import ThreatAPI

/// Follows files by hand.
enum Reloading {
    /// Reads the files of a source, then calls `body` with the health that they have and a way to look at them again.
    static func follow(
        _ source: any ReloadSource,
        _ body: (_ health: HealthCheck, _ look: () async -> Void) async throws -> Void
    ) async throws {
        let health = HealthRegistry().check(source.name)
        var reload = await FileReload(source, threads: .singleton, health: health, logger: TestServer.logger)
        try await body(health) { await reload.readIfChanged() }
    }
}
