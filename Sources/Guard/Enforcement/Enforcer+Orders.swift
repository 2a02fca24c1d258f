import Blocklists
import Firewall
import IPNetworks
import Logging
import ThreatModel

/// What somebody asks of a running enforcer.
extension Enforcer {
    /// While protection is paused, packets of listed addresses are logged and let through.
    var policy: FirewallPolicy {
        var policy = parts.policy
        policy.mode = pause == nil ? mode : .logOnly
        return policy
    }

    /// Packets of listed addresses are dropped from now on, or only logged. Returns before the kernel knows.
    func obey(_ mode: FirewallPolicy.Mode) {
        guard mode != self.mode else { return }
        self.mode = mode
        switch mode {
        case .drop: parts.logger.notice("Packets of listed addresses are dropped from now on")
        case .logOnly: parts.logger.warning("Packets of listed addresses are only logged from now on")
        }
        merger.compareEverything()
        wakeUp.yield()
    }

    /// Pauses protection, or ends a pause with `nil`. Returns before the kernel knows.
    package func pause(_ pause: Pause?) {
        guard pause != self.pause else { return }
        self.pause = pause.flatMap { $0.isOver(at: parts.clock.now) ? nil : $0 }
        if let pause = self.pause {
            parts.logger.warning("Protection is paused until \(pause.until.rfc3339)")
        } else {
            parts.logger.notice("Protection goes on")
        }
        merger.compareEverything()
        wakeUp.yield()
    }

    func endPauseIfOver(_ now: Timestamp) {
        if let pause, pause.isOver(at: now) { self.pause(nil) }
    }

    /// Lists that come from now on are judged by these limits.
    package func limit(_ limits: MergeLimits) { merger.limit(limits) }

    /// Nobody wants a source any more, or somebody wants it again.
    package func retire(_ source: Int, _ isRetired: Bool = true) {
        merger.retire(source, isRetired)
        if isRetired {
            health[source] = SourceHealth()
            refusedLists[source] = nil
            parts.metrics.setEntries(KeptList(), of: merger.sources[source].identity)
            noteExclusions()
        }
        wakeUp.yield()
    }

    /// Compares all that the kernel holds with all that it should, soon.
    package func compareEverything() {
        mustRead = applied != nil
        merger.compareEverything()
        wakeUp.yield()
    }

    /// Asks the kernel at this moment whether it holds what it was given.
    ///
    /// - Returns: `false` when it does not, or cannot be asked; what is wrong is then put right as always.
    package func confirmNow() async -> Bool {
        // A change that is made in the meantime is no deviation: then it is looked at again.
        for _ in 0..<3 {
            let (asked, expected) = (generation, standing)
            guard applied != nil, let found = try? await parts.backend.survey() else { return false }
            guard generation == asked else { continue }
            guard let expected, found.stamp != nil, found.stamp == expected.stamp, found.hasCounts(of: expected) else {
                mustSurvey = true
                wakeUp.yield()
                return false
            }
            confirm()
            return failure == nil
        }
        return failure == nil && verified != nil
    }

    /// What the kernel would be given under another allowlist, in words; `nil` when all would stay as it is.
    package func preview(allowing allowlist: Allowlist, _ limits: MergeLimits) -> String? {
        guard let standing, var applied else { return "the kernel has not been given a list yet" }
        var merger = merger
        merger.limit(limits)
        merger.allow(allowlist)
        let wanted = FirewallState(lists: merger.lists(), policy: policy, generation: generation &+ 1)
        let plan = FirewallPlan(from: FirewallReading(standing: standing, lists: applied.lists), to: wanted)
        return plan.extent == .update && plan.changes.isEmpty && !plan.changesPolicy ? nil : plan.description
    }
}
