import Synchronization

/// The named checks of a process, for `/healthz` and `/readyz`.
package final class HealthRegistry: Sendable {
    private let now: @Sendable () -> Int64
    // A lock: parts register from initialisers, which cannot wait.
    private let checks = Mutex<[String: HealthCheck]>([:])

    /// - Parameter now: epoch milliseconds.
    package init(now: @escaping @Sendable () -> Int64 = { EpochTime.milliseconds }) { self.now = now }

    /// The handle of that name; the same one whenever it is asked for.
    package func check(
        _ name: String, _ status: HealthStatus = .starting, _ sentence: String = "not started yet"
    ) -> HealthCheck {
        checks.withLock { checks in
            if let existing = checks[name] { return existing }
            let check = HealthCheck(name: name, status: status, sentence: sentence, now: now)
            checks[name] = check
            return check
        }
    }

    package var report: HealthReport {
        let checks = checks.withLock { Array($0.values) }.sorted { $0.name < $1.name }
        return HealthReport(checks: checks.map { ($0.name, $0.state) })
    }
}
