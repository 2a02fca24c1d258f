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
    /// Nothing is tried before.
    var notBefore: Timestamp?
    var isStopped = false

    // MARK: What came of it

    var protectedSince: Timestamp?
    var verified: Timestamp?
    var failure: FirewallError?
    var storageFailure: String?
    var exclusions: [Exclusion] = []
    var restores = 0

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
    private let wakeUp: AsyncStream<Void>.Continuation

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
        if let list { parts.metrics.setEntries(list, of: source) }
        return merger.register(source, list)
    }

    /// Works in what a source has to say. Returns before the kernel knows.
    package func take(_ update: SourceUpdate, from source: Int) -> SourceVerdict {
        let identity = merger.sources[source].identity
        switch update {
        case .list(let list):
            do throws(MergeRefusal) {
                try merger.replace(list, of: source)
            } catch {
                return .held(error.description)
            }
            parts.metrics.setEntries(list, of: identity)
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
            return .taken
        }
        wakeUp.yield()
        return .taken
    }

    package func allow(_ allowlist: Allowlist) {
        merger.allow(allowlist)
        noteExclusions()
        wakeUp.yield()
    }

    /// Somebody else changed the kernel's objects.
    package func note(_ intrusion: FirewallIntrusion) {
        // One command of somebody's may be several changes; until we have looked, they count as one.
        guard applied != nil, !mustSurvey else { return }
        let (count, pause) = restorePace.intruded(at: parts.clock.now)
        let culprit =
            switch intrusion {
            case .changed(let program): "'\(program)'"
            case .unknown: "somebody else"
            }
        if pause > .zero {
            parts.logger.warning(
                "The rules were changed by \(culprit) for the \(count)th time in a row; they are looked at in \(DurationText.text(pause))"
            )
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
        for await _ in wakeUps { await settle() }
    }

    /// What time brings: looks, second attempts, saving. To be called every second.
    package func tick() async {
        let now = parts.clock.now
        if applied != nil, isDue(lastSurvey, Self.surveyInterval, now) { mustSurvey = true }
        if applied != nil, isDue(lastRead, Self.readInterval, now) { mustRead = true }
        if hasWork, notBefore.map({ $0 <= now }) ?? true { wakeUp.yield() }
        await saveIfDue(now)
    }

    func isDue(_ last: Timestamp?, _ interval: Duration, _ now: Timestamp) -> Bool {
        last.map { now.since($0) >= interval || now < $0 } ?? true
    }

    func wait(_ pause: Duration) {
        guard pause > .zero else { return }
        let until = parts.clock.now.advanced(by: pause)
        notBefore = max(notBefore ?? until, until)
    }

    var hasWork: Bool { mustSurvey || mustRead || isLost || merger.hasChange }
}
