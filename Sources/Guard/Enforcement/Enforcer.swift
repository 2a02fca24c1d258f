package import Blocklists
package import Firewall
import IPNetworks
import Logging
import Netlink
import Observability
import ThreatModel

/// Keeps the kernel in step with the lists: the only part of the guard that changes the firewall.
///
/// What is to be (lists, allowlist, a flush by somebody else) is noted at once, from wherever it comes, and worked in by
/// ``run()``, one transaction after the other. Whatever piles up meanwhile goes into the next one together; nothing is
/// queued, so nothing grows. Every transaction is read back before it counts.
package actor Enforcer {
    let parts: EnforcerParts
    var merger: BlocklistMerger
    var health: [SourceHealth] = []
    /// Why the last list of a source was not merged, by its number.
    var refusedLists: [Int: String] = [:]
    /// What was blocked before this start, between the start and the end of registration.
    var inherited: IPAddressSet?

    // MARK: What the kernel holds

    /// As last written or looked at.
    var standing: FirewallStanding?
    /// The lists that were written; `nil` while it is not known what the kernel's objects hold.
    var applied: AppliedLists?
    var generation: UInt64 = 0

    // MARK: What is to be done

    /// Somebody else changed our objects, or a look is due.
    var mustSurvey = false
    /// Every address is to be read back.
    var mustRead = false
    /// The objects are not as they were left, and are to be made anew.
    var isLost = false
    /// What was changed is to be tried.
    var mustTest = false
    /// Nothing is tried before; on the clock that measures pauses, as all paces are.
    var notBefore: Timestamp?
    var isStopped = false
    /// A change is under way.
    var isSettling = false
    /// What becomes of packets of listed addresses while nothing pauses.
    var mode: FirewallPolicy.Mode
    /// Protection is to be off until its end.
    var pause: Pause?

    // MARK: What came of it

    var protectedSince: Timestamp?
    var verified: Timestamp?
    var failure: FirewallError?
    var storageFailure: String?
    var exclusions: [Exclusion] = []
    var restores = 0

    // MARK: Whether this host still gets where it has to

    /// What is in the kernel and not tried yet.
    var trial: ConnectivityTrial?
    var lastReading: (reading: ConnectivityReading, time: Timestamp)?
    /// What is not made again for now.
    var refusal: RefusedChange?
    var rollbacks = 0

    // MARK: Paces

    var failurePace = FailurePace()
    var restorePace = RestorePace()
    var lastSurvey: Timestamp?
    var lastRead: Timestamp?
    var lastSessions: Timestamp?
    /// Since when the newest generation is not on disk.
    var unsaved: Timestamp?
    var isUnsavedAsAWhole = false
    var lastSave: Timestamp?

    /// One element for any number of things to do.
    private let wakeUps: AsyncStream<Void>
    let wakeUp: AsyncStream<Void>.Continuation

    /// How often the kernel is asked whether all is as it was left, in the few words that this takes.
    static let surveyInterval = Duration.seconds(30)
    /// How often every address is read back.
    static let readInterval = Duration.seconds(6 * 3600)
    /// How old the knowledge of who is logged in may be when a change is made.
    static let sessionsInterval = Duration.seconds(1)
    /// How long single changes wait until they are saved as a generation; they are in the lists' own copies at once.
    static let saveInterval = Duration.seconds(60)

    package init(_ parts: EnforcerParts, limits: MergeLimits = MergeLimits()) {
        self.parts = parts
        mode = parts.policy.mode
        merger = BlocklistMerger(limits: limits)
        (wakeUps, wakeUp) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { parts.thread.executor }

    // MARK: - What is to be

    /// Takes a source with the list that it had before this start, if it had one.
    ///
    /// - Returns: the number that it goes by.
    package func register(_ source: SourceIdentity, _ list: KeptList?) -> Int {
        health.append(SourceHealth())
        if let list {
            parts.metrics.setEntries(list, of: source)
            // Of a source that comes while the guard is at work, this may be all that there is to say for hours.
            wakeUp.yield()
        }
        return merger.register(source, list)
    }

    /// Works in what a source has to say. Returns before the kernel knows.
    package func take(_ update: SourceUpdate, from source: Int) -> SourceVerdict {
        // What was on its way when the source was given up: nobody would ever take its addresses back.
        guard !merger.sources[source].isRetired else { return .held("nobody wants this list any more") }
        let identity = merger.sources[source].identity
        switch update {
        case .list(let list):
            do throws(MergeRefusal) {
                try merger.replace(list, of: source)
            } catch {
                refusedLists[source] = error.description
                return .held(error.description)
            }
            refusedLists[source] = nil
            parts.metrics.setEntries(list, of: identity)
            refusal?.hasNews = true
            noteExclusions()
        case .changes(let addresses, let list):
            merger.change(addresses, to: list, of: source)
            parts.metrics.setEntries(list, of: identity)
        case .health(let new):
            parts.metrics.setHealth(new, of: identity)
            for announcement in SourceAnnouncement.all(identity, from: health[source], to: new) {
                parts.logger.log(level: announcement.level, "\(announcement.text)")
            }
            health[source] = new
            // It is content with the list that is held.
            if new.state == .current || new.state == .live { refusedLists[source] = nil }
            return .taken
        }
        wakeUp.yield()
        return .taken
    }

    package func allow(_ allowlist: Allowlist) {
        guard allowlist != merger.allowlist else { return }
        merger.allow(allowlist)
        refusal?.hasNews = true
        noteExclusions()
        wakeUp.yield()
    }

    /// Somebody else changed the kernel's objects.
    package func note(_ intrusion: FirewallIntrusion) {
        // One command of somebody's may be several changes; until we have looked, they count as one.
        guard applied != nil, !mustSurvey else { return }
        let (count, pause) = restorePace.intruded(at: now)
        let culprit =
            switch intrusion {
            case .changed(let program): program.isEmpty ? "somebody else" : "'\(program)'"
            case .unknown: "somebody else"
            }
        if count > RestorePace.patience {
            // Beyond the first few, the 8th, 16th, 32nd … time.
            if !restorePace.isTiresome(at: now) {
                parts.logger.warning(
                    "The rules were changed by \(culprit), \(count) times in a row; they are put back once a second at most"
                )
            }
        } else {
            parts.logger.notice("The rules were changed by \(culprit); looking at them now")
        }
        mustSurvey = true
        wait(pause)
        wakeUp.yield()
    }

    // MARK: - Doing it

    /// Works in what is to be, until the task is cancelled.
    package func run() async {
        wakeUp.yield()
        for await _ in wakeUps {
            await settle()
            // A short pause ends when it is over, and not at the next tick.
            guard let rest = notBefore?.since(now), rest > .zero, rest <= RestorePace.interval else { continue }
            try? await Task.sleep(for: rest)
            await settle()
        }
    }

    /// What time brings: looks, second attempts, saving. To be called every second.
    package func tick() async {
        let now = now
        endPauseIfOver(parts.clock.now)
        if applied != nil, isDue(lastSurvey, Self.surveyInterval, now) { mustSurvey = true }
        if applied != nil, isDue(lastRead, Self.readInterval, now) { mustRead = true }
        if let trial, isDue(trial.began, ConnectivityTrial.interval, now) { mustTest = true }
        if hasWork, notBefore.map({ $0 <= now }) ?? true { wakeUp.yield() }
        await saveIfDue(now)
    }

    func isDue(_ last: Timestamp?, _ interval: Duration, _ now: Timestamp) -> Bool {
        last.map { now.since($0) >= interval || now < $0 } ?? true
    }

    func wait(_ pause: Duration) {
        guard pause > .zero else { return }
        let until = now.advanced(by: pause)
        notBefore = max(notBefore ?? until, until)
    }

    /// On the clock that measures pauses.
    var now: Timestamp { parts.elapsed.now }

    /// Whether nothing is to be done, nothing is being done, and nothing was refused.
    package var isInStep: Bool { !isSettling && !hasWork && refusal == nil }

    var hasWork: Bool {
        mustSurvey || mustRead || isLost || mustTest || merger.hasChange && !(refusal?.holdsBack(at: now) ?? false)
    }
}
