import Synchronization

/// Hands events to everybody who watches. Who is slow loses the oldest.
package final class BlockFeed: Sendable {
    private struct Watchers {
        var streams: [Int: AsyncStream<BlockEvent>.Continuation] = [:]
        var last = 0
    }

    // A stream may end on any thread; the lock is held for a look into the dictionary.
    private let watchers = Mutex(Watchers())

    /// Events that wait for one watcher.
    static let buffered = 1024

    package init() {}

    deinit {
        for stream in watchers.withLock({ Array($0.streams.values) }) { stream.finish() }
    }

    /// Events from now on.
    package func events() -> AsyncStream<BlockEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: BlockEvent.self, bufferingPolicy: .bufferingNewest(Self.buffered))
        let number = watchers.withLock { watchers in
            watchers.last += 1
            watchers.streams[watchers.last] = continuation
            return watchers.last
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.watchers.withLock { $0.streams.removeValue(forKey: number) }
        }
        return stream
    }

    func yield(_ event: BlockEvent) {
        for stream in watchers.withLock({ Array($0.streams.values) }) { stream.yield(event) }
    }
}
