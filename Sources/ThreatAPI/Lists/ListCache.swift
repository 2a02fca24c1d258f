import NIOPosix
import Synchronization
import ThreatModel

/// The lists that clients ask for, each built once for all of them and again when something changed.
///
/// Building never takes more than a fixed share of the time: after a list took t to build, it is served as it is for
/// t × (1/share − 1), whatever has changed since. Small lists are therefore current within a millisecond, one of a
/// million addresses within half a second.
final class ListCache: Sendable {
    /// Memory for lists nobody reads at the moment. The newest is kept whatever its size.
    static let defaultByteBudget = 128 << 20
    static let defaultBuildShare = 0.2

    struct Key: Hashable, Sendable {
        var filter: ListFilter
        var form: PreparedList.Form
    }

    private struct Entry {
        var list: PreparedList
        var version: UInt64
        var keepUntil: ContinuousClock.Instant
        /// Counts uses: the smallest is the longest unused.
        var lastUse: UInt64
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var building: [Key: [CheckedContinuation<PreparedList, any Error>]] = [:]
        var uses: UInt64 = 0
    }

    private let live: LiveState
    private let threads: NIOThreadPool
    private let byteBudget: Int
    private let buildShare: Double
    // Held for a dictionary access on requests for lists.
    private let state = Mutex(State())

    /// - Parameters:
    ///   - threads: where lists are built; one thread is enough.
    ///   - buildShare: the most of one processor that building one list may take, 0…1.
    init(
        live: LiveState, threads: NIOThreadPool, byteBudget: Int = defaultByteBudget,
        buildShare: Double = defaultBuildShare
    ) {
        self.live = live
        self.threads = threads
        self.byteBudget = byteBudget
        self.buildShare = buildShare
    }

    /// The list, when there is one that may still be served.
    func ready(_ key: Key) -> PreparedList? {
        let version = live.current.version
        return state.withLock { state in
            guard let entry = state.entries[key], entry.version == version || ContinuousClock.now < entry.keepUntil
            else { return nil }
            state.uses += 1
            state.entries[key]?.lastUse = state.uses
            return entry.list
        }
    }

    /// The list, built if need be. Whoever asks meanwhile waits for the same one.
    ///
    /// - Parameter sequence: the place in the feed before which it must not stand.
    func list(_ key: Key, notBefore sequence: UInt64 = 0) async throws -> PreparedList {
        if let list = ready(key), list.cursor.sequence >= sequence { return list }
        while true {
            // One that was begun earlier may stand before it.
            let list = try await built(key)
            if list.cursor.sequence >= sequence { return list }
        }
    }

    private func built(_ key: Key) async throws -> PreparedList {
        try await withCheckedThrowingContinuation { continuation in
            let isFirst = state.withLock { state in
                state.building[key, default: []].append(continuation)
                return state.building[key]?.count == 1
            }
            guard isFirst else { return }
            threads.submit { [self] threadState in
                let result = Result {
                    guard threadState == .active else { throw CancellationError() }
                    return try build(key)
                }
                let waiting = state.withLock { $0.building.removeValue(forKey: key) ?? [] }
                for continuation in waiting { continuation.resume(with: result) }
            }
        }
    }

    private func build(_ key: Key) throws -> PreparedList {
        let start = ContinuousClock.now
        let snapshot = live.current
        let list = try PreparedList.build(key.form, of: snapshot, filter: key.filter)
        let end = ContinuousClock.now
        state.withLock { state in
            state.uses += 1
            state.entries[key] = Entry(
                list: list, version: snapshot.version, keepUntil: end + (end - start) * (1 / buildShare - 1),
                lastUse: state.uses)
            evict(from: &state)
        }
        return list
    }

    /// Drops the longest unused lists until the rest fits.
    private func evict(from state: inout State) {
        var total = state.entries.values.reduce(0) { $0 + $1.list.byteCount }
        for (key, entry) in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse })
        where total > byteBudget && entry.lastUse != state.uses {
            total -= entry.list.byteCount
            state.entries[key] = nil
        }
    }
}
