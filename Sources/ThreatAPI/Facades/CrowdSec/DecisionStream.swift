import Geolocation
import Store
import ThreatModel

/// Answers `/v1/decisions/stream`: everything at the start, then what became of it since the last time.
///
/// What a bouncer was sent is noted when it has been written: an answer that is cut off is given again.
struct DecisionStream: Sendable {
    let core: ServerCore
    let pulls: DecisionPulls
    let bouncer: DecisionPulls.Bouncer
    let tier: Tier
    let coding: ContentCoding
    let isHead: Bool
    let now: Timestamp

    /// After half of the time for which decisions hold, a bouncer is sent all of them again.
    private static let renewal = Duration.seconds(Decision.hours * 3600 / 2)

    private var key: QuotaKey { QuotaKey(credential: bouncer.credential, family: .blacklist) }

    func answer(isStartup: Bool) async throws -> Answer {
        // Whoever asks for nothing is told how its key stands, and makes nobody work.
        guard !isHead else {
            let (_, figures) = try await spend(0)
            return Answer(
                quota: core.endpoints.headers(.blacklist, figures, at: now), variesByEncoding: true,
                body: .omitted(length: nil))
        }
        let list = StreamFilter(bouncer.filter, places: .empty)
        let newest = core.live.current.cursor.sequence
        if !isStartup, let pull = pulls.pull(of: bouncer), pull.sequence <= newest,
            newest - pull.sequence <= DecisionDelta.mostChanges, now.since(pull.startedAt) < Self.renewal,
            let delta = try await delta(pull, to: newest, of: list)
        {
            return delta
        }
        return try await everything(list)
    }

    // MARK: What is new

    private func delta(_ pull: DecisionPulls.Pull, to newest: UInt64, of list: StreamFilter) async throws -> Answer? {
        guard
            var delta = try await DecisionDelta(
                after: pull.sequence, removalsTold: pull.removals, to: newest, of: list, feed: core.feed,
                store: core.store)
        else { return nil }
        let (spent, figures) = try await spend(delta.added.count)
        let place = delta.keepAdded(spent) ?? newest
        var json = JSONWriter(capacity: 32 + 160 * (delta.added.count + delta.removed.count))
        json.literal("{\"new\":")
        Self.write(delta.added, to: &json) { $0.ban($1.address, for: $1.protocols, wanted: bouncer.filter.protocols) }
        json.literal(",\"deleted\":")
        write(removed: delta.removed, to: &json)
        json.literal("}\n")
        var answer = Answer(quota: core.endpoints.headers(.blacklist, figures, at: now), body: .bytes(json.bytes))
        answer.body = .stream(
            NotedBody(body: answer.body) { [core, pulls, bouncer, key] isSent in
                if isSent {
                    pulls.note(
                        DecisionPulls.Pull(sequence: place, removals: newest, startedAt: pull.startedAt), of: bouncer)
                } else {
                    core.quota.giveBack(spent, of: key, spent: figures)
                }
            })
        return answer
    }

    // MARK: Everything

    private func everything(_ list: StreamFilter) async throws -> Answer {
        let prepared = try await core.decisions(bouncer.filter, coding)
        guard let text = prepared.text else { throw RequestError.internalFault }
        let cursor = text.cursor.sequence
        let paid = pulls.paid(by: bouncer, day: now.day)
        let (spent, figures) = try await spend(max(0, text.addressCount - paid))
        let count = min(text.addressCount, paid + spent)
        guard count > 0 || text.addressCount == 0 else {
            throw core.endpoints.exhausted(.blacklist, figures, tier, at: now)
        }
        pulls.notePaid(count, by: bouncer, day: now.day)
        let removed = try await removedOfLate(upTo: cursor, of: list)
        var part = text.part(count)
        part.head = Array((count > 0 ? "{\"new\":[" : "{\"new\":null").utf8)
        var tail = JSONWriter()
        tail.literal(count > 0 ? "],\"deleted\":" : ",\"deleted\":")
        write(removed: removed, to: &tail)
        tail.literal("}\n")
        part.tail = tail.bytes
        var answer = Answer(
            quota: core.endpoints.headers(.blacklist, figures, at: now), coding: coding, variesByEncoding: true,
            body: try prepared.body(of: part))
        answer.body = .stream(
            NotedBody(body: answer.body) { [pulls, bouncer, now] isSent in
                guard isSent else { return }
                pulls.note(DecisionPulls.Pull(sequence: cursor, removals: cursor, startedAt: now), of: bouncer)
            })
        return answer
    }

    /// What left the list in the newest part of the feed: a bouncer that begins anew may hold any of it.
    private func removedOfLate(upTo cursor: UInt64, of list: StreamFilter) async throws -> [DecisionDelta.Change] {
        var start = cursor > DecisionDelta.mostChanges ? cursor - DecisionDelta.mostChanges : 0
        if core.feed.changes(after: start, limit: 1) == nil {
            start = max(start, try await core.store.reading { try $0.oldestResumableSequence() })
        }
        let delta = try await DecisionDelta(
            after: start, removalsTold: 0, to: cursor, of: list, tellsAll: true, feed: core.feed, store: core.store)
        return delta?.removed ?? []
    }

    // MARK: Both

    /// Spends as many of the units as are left.
    private func spend(_ units: Int) async throws -> (spent: Int, figures: QuotaFigures) {
        do {
            return try await core.quota.spendUpTo(units, of: key, limit: tier.blacklist)
        } catch {
            throw RequestError.unavailable("the server's store cannot be read at the moment", retryAfter: 5)
        }
    }

    private func write(removed: [DecisionDelta.Change], to json: inout JSONWriter) {
        Self.write(removed, to: &json) { $0.deletion($1.address, for: $1.protocols, wanted: bouncer.filter.protocols) }
    }

    /// `null` for nothing, as CrowdSec writes it.
    private static func write(
        _ changes: [DecisionDelta.Change], to json: inout JSONWriter,
        _ write: (inout JSONWriter, DecisionDelta.Change) -> Void
    ) {
        if changes.isEmpty { json.literal("null") } else { json.array(changes, write) }
    }
}

extension ServerCore {
    /// The list as decisions, made once for all who ask for the same.
    func decisions(_ filter: ListFilter, _ coding: ContentCoding) async throws -> PreparedList {
        do {
            return try await lists.list(ListKey(TextKey(filter: filter, format: .decisions), in: coding))
        } catch let error as ListCacheError {
            throw error.requestError
        }
    }
}
