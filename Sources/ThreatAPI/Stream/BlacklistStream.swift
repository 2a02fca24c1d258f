import Observability
import Store
import ThreatModel

/// One client that follows a list: `GET /v1/key/blacklist/stream`.
///
/// It holds its place in the feed and nothing else. Writing waits for the client; what happens meanwhile is read from the
/// feed afterwards, or from the store when the feed has forgotten it, or the list begins anew when the store has too.
struct BlacklistStream: AnswerStream {
    /// Changes looked at, or addresses of a full list sent, at once.
    static let portion = 1024
    static let retryMilliseconds = 2000

    let filter: ListFilter
    /// Where the client stands; `nil`: it has nothing yet.
    let start: FeedCursor?
    let meter: StreamMeter
    let live: LiveState
    let lists: ListCache
    let feed: ChangeFeed
    let store: any Store
    /// Counts those who are connected.
    let openStreams: Gauge

    /// Why a stream ends, as a comment for whoever reads along.
    struct Ended: Error {
        var sentence: String
    }

    @concurrent
    func write(to writer: any AnswerWriter) async throws {
        openStreams.increment()
        defer { openStreams.decrement() }
        var text = EventStreamText()
        text.retry(milliseconds: Self.retryMilliseconds)
        try await writer.write(text.take())
        do {
            try await follow(writer)
        } catch let end as Ended {
            text.comment(end.sentence)
            try await writer.write(text.take())
        }
        try await writer.finish()
    }

    @concurrent
    private func follow(_ writer: any AnswerWriter) async throws {
        let newest = live.current.cursor
        let epoch = newest.epoch
        var text = EventStreamText()
        var position: UInt64
        var isCaughtUp = false
        if let start, start.epoch == epoch, start.sequence <= newest.sequence {
            position = start.sequence
        } else {
            position = try await sendList(to: writer)
            isCaughtUp = true
        }
        var told = position
        while true {
            guard let changes = try await changes(after: position) else {
                position = try await sendList(notBefore: live.current.cursor.sequence, to: writer)
                told = position
                isCaughtUp = true
                continue
            }
            if let last = changes.last {
                if let sent = try await send(changes, epoch: epoch, to: writer) { told = sent }
                position = last.sequence
                continue
            }
            if !isCaughtUp {
                isCaughtUp = true
                text.event(.ready, at: FeedCursor(epoch: epoch, sequence: position))
                told = position
                try await writer.write(text.take())
            }
            switch await feed.wait(after: position) {
            case .changed: break
            case .heartbeat:
                try meter.check()
                if told < position {
                    text.heartbeat(at: FeedCursor(epoch: epoch, sequence: position))
                    told = position
                } else {
                    text.comment("heartbeat")
                }
                try await writer.write(text.take())
            case .closed: throw Ended(sentence: "the server is stopping; the stream goes on after it is back")
            }
        }
    }

    /// The next changes, empty when there are none; `nil` when those after `sequence` are no longer known.
    private func changes(after sequence: UInt64) async throws -> [StoredChange]? {
        if let changes = feed.changes(after: sequence, limit: Self.portion) { return changes }
        do {
            return try await store.read { reader in
                guard sequence >= (try reader.oldestResumableSequence()) else { return nil }
                return try reader.changes(after: sequence, limit: Self.portion)
            }
        } catch { throw Ended(sentence: "the store cannot be read at the moment") }
    }

    /// Sends what some changes mean to this client and returns the place of the last event; `nil` when there was none.
    @concurrent
    private func send(_ changes: [StoredChange], epoch: UInt32, to writer: any AnswerWriter) async throws -> UInt64? {
        let events = changes.compactMap { change in
            filter.event(for: change).map { (event: $0, sequence: change.sequence) }
        }
        try meter.check()
        let adds = events.count { if case .add = $0.event { true } else { false } }
        let allowed = try await meter.spend(upTo: adds)
        var left = allowed
        var text = EventStreamText()
        for (event, sequence) in events {
            if case .add = event {
                guard left > 0 else { break }
                left -= 1
            }
            text.event(event, at: FeedCursor(epoch: epoch, sequence: sequence))
        }
        if !text.isEmpty { try await writer.write(text.take()) }
        guard allowed == adds else { throw meter.exhausted }
        return events.last?.sequence
    }

    /// Sends the whole list and returns the place in the feed that it stands for.
    ///
    /// Its events carry a cursor of no epoch: a client that is cut off before the end has no list, and gets it anew.
    ///
    /// - Parameter sequence: the place in the feed before which it must not stand.
    @concurrent
    private func sendList(notBefore sequence: UInt64 = 0, to writer: any AnswerWriter) async throws -> UInt64 {
        let list = try await list(notBefore: sequence)
        let unfinished = FeedCursor(epoch: 0, sequence: list.cursor.sequence)
        var text = EventStreamText()
        text.event(.reset, at: unfinished)
        var next = 0
        while next < list.entries.count {
            let end = min(next + Self.portion, list.entries.count)
            let allowed = try await meter.spend(upTo: end - next)
            for entry in list.entries[next..<next + allowed] {
                text.event(
                    .add(list.address(of: entry), confidenceLevel: Int(entry.confidence)), at: unfinished)
            }
            try await writer.write(text.take())
            guard allowed == end - next else { throw meter.exhausted }
            next = end
        }
        text.event(.ready, at: list.cursor)
        try await writer.write(text.take())
        return list.cursor.sequence
    }

    /// The list that all clients with this filter share.
    private func list(notBefore sequence: UInt64) async throws -> AddressList {
        let key = ListCache.Key(filter: filter, form: .json)
        guard case .json(let prepared)? = try? await lists.list(key, notBefore: sequence) else {
            throw Ended(sentence: "the list cannot be made at the moment")
        }
        return prepared.list
    }
}
