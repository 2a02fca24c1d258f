import Blocklists
import ThreatModel

/// Notices when something begins to need the guard's owner, and when it does not any more. A pure value: it is shown how the
/// guard fares, every second, and says what is new about it.
struct NotificationWatch: Codable, Equatable, Sendable {
    /// Something that may be wrong.
    private struct Concern: Codable, Hashable {
        enum Kind: String, Codable {
            case protection, pause, source, list, key
        }

        var kind: Kind
        /// The source that it is about; empty: none.
        var source = ""
    }

    /// What was told and is not over.
    private var told: Set<Concern> = []
    /// Since when something has been wrong, told or not; on the clock that nobody sets.
    private var since: [Concern: Timestamp] = [:]
    /// As last looked at while the kernel was not in step.
    private var generation: UInt64?

    private enum CodingKeys: CodingKey {
        case told
    }

    init() {}

    /// For so long, what is wrong may be over soon.
    static let grace = Duration.seconds(60)
    /// After so much silence, something is wrong.
    static let hush = Duration.seconds(5)
    /// However short its interval, a source fails for so long before somebody is told.
    static let leastPatience = Duration.seconds(300)

    /// How things are at one moment.
    struct Look: Sendable {
        var status: GuardStatus
        /// Since the part that keeps the kernel in step was last heard of.
        var silence = Duration.zero
        /// How often each source confirms its list while all is well, by identifier.
        var intervals: [String: Duration] = [:]
        /// Intervals that a source may miss.
        var patience = 2
        var now: Timestamp
        /// On the clock that nobody sets.
        var elapsed: Timestamp
    }

    /// - Returns: what the owner should know and has not been told, the most important first.
    mutating func take(_ look: Look) -> [Happening] {
        forgetSources(but: Set(look.status.sources.map(\.identity.id)))
        var happenings = protection(look) + pause(look)
        for source in look.status.sources {
            happenings += key(source, look) + list(source, look) + health(source, look)
        }
        return happenings
    }

    /// Whoever is not asked any more is nobody's concern.
    private mutating func forgetSources(but known: Set<String>) {
        let isKnown = { (concern: Concern) in concern.source.isEmpty || known.contains(concern.source) }
        told = told.filter(isKnown)
        since = since.filter { isKnown($0.key) }
    }

    // MARK: - The kernel

    private mutating func protection(_ look: Look) -> [Happening] {
        let concern = Concern(kind: .protection)
        guard let problem = problem(look) else {
            guard isOver(concern) else { return [] }
            return [
                Happening(
                    .protectionRestored, at: look.now, title: "Protection is in step again",
                    text: "The kernel holds what the lists say.")
            ]
        }
        guard isDue(concern, after: Self.grace, look.elapsed) else { return [] }
        return [Happening(.protectionLost, at: look.now, title: "Protection stands still", text: problem)]
    }

    /// Why the kernel cannot be said to hold what it should; `nil` when it does.
    private mutating func problem(_ look: Look) -> String? {
        let status = look.status
        guard look.silence < Self.hush else {
            return "The part of the guard that keeps the kernel in step does not answer."
        }
        let (state, summary) = StatusReport.judged(status, at: look.now)
        switch state {
        case .dryRun: return nil
        case .unprotected, .starting: return summary.sentence
        case .protected, .observing, .paused: break
        }
        guard !status.isInStep else {
            generation = nil
            return nil
        }
        // Where one change follows the other, nothing stands still.
        if generation != status.generation {
            generation = status.generation
            since[Concern(kind: .protection)] = nil
        }
        return status.refusedChange?.description.sentence ?? "What the lists say now does not get into the kernel."
    }

    private mutating func pause(_ look: Look) -> [Happening] {
        let concern = Concern(kind: .pause)
        guard let until = look.status.pausedUntil else {
            guard isOver(concern) else { return [] }
            return [
                Happening(
                    .pauseEnded, at: look.now, title: "The pause is over",
                    text: "Packets of listed addresses are dropped again.")
            ]
        }
        guard isDue(concern, after: .zero, look.elapsed) else { return [] }
        return [
            Happening(
                .pauseBegan, at: look.now, title: "Protection is paused until \(until.minute)",
                text: "Packets of listed addresses are let through until then.")
        ]
    }

    // MARK: - Sources

    private mutating func key(_ source: GuardStatus.Source, _ look: Look) -> [Happening] {
        let concern = Concern(kind: .key, source: source.identity.id)
        let (subject, name) = (Happening.Source(source.identity), source.identity.name)
        guard let trouble = source.health.key else {
            guard source.health.state.isGood, isOver(concern) else { return [] }
            return [Happening(.keyAccepted, of: subject, at: look.now, title: "The key for \(name) works again")]
        }
        guard isDue(concern, after: Self.grace, look.elapsed) else { return [] }
        let reason = source.health.state.reason?.sentence ?? ""
        switch trouble {
        case .refused:
            return [
                Happening(
                    .keyRefused, of: subject, at: look.now, title: "The key for \(name) is refused",
                    text: reason + " The list as it is stays in force.")
            ]
        case .usedUp:
            return [
                Happening(
                    .keyUsedUp, of: subject, at: look.now, title: "The quota of the key for \(name) is used up",
                    text: reason + " The list as it is stays in force.")
            ]
        }
    }

    private mutating func list(_ source: GuardStatus.Source, _ look: Look) -> [Happening] {
        let concern = Concern(kind: .list, source: source.identity.id)
        guard source.refusedList != nil || source.health.isHeldBack else {
            // After a restart, it is not known before the source was asked.
            if source.health.state.isGood { _ = isOver(concern) }
            return []
        }
        guard isDue(concern, after: .zero, look.elapsed) else { return [] }
        let reason = source.refusedList ?? source.health.state.reason?.sentence ?? "It is of a very different size."
        return [
            Happening(
                .listRefused, of: .init(source.identity), at: look.now,
                title: "A list of \(source.identity.name) is not taken", text: reason)
        ]
    }

    private mutating func health(_ source: GuardStatus.Source, _ look: Look) -> [Happening] {
        let concern = Concern(kind: .source, source: source.identity.id)
        let (subject, name) = (Happening.Source(source.identity), source.identity.name)
        if source.health.state.isGood {
            guard isOver(concern) else { return [] }
            return [Happening(.sourceRecovered, of: subject, at: look.now, title: "\(name) is up to date again")]
        }
        guard let reason = source.health.state.reason, !isToldOtherwise(source) else { return [] }
        let interval = look.intervals[source.identity.id] ?? .zero
        let patience = max(interval * look.patience, Self.leastPatience)
        // After a restart nobody knows since when it has failed; its list is as old as it is.
        let age = source.health.confirmed.map { look.now.since($0) } ?? .zero
        let isOld = interval > .zero && age > patience + interval
        guard isDue(concern, after: isOld ? Self.leastPatience : patience, look.elapsed) else { return [] }
        let confirmed = source.health.confirmed.map { " Its list of \($0.minute) stays in force." }
        return [
            Happening(
                .sourceFailed, of: subject, at: look.now, title: "\(name) fails",
                text: reason.sentence + (confirmed ?? " There is no list of it."))
        ]
    }

    /// Whether what keeps its list away is told as something else.
    private func isToldOtherwise(_ source: GuardStatus.Source) -> Bool {
        if case .refused = source.health.state { return source.refusedList != nil || source.health.isHeldBack }
        return source.health.key != nil
    }

    // MARK: - Once for each time

    /// Whether a concern is there for so long, and was not told.
    private mutating func isDue(_ concern: Concern, after patience: Duration, _ elapsed: Timestamp) -> Bool {
        let began = since[concern] ?? elapsed
        since[concern] = began
        guard elapsed.since(began) >= patience else { return false }
        return told.insert(concern).inserted
    }

    /// A concern is not there any more.
    ///
    /// - Returns: whether it was told.
    private mutating func isOver(_ concern: Concern) -> Bool {
        since[concern] = nil
        return told.remove(concern) != nil
    }
}

extension Happening.Source {
    init(_ identity: SourceIdentity) { self.init(id: identity.id, name: identity.name) }
}

extension SourceHealth.State {
    fileprivate var isGood: Bool {
        switch self {
        case .current, .live: true
        case .waiting, .refused, .failing: false
        }
    }

    fileprivate var reason: String? {
        switch self {
        case .refused(let reason, _), .failing(let reason, _): reason
        case .waiting, .current, .live: nil
        }
    }
}

extension String {
    /// With a capital and a full stop.
    fileprivate var sentence: String {
        isEmpty ? "" : prefix(1).uppercased() + dropFirst() + (hasSuffix(".") ? "" : ".")
    }
}

extension Timestamp {
    /// `2026-11-22 12:05 UTC`
    var minute: String { rfc3339.prefix(16).replacing("T", with: " ") + " UTC" }
}
