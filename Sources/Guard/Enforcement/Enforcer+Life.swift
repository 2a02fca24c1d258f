import Blocklists
import Firewall
import IPNetworks
import Logging
import ThreatModel

extension Enforcer {
    /// Finds out what stands and, where nothing does, puts the newest generation from disk in force: the first thing a
    /// guard does, before any source is asked.
    ///
    /// - Parameter allowlist: what is known by now; it holds from the first moment.
    package func start(allowing allowlist: Allowlist) async throws(GuardError) {
        merger.allow(allowlist)
        await refreshSessions()
        let newest = await newestGeneration()
        do throws(FirewallError) {
            let found = try await parts.backend.survey()
            standing = found
            generation = max(found.stamp?.generation ?? 0, newest?.number ?? 0)
            switch found.condition {
            case .intact:
                try await adopt(newest, found)
            case .absent, .foreign:
                await beginGrace()
                if let newest { try await enforce(newest, allowlist) }
            }
        } catch {
            throw .firewall(error)
        }
    }

    /// Connections are tracked from now on, perhaps for the first time: of those that are open already, nobody can tell
    /// any more which side opened them. Whoever this host has called stays reachable until it hangs up.
    private func beginGrace() async {
        await parts.beginGrace()
        lastSessions = nil
        await refreshSessions()
    }

    /// The rules of an earlier process stand, and protect. What they hold is known when the newest generation is it.
    private func adopt(_ newest: Generation?, _ found: FirewallStanding) async throws(FirewallError) {
        parts.logger.info("The rules of an earlier guard stand: \(found.condition)")
        var wanted = newest?.lists ?? FirewallLists()
        wanted.allow(merger.allowlist)
        inherited = newest.map(\.lists.blocked)
        if let stamp = found.stamp, stamp.fingerprint == wanted.fingerprint { applied = AppliedLists(wanted) }
        if inherited == nil { inherited = try await parts.backend.read().lists.blocked }
    }

    private func enforce(_ newest: Generation, _ allowlist: Allowlist) async throws(FirewallError) {
        guard let standing else { return }
        var lists = newest.lists
        let sessions = merger.sessions
        if !sessions.isEmpty {
            let blocked = lists.blocked
            if sessions.contains(where: blocked.contains) {
                let kept = blocked.subtracting(IPAddressSet(sessions.map { IPRange($0) }))
                lists = FirewallLists(blocked: kept, allowed: IPAddressSet())
            }
        }
        lists.allow(allowlist)
        let state = FirewallState(lists: lists, policy: policy, generation: generation &+ 1)
        try await commit(FirewallPlan(replacing: standing, with: state)) { $0 = AppliedLists(lists) }
        inherited = newest.lists.blocked
        parts.logger.info(
            "Blocking \(lists.summary) as of generation \(newest.number)", metadata: ["generation": "\(generation)"])
    }

    private func newestGeneration() async -> Generation? {
        guard let store = parts.generations else { return nil }
        let (generation, damage) = await store.newest()
        for problem in damage { parts.logger.warning("\(problem)") }
        return generation
    }

    /// Every source is registered: until each of them has a list, what was blocked before stays blocked.
    package func finishRegistration() {
        if let inherited { merger.inherit(inherited) }
        inherited = nil
        noteExclusions()
    }

    /// Ends all work. What is on disk is made the newest, and unless the rules are to stay, they go without a trace.
    package func stop(keepingRules: Bool) async throws(GuardError) {
        isStopped = true
        if trial == nil { await save(now) }
        guard !keepingRules else { return }
        do throws(FirewallError) {
            try await parts.backend.remove()
        } catch {
            throw .firewall(error)
        }
        protectedSince = nil
    }

    // MARK: - Generations

    func noteUnsaved(asAWhole: Bool) {
        if unsaved == nil { unsaved = now }
        if asAWhole { isUnsavedAsAWhole = true }
    }

    func saveIfDue(_ now: Timestamp) async {
        // What has not been tried yet is nothing to begin with after a restart.
        guard let unsaved, trial == nil else { return }
        // After a failure, the disk is given some time.
        guard storageFailure == nil || isDue(lastSave, Self.saveInterval, now) else { return }
        guard isUnsavedAsAWhole || isDue(unsaved, Self.saveInterval, now) else { return }
        await save(now)
    }

    private func save(_ now: Timestamp) async {
        guard unsaved != nil, let store = parts.generations, var lists = applied else { return }
        let newest = Generation(number: generation, time: parts.clock.now, lists: lists.lists)
        applied = lists
        unsaved = nil
        isUnsavedAsAWhole = false
        lastSave = now
        do throws(BlocklistError) {
            try await store.save(newest)
            if storageFailure != nil { parts.logger.notice("Generations can be saved again") }
            storageFailure = nil
        } catch {
            if storageFailure == nil { parts.logger.error("\(error) Protection goes on from memory") }
            storageFailure = error.description
            unsaved = unsaved ?? now
        }
    }
}

extension FirewallLists {
    fileprivate mutating func allow(_ allowlist: Allowlist) {
        let lists = FirewallLists(blocked: .init(), allowed: allowlist.addresses)
        allowed4 = lists.allowed4
        allowed6 = lists.allowed6
    }
}
