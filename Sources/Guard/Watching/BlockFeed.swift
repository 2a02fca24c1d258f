import Synchronization

/// Hands events to everybody who watches. Who is slow loses the oldest.
package final class BlockFeed: Sendable {
    private struct Watchers {
        var followers: [Weak] = []
        var streams: [Int: AsyncStream<BlockEvent>.Continuation] = [:]
        var last = 0
    }

    // A stream may end on any thread; the lock is held for a look into the dictionary.
    private let watchers = Mutex(Watchers())

    private struct Weak {
        weak var follower: (any BlockFollower)?
    }

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

    /// From now on this one is given everything, for as long as it is there.
    package func add(_ follower: any BlockFollower) {
        watchers.withLock { watchers in
            watchers.followers.removeAll { $0.follower == nil }
            watchers.followers.append(Weak(follower: follower))
        }
    }

    package func yield(_ event: BlockEvent) { yield([event]) }

    package func yield(_ events: [BlockEvent]) {
        let (streams, followers) = watchers.withLock { (Array($0.streams.values), $0.followers) }
        for follower in followers { follower.follower?.take(events) }
        for stream in streams {
            for event in events { stream.yield(event) }
        }
    }

    /// Packets that were blocked and are in no event.
    package func yield(untold packets: Int) {
        let followers = watchers.withLock { $0.followers }
        for follower in followers { follower.follower?.take(untold: packets) }
    }
}
