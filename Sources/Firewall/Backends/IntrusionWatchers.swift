import Synchronization

/// The streams of those who watch a firewall.
final class IntrusionWatchers: Sendable {
    private struct Watchers {
        var streams: [Int: AsyncStream<FirewallIntrusion>.Continuation] = [:]
        var last = 0
        var isFinished = false
    }

    // A stream ends on any thread; the lock is held for a look into the dictionary.
    private let watchers = Mutex(Watchers())

    /// A stream that keeps the newest intrusion that was not taken yet.
    func stream() -> AsyncStream<FirewallIntrusion> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: FirewallIntrusion.self, bufferingPolicy: .bufferingNewest(1))
        let number = watchers.withLock { watchers -> Int? in
            guard !watchers.isFinished else { return nil }
            watchers.last += 1
            watchers.streams[watchers.last] = continuation
            return watchers.last
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.watchers.withLock { $0.streams.removeValue(forKey: number) }
        }
        return stream
    }

    func yield(_ intrusion: FirewallIntrusion) {
        for stream in watchers.withLock({ Array($0.streams.values) }) { stream.yield(intrusion) }
    }

    func finish() {
        let streams = watchers.withLock { watchers in
            defer { watchers.streams = [:] }
            watchers.isFinished = true
            return Array(watchers.streams.values)
        }
        for stream in streams { stream.finish() }
    }
}
