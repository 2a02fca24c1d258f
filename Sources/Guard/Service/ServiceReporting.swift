import Firewall
package import Observability
import ServiceLifecycle
import ThreatModel

/// Keeps the service manager informed: when the guard is at work, how it fares, and that it still lives. The watchdog hears
/// nothing once the enforcer has been silent, so that a guard that hangs is started anew.
package struct ServiceReporting: Service {
    private let notifier: ServiceNotifier
    private let service: GuardService
    private let clock: any Clock<Duration>

    /// An enforcer that has said nothing for so long hangs. A change of the largest lists takes a few seconds.
    static let longestSilence = Duration.seconds(30)
    static let interval = Duration.seconds(1)

    package init(_ notifier: ServiceNotifier, of service: GuardService, clock: any Clock<Duration> = ContinuousClock())
    {
        self.notifier = notifier
        self.service = service
        self.clock = clock
    }

    package func run() async {
        await cancelWhenGracefulShutdown {
            var isReady = false
            var said = ""
            // Every second, though the watchdog may be patient: what is said of the state should be true.
            while !Task.isCancelled {
                if let status = await service.status(), let silence = service.pulse.silence() {
                    if !isReady, status.protectedSince != nil || status.failure != nil || status.isDryRun {
                        notifier.send(.ready)
                        isReady = true
                    }
                    if silence < Self.longestSilence, notifier.watchdog != nil { notifier.send(.alive) }
                    if status.sentence != said {
                        said = status.sentence
                        notifier.send(.status(said))
                    }
                }
                try? await clock.sleep(for: Self.interval)
            }
        }
        notifier.send(.stopping)
    }
}

extension GuardStatus {
    /// For `systemctl status`.
    fileprivate var sentence: String {
        if isDryRun { return "Dry run: the kernel is left alone" }
        if let failure { return "The kernel does not hold what it should: \(failure)" }
        if let pausedUntil { return "Paused until \(pausedUntil.rfc3339)" }
        guard protectedSince != nil else { return "Starting" }
        let count = [entries[.blocked4], entries[.blocked6], entries[.networks4], entries[.networks6]]
            .compactMap(\.self).reduce(0, +)
        return "Protecting: \(count.grouped) entries, generation \(generation)"
    }
}
