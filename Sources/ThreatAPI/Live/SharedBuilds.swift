import NIOPosix
import Synchronization

/// Things that are made from a whole snapshot, each made once for all who ask, and again when something changed.
///
/// Making one never takes more than a fixed share of the time: after it took t, it is served as it is for t × (1/share − 1),
/// whatever has changed since, unless somebody needs what came later.
final class SharedBuilds<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        var value: Value
        /// The version of the snapshot it was made from.
        var version: UInt64
        var keepUntil: ContinuousClock.Instant
        /// Counts uses: the smallest is the longest unused.
        var lastUse: UInt64
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var building: [Key: [CheckedContinuation<(Value, version: UInt64), any Error>]] = [:]
        var uses: UInt64 = 0
    }

    private let live: LiveState
    private let threads: NIOThreadPool
    private let capacity: Int
    private let buildShare: Double
    private let build: @Sendable (Key, Snapshot, Value?) -> Value
    // Held for a dictionary access a request.
    private let state = Mutex(State())

    /// - Parameters:
    ///   - threads: where things are made; one thread is enough.
    ///   - capacity: how many are kept; the longest unused gives way.
    ///   - buildShare: the most of one processor that making one thing may take, 0…1.
    ///   - build: makes one from a snapshot, and from what was made before it.
    init(
        live: LiveState, threads: NIOThreadPool, capacity: Int, buildShare: Double = 0.2,
        build: @escaping @Sendable (Key, Snapshot, Value?) -> Value
    ) {
        self.live = live
        self.threads = threads
        self.capacity = capacity
        self.buildShare = buildShare
        self.build = build
    }

    /// The thing, made if need be. Whoever asks meanwhile waits for the same one.
    ///
    /// - Parameter version: the version of the snapshot that it must know.
    /// - Throws: `CancellationError` when the server stops.
    func value(_ key: Key, notBefore version: UInt64 = 0) async throws -> Value {
        if let value = ready(key, notBefore: version) { return value }
        while true {
            // One that was begun earlier may stand before it.
            let (value, found) = try await built(key)
            if found >= version { return value }
        }
    }

    private func ready(_ key: Key, notBefore version: UInt64) -> Value? {
        let current = live.current.version
        return state.withLock { state in
            guard let entry = state.entries[key],
                entry.version == current || entry.version >= version && ContinuousClock.now < entry.keepUntil
            else { return nil }
            state.uses += 1
            state.entries[key]?.lastUse = state.uses
            return entry.value
        }
    }

    private func built(_ key: Key) async throws -> (Value, version: UInt64) {
        try await withCheckedThrowingContinuation { continuation in
            let isFirst = state.withLock { state in
                state.building[key, default: []].append(continuation)
                return state.building[key]?.count == 1
            }
            guard isFirst else { return }
            threads.submit { [self] threadState in
                let result: Result<(Value, version: UInt64), any Error> =
                    threadState == .active ? .success(make(key)) : .failure(CancellationError())
                let waiting = state.withLock { $0.building.removeValue(forKey: key) ?? [] }
                for continuation in waiting { continuation.resume(with: result) }
            }
        }
    }

    private func make(_ key: Key) -> (Value, version: UInt64) {
        let previous = state.withLock { $0.entries[key]?.value }
        let start = ContinuousClock.now
        let snapshot = live.current
        let value = build(key, snapshot, previous)
        let end = ContinuousClock.now
        state.withLock { state in
            state.uses += 1
            state.entries[key] = Entry(
                value: value, version: snapshot.version, keepUntil: end + (end - start) * (1 / buildShare - 1),
                lastUse: state.uses)
            if state.entries.count > capacity,
                let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
            {
                state.entries[oldest.key] = nil
            }
        }
        return (value, snapshot.version)
    }
}
