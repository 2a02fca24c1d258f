import Logging
import Observability
import ServiceLifecycle
import Store
import ThreatModel

/// The server's small recurring duties: notice changed keys and end the streams of those that do not work any more, show
/// followers that it lives, give back what yesterday's leases left.
struct Upkeep: Service {
    /// Keys made or disabled elsewhere count after this at the latest.
    static let interval = Duration.milliseconds(400)
    /// A store that could not be written is taken to be worth another try after this.
    static let retryInterval = Duration.seconds(10)

    let core: ServerCore
    let clock: any WallClock
    let startedAt: Timestamp
    let health: HealthCheck
    let logger: Logger

    func run() async {
        await cancelWhenGracefulShutdown {
            var schedule = UpkeepSchedule(at: startedAt)
            while !Task.isCancelled {
                for duty in schedule.duties(at: clock.now) { await perform(duty) }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    func perform(_ duty: UpkeepSchedule.Duty) async {
        do {
            switch duty {
            case .refreshIdentities:
                if try await core.identities.refresh(at: clock.now) { core.feed.keysChanged() }
            case .heartbeat:
                core.feed.heartbeat(at: clock.now)
                // Says nothing about the store.
                return
            case .settleQuota: try await core.quota.settleOld()
            case .retryIngest: core.pipeline.tryAgain()
            }
            health.set(.ok, "the store answers")
        } catch {
            // The keys known so far stay good; what could not be returned is tried again.
            let sentence = "the store does not answer: \(error)"
            if health.state.status != .failing { logger.error("\(sentence)") }
            health.set(.failing, sentence)
        }
    }
}
