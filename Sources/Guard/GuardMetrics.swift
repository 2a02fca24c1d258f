import Blocklists
import Firewall
import IPNetworks
package import Observability
import ThreatModel

/// The guard's metrics: what each is called, and where it is counted.
package struct GuardMetrics: Sendable {
    package static let setEntries = Metric.gauge(
        "guard_set_entries", labels: "source", "family", help: "Addresses and networks on the list of a source.")
    package static let kernelEntries = Metric.gauge(
        "guard_kernel_entries", labels: "list", help: "Items of a list that the kernel was given.")
    package static let applyDuration = Metric.histogram(
        "guard_apply_duration_seconds", help: "Time from a change to its confirmation by the kernel.")
    package static let applyFailures = Metric.counter(
        "guard_apply_failures_total", help: "Changes that the kernel did not take.")
    package static let sourceSuccess = Metric.gauge(
        "guard_source_last_success_timestamp_seconds", labels: "source",
        help: "When a source last confirmed its list.")
    package static let sourceHealthy = Metric.gauge(
        "guard_source_healthy", labels: "source", help: "1 when the last answer of a source could be used.")
    package static let blockedPackets = Metric.counter(
        "guard_blocked_packets_total", labels: "source", "family",
        help: "Packets from listed addresses that were logged, by the source that lists the address.")
    package static let droppedPackets = Metric.gauge(
        "guard_kernel_dropped_packets",
        help: "Packets that the rules have dropped since they were made, by the kernel's count.")
    package static let refusedPackets = Metric.gauge(
        "guard_kernel_refused_packets",
        help: "Packets to listed addresses that the rules have refused since they were made, by the kernel's count.")
    package static let logLoss = Metric.counter(
        "guard_log_lost_packets_total", help: "Logged packets that did not reach the guard.")
    package static let drift = Metric.gauge(
        "guard_drift_entries", help: "Items by which the kernel differed from what it was given when last read back.")
    package static let restores = Metric.counter(
        "guard_restores_total", help: "Times that rules were put back after somebody else had changed them.")
    package static let rollbacks = Metric.counter(
        "guard_rollbacks_total", help: "Times that a change was taken back because with it a host could not be reached."
    )
    package static let verified = Metric.gauge(
        "guard_verified_timestamp_seconds", help: "When the kernel was last found to hold what it was given.")

    package static let reports = Metric.counter(
        "guard_reports_total", labels: "outcome", help: "Addresses to report to the server, by what became of them.")
    package static let notifications = Metric.counter(
        "guard_notifications_total", labels: "way", "outcome",
        help: "Messages to the guard's owner, by what became of them.")
    package static let historyLoss = Metric.counter(
        "guard_history_lost_total", help: "Entries of the history that were not kept: a full queue or disk.")

    package static let descriptions = [
        setEntries.description, kernelEntries.description, applyDuration.description, applyFailures.description,
        sourceSuccess.description, sourceHealthy.description, blockedPackets.description, droppedPackets.description,
        refusedPackets.description, logLoss.description, drift.description, restores.description, rollbacks.description,
        verified.description,
        reports.description, notifications.description, historyLoss.description,
    ]

    private let registry: MetricsRegistry
    let applyDuration: Histogram
    let applyFailures: Counter
    let droppedPackets: Gauge
    let refusedPackets: Gauge
    let logLoss: Counter
    let drift: Gauge
    let restores: Counter
    let rollbacks: Counter
    let verified: Gauge
    let historyLoss: Counter

    package init(_ registry: MetricsRegistry) {
        self.registry = registry
        applyDuration = registry.instrument(Self.applyDuration)
        applyFailures = registry.instrument(Self.applyFailures)
        droppedPackets = registry.instrument(Self.droppedPackets)
        refusedPackets = registry.instrument(Self.refusedPackets)
        logLoss = registry.instrument(Self.logLoss)
        drift = registry.instrument(Self.drift)
        restores = registry.instrument(Self.restores)
        rollbacks = registry.instrument(Self.rollbacks)
        verified = registry.instrument(Self.verified)
        historyLoss = registry.instrument(Self.historyLoss)
    }

    /// What became of an address that was to be reported.
    enum ReportOutcome: String {
        case accepted
        case refused
        case lost
    }

    func countReports(_ count: Int, _ outcome: ReportOutcome) {
        registry.instrument(Self.reports, outcome.rawValue).increment(by: count)
    }

    /// What became of a message to the owner.
    enum NotificationEnd: String {
        case delivered
        case lost
    }

    func countNotification(_ way: NotificationWay, _ end: NotificationEnd) {
        registry.instrument(Self.notifications, way.rawValue, end.rawValue).increment()
    }

    func setEntries(_ list: KeptList, of source: SourceIdentity) {
        registry.instrument(Self.setEntries, source.id, IPFamily.v4.label).set(list.rangeCount4)
        registry.instrument(Self.setEntries, source.id, IPFamily.v6.label).set(list.rangeCount6)
    }

    func setHealth(_ health: SourceHealth, of source: SourceIdentity) {
        let isHealthy =
            switch health.state {
            case .current, .live: true
            case .waiting, .refused, .failing: false
            }
        registry.instrument(Self.sourceHealthy, source.id).set(isHealthy ? 1 : 0)
        if let confirmed = health.confirmed {
            registry.instrument(Self.sourceSuccess, source.id).set(Double(confirmed.milliseconds) / 1000)
        }
    }

    func setKernelEntries(_ counts: PerList<Int>) {
        for list in FirewallList.allCases { registry.instrument(Self.kernelEntries, list.rawValue).set(counts[list]) }
    }

    func countBlocked(_ packets: Int, of source: SourceIdentity?, _ family: IPFamily) {
        registry.instrument(Self.blockedPackets, source?.id ?? "none", family.label).increment(by: packets)
    }
}

extension IPFamily {
    /// As a label of metrics.
    fileprivate var label: String {
        switch self {
        case .v4: "ipv4"
        case .v6: "ipv6"
        }
    }
}
