package import Firewall
package import Logging
import Observability

/// Puts the newest generation on disk in force and goes: what a machine does while it boots, before its network is up.
/// Nobody is asked, neither sources nor name servers; the guard that starts later finds the rules and goes on from there.
package enum GuardBoot {
    /// What is in force then.
    package struct Outcome: Equatable, Sendable {
        package let generation: UInt64
        /// How many items of each list there are; `nil` where the kernel does not count.
        package let entries: PerList<Int?>
    }

    /// - Returns: `nil` when there is no generation on disk and nothing was in force either.
    /// - Throws: ``GuardError/alreadyRunning(_:)`` when a guard is at work here: then there is nothing to do.
    package static func restore(
        _ configuration: GuardConfiguration, logger: Logger, surroundings: GuardSurroundings = GuardSurroundings()
    ) async throws(GuardError) -> Outcome? {
        var configuration = configuration
        // What a generation holds is allowed already; reading databases takes longer than everything else.
        configuration.whitelist.removeAll { if case .country = $0 { true } else { false } }
        let workshop = try await GuardWorkshop(
            configuration, surroundings, logger, GuardMetrics(MetricsRegistry()))
        do throws(GuardError) {
            try await workshop.open()
        } catch {
            try? await workshop.close(keepingRules: true)
            throw error
        }
        let status = await workshop.enforcer.status(backend: workshop.backendName)
        try await workshop.close(keepingRules: true)
        guard let stamp = await workshop.enforcer.stamp else { return nil }
        return Outcome(generation: stamp.generation, entries: status.entries)
    }
}
