import Geolocation
import Observability
import Store
import ThreatModel

/// One client that follows a list: `GET /v1/key/blacklist/stream`.
///
/// It holds its place in the feed and nothing else. Writing waits for the client; what happens meanwhile is read from the
/// feed afterwards, or from the store when the feed has forgotten it, or the list begins anew when the store has too. It also
/// begins anew when the list depends on where addresses are and that is seen differently now.
struct BlacklistStream: AnswerStream {
    /// Changes looked at, or addresses of a full list sent, at once.
    static let portion = 1024
    static let retryMilliseconds = 2000

    let filter: ListFilter
    /// Where the client stands; `nil`: it has nothing yet.
    let start: FeedCursor?
    let meter: StreamMeter
    let live: LiveState
    let places: PlaceDirectory
    let lists: ListCache
    let feed: ChangeFeed
    let store: any Store
    let clock: any WallClock
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
            // With each other table of places it is another list, and begins anew.
            var start = start
            while true {
                let list = StreamFilter(filter, places: places.current)
                try await follow(list, from: start, writer)
                start = nil
            }
        } catch let end as Ended {
            text.comment(end.sentence)
            try await writer.write(text.take())
        }
        try await writer.finish()
    }

    /// Returns when what the list is seen through is no longer what it was.
    @concurrent
    private func follow(_ list: StreamFilter, from start: FeedCursor?, _ writer: any AnswerWriter) async throws {
        let newest = live.current.cursor
        let epoch = newest.epoch
        var text = EventStreamText()
        var position: UInt64
        var isCaughtUp = false
        if let start, list.continues(from: start, newest: newest) {
            position = start.sequence
        } else {
            guard let sent = try await send(list, notBefore: 0, to: writer) else { return }
            position = sent
            isCaughtUp = true
        }
        var told = position
        while isCurrent(list) {
            guard let changes = try await changes(after: position) else {
                guard let sent = try await send(list, notBefore: live.current.cursor.sequence, to: writer) else {
                    return
                }
                position = sent
                told = position
                isCaughtUp = true
                continue
            }
            if let last = changes.last {
                if let sent = try await send(changes, of: list, epoch: epoch, to: writer) { told = sent }
                position = last.sequence
                continue
            }
            if !isCaughtUp {
                isCaughtUp = true
                text.event(.ready, at: list.cursor(epoch: epoch, sequence: position))
                told = position
                try await writer.write(text.take())
            }
            switch await feed.wait(after: position, since: clock.now) {
            case .changed: break
            case .keysChanged: try meter.check()
            case .heartbeat:
                try meter.check()
                guard isCurrent(list) else { return }
                if told < position {
                    text.heartbeat(at: list.cursor(epoch: epoch, sequence: position))
                    told = position
                } else {
                    text.comment("heartbeat")
                }
                try await writer.write(text.take())
            case .closed: throw Ended(sentence: "the server is stopping; the stream goes on after it is back")
            }
        }
    }

    /// Whether addresses are where they were, as far as the list asks.
    private func isCurrent(_ list: StreamFilter) -> Bool {
        filter.places.isEmpty || places.current.version == list.places.version
    }

    /// The next changes, empty when there are none; `nil` when those after `sequence` are no longer known.
    private func changes(after sequence: UInt64) async throws -> [StoredChange]? {
        do {
            return try await feed.changes(after: sequence, limit: Self.portion, orFrom: store)
        } catch { throw Ended(sentence: "the store cannot be read at the moment") }
    }

    /// Sends what some changes mean to this client and returns the place of the last event; `nil` when there was none.
    @concurrent
    private func send(
        _ changes: [StoredChange], of list: StreamFilter, epoch: UInt32, to writer: any AnswerWriter
    ) async throws -> UInt64? {
        let events = changes.compactMap { change in
            list.event(for: change).map { (event: $0, sequence: change.sequence) }
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
            text.event(event, at: list.cursor(epoch: epoch, sequence: sequence))
        }
        if !text.isEmpty { try await writer.write(text.take()) }
        guard allowed == adds else { throw meter.exhausted }
        return events.last?.sequence
    }

    /// Sends the whole list and returns the place in the feed that it stands for; `nil` when what there is to send is seen
    /// through other places than the list to be followed.
    ///
    /// Its events carry a cursor of no epoch: a client that is cut off before the end has no list, and gets it anew.
    ///
    /// - Parameter sequence: the place in the feed before which it must not stand.
    @concurrent
    private func send(
        _ followed: StreamFilter, notBefore sequence: UInt64, to writer: any AnswerWriter
    ) async throws -> UInt64? {
        let list: AddressList
        do {
            list = try await lists.addresses(filter, notBefore: sequence)
        } catch { throw Ended(sentence: "the list cannot be made at the moment") }
        guard filter.places.isEmpty || list.places.version == followed.places.version else {
            // The list of the table before is served a moment longer: there is nothing to do but to wait.
            try await Task.sleep(for: Self.placesPause)
            return nil
        }
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

    private static let placesPause = Duration.milliseconds(100)
}
