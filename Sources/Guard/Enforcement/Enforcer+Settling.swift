import Firewall
import Logging
import Observability
import ThreatModel

extension Enforcer {
    /// Does what is to be done until nothing is, or something went wrong that only time can mend.
    func settle() async {
        isSettling = true
        defer { isSettling = false }
        while !isStopped, hasWork {
            if let notBefore {
                guard notBefore <= now else { return }
                self.notBefore = nil
            }
            do throws(FirewallError) {
                if mustSurvey {
                    try await survey()
                } else if isLost {
                    try await restore()
                } else if mustRead {
                    try await compare()
                } else if mustTest {
                    try await closeTrial()
                } else {
                    try await work()
                }
                if failure != nil { parts.logger.notice("The firewall is in step again") }
                failure = nil
                failurePace.succeeded()
            } catch {
                failed(error)
            }
        }
    }

    // MARK: - Looking

    /// Asks what stands, and whether it is what was left there.
    func survey() async throws(FirewallError) {
        let found = try await parts.backend.survey()
        mustSurvey = false
        lastSurvey = now
        guard let expected = standing, applied != nil else {
            standing = found
            return
        }
        standing = found
        if found.stamp == nil || found.stamp != expected.stamp {
            isLost = true
            protectedSince = nil
            if !restorePace.isTiresome(at: now) {
                parts.logger.warning("The rules are gone or changed: \(found.condition)")
            }
        } else if !found.hasCounts(of: expected) {
            mustRead = true
        } else {
            confirm()
        }
    }

    /// Reads every address back, and puts right what is not as it was left.
    private func compare() async throws(FirewallError) {
        guard var lists = applied else {
            mustRead = false
            return
        }
        let reading = try await parts.backend.read()
        mustRead = false
        lastRead = now
        standing = reading.standing
        let wanted = FirewallState(
            lists: lists.lists, policy: policy, generation: reading.standing.stamp?.generation ?? generation)
        applied = lists
        let plan = FirewallPlan(from: reading, to: wanted)
        parts.metrics.drift.set(plan.changes.size)
        if plan.isEmpty { return confirm() }
        parts.logger.warning(
            "The kernel differs from what it was given in \(plan.changes.size) entries; putting it right")
        try await commit(plan) { _ in }
        parts.metrics.drift.set(0)
    }

    // MARK: - Changing

    /// Makes everything anew as it was left.
    private func restore() async throws(FirewallError) {
        guard var lists = applied, let standing else {
            isLost = false
            return
        }
        let wanted = FirewallState(lists: lists.lists, policy: policy, generation: nextGeneration)
        applied = lists
        try await commit(FirewallPlan(replacing: standing, with: wanted)) { _ in }
        isLost = false
        restores += 1
        parts.metrics.restores.increment()
        guard !restorePace.isTiresome(at: now) else { return }
        parts.logger.notice("The rules were put back", metadata: ["entries": "\(wanted.lists.size)"])
    }

    /// Has the kernel hold what the lists say.
    private func work() async throws(FirewallError) {
        await refreshSessions()
        let (change, undo) = merger.takeChange()
        let generationBefore = generation
        do throws(FirewallError) {
            switch change {
            case .nothing:
                return
            case .items(let removing, let adding):
                guard let standing, applied != nil,
                    let plan = FirewallPlan(
                        changing: standing, removing: removing, adding: adding, generation: nextGeneration)
                else { return try await workEverythingIn() }
                if !adding.isEmpty { await openTrial() }
                try await commit(plan) { $0?.apply(removing: removing, adding: adding) }
                noteUnsaved(asAWhole: false)
            case .everything:
                try await workEverythingIn()
            }
        } catch {
            if generation == generationBefore {
                // The kernel holds what it held before.
                merger.restore(undo)
                if change == .everything { merger.compareEverything() }
            }
            throw error
        }
    }

    private func workEverythingIn() async throws(FirewallError) {
        guard let standing else {
            mustSurvey = true
            return merger.compareEverything()
        }
        let wanted = FirewallState(lists: merger.lists(), policy: policy, generation: nextGeneration)
        if let refusal, refusal.holdsBack(wanted.lists.fingerprint, at: now) {
            self.refusal?.hasNews = false
            return merger.compareEverything()
        }
        let plan: FirewallPlan
        if var lists = applied {
            plan = FirewallPlan(from: FirewallReading(standing: standing, lists: lists.lists), to: wanted)
            applied = lists
        } else if standing.holds(wanted) {
            // Left by an earlier process, and just what is wanted.
            applied = AppliedLists(wanted.lists)
            return confirm()
        } else {
            plan = FirewallPlan(replacing: standing, with: wanted)
        }
        guard !plan.changesNothing else {
            refusal = nil
            return confirm()
        }
        if plan.blocksMore { await openTrial() }
        try await commit(plan) { $0 = AppliedLists(wanted.lists) }
        try await closeTrial()
        noteUnsaved(asAWhole: true)
        guard refusal == nil else { return }
        parts.logger.info("Blocking \(wanted.lists.summary)", metadata: ["generation": "\(generation)"])
    }

    /// Does a plan and has the kernel confirm it.
    ///
    /// - Parameter note: makes of the lists that were applied before those that are now.
    func commit(
        _ plan: FirewallPlan, _ note: (inout AppliedLists?) -> Void
    ) async throws(FirewallError) {
        let start = ContinuousClock.now
        standing = try await parts.backend.apply(plan)
        generation = plan.stamp.generation
        note(&applied)
        do throws(FirewallError) {
            try await parts.backend.verify(plan)
        } catch {
            // It is written, and somebody or something is between us and it.
            mustSurvey = true
            if case .mismatch = error { mustRead = true }
            throw error
        }
        parts.metrics.applyDuration.observe((ContinuousClock.now - start) / .seconds(1))
        confirm()
    }

    /// The kernel holds what it was given, and has just said so.
    func confirm() {
        let time = parts.clock.now
        verified = time
        lastSurvey = now
        if lastRead == nil { lastRead = now }
        if protectedSince == nil { protectedSince = time }
        parts.metrics.verified.set(Double(time.milliseconds) / 1000)
        if let counts = standing?.counts { parts.metrics.setKernelEntries(PerList { counts[$0] ?? 0 }) }
    }

    var nextGeneration: UInt64 { generation &+ 1 }

    /// Nobody who is logged in is cut off by a change.
    func refreshSessions() async {
        guard isDue(lastSessions, Self.sessionsInterval, now) else { return }
        lastSessions = now
        let sessions = await parts.sessions()
        merger.allow(sessions: sessions)
    }

    // MARK: - Failing

    private func failed(_ error: FirewallError) {
        parts.metrics.applyFailures.increment()
        let isFirst = failurePace.failures == 0
        let pause = failurePace.failed()
        switch error {
        case .stale:
            mustSurvey = true
        case .drifted:
            mustSurvey = true
            mustRead = applied != nil
        case .mismatch:
            break
        case .notPermitted, .unsupported, .tooLarge, .kernel, .program:
            mustSurvey = true
            report(error, pause)
            return wait(pause)
        }
        // Such things happen when two change something at the same time; the second attempt knows what the first met.
        guard !isFirst else { return }
        report(error, pause)
        wait(pause)
    }

    private func report(_ error: FirewallError, _ pause: Duration) {
        if failure != error { parts.logger.error("\(error); again in \(DurationText.text(pause))") }
        failure = error
    }
}

extension FirewallStanding {
    /// Whether the kernel counts as many items as it did, where it counts.
    func hasCounts(of other: FirewallStanding) -> Bool {
        FirewallList.allCases.allSatisfy {
            counts[$0] == nil || other.counts[$0] == nil || counts[$0] == other.counts[$0]
        }
    }

    /// Whether these are the lists and the policy of a state, whatever number they go by.
    fileprivate func holds(_ state: FirewallState) -> Bool {
        guard let stamp else { return false }
        var state = state
        state.generation = stamp.generation
        return appears(to: state)
    }
}

extension FirewallPlan {
    /// Whether nothing would be another, but for the number that it goes by.
    fileprivate var changesNothing: Bool { extent == .update && changes.isEmpty && !changesPolicy }
}

extension FirewallLists {
    /// How many items the blocking lists have.
    var size: Int { blocked4.count + blocked6.count + networks4.count + networks6.count }

    /// Such as "41,350 addresses and 12 networks".
    var summary: String {
        let addresses = blocked4.count + blocked6.count
        let networks = networks4.count + networks6.count
        return "\(addresses.grouped) \(addresses == 1 ? "address" : "addresses") and "
            + "\(networks.grouped) \(networks == 1 ? "network" : "networks")"
    }
}
