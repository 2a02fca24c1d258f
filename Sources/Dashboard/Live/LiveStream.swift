import Hummingbird
import NIOCore

/// One page that follows: `GET /api/live`.
struct LiveStream: Sendable {
    let feed: LiveFeed
    let selection: LiveSelection
    /// What the page knows already; `nil`: nothing.
    let start: LiveCursor?
    /// Whether whoever asked may still see it.
    let isWelcome: @Sendable () async -> Bool

    /// How long a page that was cut off waits before it comes back.
    private static let greeting = ByteBuffer(string: "retry: 1000\n\n")
    /// An event, because scripts hear nothing of comments: a page that misses it knows that its connection is dead.
    private static let heartbeat = ByteBuffer(string: "event: beat\ndata: still here\n\n")
    /// So many things may happen that are of no interest to a page until it is told where they end.
    private static let mostSilent: UInt64 = 100

    /// Writes until the page is gone, its session is over or the feed ends. Waits for a page that does not read.
    @concurrent
    func write(to writer: inout any ResponseBodyWriter) async throws {
        guard let reader = feed.open() else { return try await writer.finish(nil) }
        defer { feed.close(reader) }
        try await writer.write(Self.greeting)
        var (cursor, told, beats) = (start, start?.time ?? 0, feed.beats)
        var wakes = reader.wakes.makeAsyncIterator()
        repeat {
            let (news, end) = feed.news(after: cursor)
            var text = text(of: news, after: cursor, at: end)
            cursor = end
            if text.readableBytes > 0 { told = end.time }
            let isBeat = feed.beats != beats
            beats = feed.beats
            if isBeat, await !isWelcome() {
                try await writer.write(event(.end, at: end))
                break
            }
            if end.time > told, isBeat || end.time - told > Self.mostSilent {
                // A block without data dispatches nothing and moves the page's place on.
                text.writeString("id: \(end)\n\n")
                told = end.time
            }
            if isBeat { text.writeImmutableBuffer(Self.heartbeat) }
            if text.readableBytes > 0 { try await writer.write(text) }
        } while await wakes.next() != nil
        try await writer.finish(nil)
    }

    private func text(of news: LiveFeed.News, after cursor: LiveCursor?, at end: LiveCursor) -> ByteBuffer {
        switch news {
        case .nothing:
            return ByteBuffer()
        case .batches(let batches):
            if batches.count == 1 { return batches[0].event(for: selection) }
            return batches.reduce(into: ByteBuffer()) { text, batch in
                var event = batch.event(for: selection)
                text.writeBuffer(&event)
            }
        case .anew(let rows):
            return event(.reset, at: end, new: rows, updated: [])
        case .rows(let rows):
            let time = cursor?.time ?? 0
            return event(
                .blocks, at: end, new: rows.filter { $0.born > time }, updated: rows.filter { $0.born <= time })
        }
    }

    private func event(
        _ kind: LiveEvent.Kind, at end: LiveCursor, new: [LiveRow] = [], updated: [LiveRow] = []
    ) -> ByteBuffer {
        LiveEvent(kind: kind, at: end, new: new, updated: updated, mostRows: LiveRing.length, for: selection)?.bytes
            ?? ByteBuffer()
    }
}
