import Blocklists
import Firewall
import Netlink
package import ThreatModel

extension StatusReport {
    /// - Parameters:
    ///   - isConfirmed: the kernel was asked just now and holds what it was given.
    ///   - traffic: what the kernel has counted; `nil` when it cannot be asked.
    init(_ status: GuardStatus, isConfirmed: Bool, traffic: FirewallTraffic?, version: String) {
        let touchesKernel = BackendRegistry.named(status.backend)?.touchesKernel ?? true
        let (state, summary) = Self.judge(status, isConfirmed: isConfirmed, touchesKernel: touchesKernel)
        var entries: [String: Int] = [:]
        for list in FirewallList.allCases { entries[list.rawValue] = status.entries[list] }
        self.init(
            state: state, summary: summary, version: version, backend: status.backend, generation: status.generation,
            protectedSince: status.protectedSince?.rfc3339, verified: status.verified?.rfc3339,
            pausedUntil: status.pausedUntil?.rfc3339, entries: entries, sources: status.sources.map { Source($0) },
            allowed: status.allowlist.summary,
            exclusions: status.exclusions.prefix(Self.mostExclusions).map(\.description),
            exclusionCount: status.exclusions.count, dropped: traffic.map { Packets($0.dropped) },
            observed: traffic.map { Packets($0.observed) }, restores: status.restores,
            failure: status.failure?.description, storageFailure: status.storageFailure)
    }

    /// How a guard fares as far as that is known without asking the kernel, which it does itself now and then.
    package static func state(of status: GuardStatus, at now: Timestamp) -> State { judged(status, at: now).state }

    /// The same, and what it means in one sentence.
    static func judged(_ status: GuardStatus, at now: Timestamp) -> (state: State, summary: String) {
        let touchesKernel = BackendRegistry.named(status.backend)?.touchesKernel ?? true
        let isConfirmed = status.verified.map { now.since($0) <= longestUnverified } ?? false
        return judge(status, isConfirmed: isConfirmed, touchesKernel: touchesKernel)
    }

    /// For so long what the kernel said last is believed: the guard asks twice within it.
    private static let longestUnverified = Enforcer.surveyInterval * 2 + .seconds(5)

    private static func judge(
        _ status: GuardStatus, isConfirmed: Bool, touchesKernel: Bool
    ) -> (state: State, summary: String) {
        if !touchesKernel { return (.dryRun, "a dry run: the kernel is left alone") }
        if let failure = status.failure { return (.unprotected, "\(failure)") }
        guard let since = status.protectedSince else {
            return (.starting, "the kernel has not been given a list yet")
        }
        guard isConfirmed else {
            return (.unprotected, "the kernel does not hold what it was given, or cannot be asked")
        }
        if let until = status.pausedUntil {
            return (.paused, "packets of listed addresses are let through until \(until.rfc3339)")
        }
        switch status.policy.mode {
        case .logOnly: return (.observing, "packets of listed addresses are logged and let through")
        case .drop: return (.protected, "the kernel holds what it was given, since \(since.rfc3339)")
        }
    }
}

extension StatusReport.Source {
    package init(_ source: GuardStatus.Source) {
        let (state, reason, next): (String, String?, Timestamp?) =
            switch source.health.state {
            case .waiting: ("waiting", nil, nil)
            case .current: ("current", nil, nil)
            case .live: ("live", nil, nil)
            case .refused(let reason, let again): ("refused", reason, again)
            case .failing(let reason, let again): ("failing", reason, again)
            }
        self.init(
            id: source.identity.id, name: source.identity.name, state: state, reason: reason, next: next?.rfc3339,
            confirmed: source.health.confirmed?.rfc3339, ipv4: source.entries?.v4, ipv6: source.entries?.v6,
            warnings: source.health.warnings, storage: source.health.storage)
    }
}

extension StatusReport.Packets {
    init(_ count: PacketCount) { self.init(packets: count.packets, bytes: count.bytes) }
}
