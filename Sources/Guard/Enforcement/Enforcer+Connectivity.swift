import Firewall
import IPNetworks
import Logging
import Observability
import ThreatModel

/// Safety layer 5: a change with which this host no longer gets where it has to is taken back.
extension Enforcer {
    /// Finds out who is within reach before a change that blocks more is made.
    func openTrial() async {
        guard trial == nil else { return }
        let reading: ConnectivityReading
        if let lastReading, !isDue(lastReading.time, ConnectivityTrial.oldestReading, now) {
            reading = lastReading.reading
        } else {
            reading = await takeReading()
        }
        guard !reading.reach.isEmpty else { return }
        trial = ConnectivityTrial(before: reading, fallback: applied, began: now)
    }

    /// Tries what was within reach before. Returns with the change in force, or the one before it.
    func closeTrial() async throws(FirewallError) {
        mustTest = false
        guard let trial else { return }
        var lost: [String] = []
        for _ in 0..<ConnectivityTrial.attempts {
            lost = trial.before.lost(by: await takeReading())
            if lost.isEmpty { break }
        }
        do throws(FirewallError) {
            if lost.isEmpty {
                if refusal != nil { parts.logger.notice("The change that was taken back is in force") }
                refusal = nil
            } else {
                try await takeBack(trial, lost)
            }
            self.trial = nil
        } catch {
            // What is in force is as doubtful as before.
            mustTest = true
            throw error
        }
    }

    private func takeReading() async -> ConnectivityReading {
        let reading = await parts.connectivity()
        lastReading = (reading, now)
        return reading
    }

    private func takeBack(_ trial: ConnectivityTrial, _ lost: [String]) async throws(FirewallError) {
        guard var refused = applied else { return }
        let lists = refused.lists
        let names = lost.joined(separator: ", ")
        parts.logger.error("With the change just made, \(names) cannot be reached: going back to what was before")
        try await enforce(fallback(of: trial))
        rollbacks += 1
        parts.metrics.rollbacks.increment()

        let still = trial.before.lost(by: await takeReading())
        if still == lost {
            parts.logger.notice(
                "\(names) cannot be reached without the change either: it is in force again, and they are not waited for"
            )
            return try await enforce(lists)
        }
        refusal = RefusedChange(
            lost: lost, lists: lists.fingerprint, after: refusal, at: parts.clock.now, elapsed: now)
        merger.compareEverything()
        let pause = DurationText.text(RefusedChange.pause(refusal?.attempts ?? 1))
        parts.logger.error("Without it they are: it is not made again before \(pause) are over, or lists change")
    }

    /// What was in force before, without what must not be blocked by now.
    private func fallback(of trial: ConnectivityTrial) -> FirewallLists {
        var earlier = trial.fallback
        let allowed = merger.allowlist.addresses
        let blocked = (earlier?.lists.blocked ?? IPAddressSet()).subtracting(allowed)
            .subtracting(IPAddressSet(merger.sessions.map { IPRange($0) }))
        return FirewallLists(blocked: blocked, allowed: allowed)
    }

    private func enforce(_ lists: FirewallLists) async throws(FirewallError) {
        guard let standing, var current = applied else { return }
        let state = FirewallState(lists: lists, policy: policy, generation: nextGeneration)
        let plan = FirewallPlan(from: FirewallReading(standing: standing, lists: current.lists), to: state)
        try await commit(plan) { $0 = AppliedLists(lists) }
    }
}

extension FirewallPlan {
    /// Whether an address may be blocked with it that was not before.
    var blocksMore: Bool {
        [FirewallList.blocked4, .blocked6, .networks4, .networks6].contains { list in
            switch changes[list] {
            case .keep: false
            case .update(_, let adding): adding > 0
            case .replace(let count, _): count > 0
            }
        } || changesPolicy
    }
}
