import Geolocation
import NIOPosix
import Synchronization
import ThreatModel

/// The lists that clients ask for, each built once for all of them and again when something changed.
///
/// Building never takes more than a fixed share of the time: after a list took t to build, it is served as it is for
/// t × (1/share − 1), whatever has changed since. Small lists are therefore current within a millisecond, one of a
/// million addresses within half a second.
///
/// Nor does memory grow with slow clients while lists change under them: when answers under way hold too much of what was
/// replaced, lists are served as they are a while longer, so that the next clients share with those.
final class ListCache: Sendable {
    /// Memory for lists nobody reads at the moment.
    static let defaultByteBudget = 128 << 20
    static let defaultBuildShare = 0.2
    /// Memory of replaced lists, held by answers under way, above which no list is replaced …
    static let defaultRetiredBudget = 64 << 20
    /// … unless it is older than this.
    static let mostStaleness = Duration.seconds(60)

    private struct State {
        var shelf: ListShelf
        var queue = ListBuildQueue()
        var building: [ListKey: [CheckedContinuation<PreparedList, any Error>]] = [:]
    }

    private let live: LiveState
    private let places: PlaceDirectory
    private let threads: NIOThreadPool
    private let clock: any WallClock
    private let buildShare: Double
    private let retiredBudget: Int
    private let mostKeptText: Int
    // Held for a dictionary access on requests for lists.
    private let state: Mutex<State>

    /// - Parameters:
    ///   - threads: where lists are built; two threads are enough.
    ///   - clock: for the time since when a text has been what it is.
    ///   - mostKeptText: bytes of a text that are kept.
    ///   - buildShare: the most of one processor that building one list may take, 0…1.
    init(
        live: LiveState, places: PlaceDirectory, threads: NIOThreadPool, clock: any WallClock,
        byteBudget: Int = defaultByteBudget, buildShare: Double = defaultBuildShare,
        retiredBudget: Int = defaultRetiredBudget, mostKeptText: Int = ListText.mostKeptBytes
    ) {
        self.live = live
        self.places = places
        self.threads = threads
        self.clock = clock
        self.buildShare = buildShare
        self.retiredBudget = retiredBudget
        self.mostKeptText = mostKeptText
        state = Mutex(State(shelf: ListShelf(byteBudget: byteBudget)))
    }

    private var version: ListVersion {
        ListVersion(snapshot: live.current.version, places: places.current.version)
    }

    /// The list, when there is one that may still be served.
    func ready(_ key: ListKey) -> PreparedList? {
        let version = version
        return state.withLock { state in
            guard let entry = state.shelf[key] else { return nil }
            if entry.list.list.version != version {
                let now = ContinuousClock.now
                guard
                    now < entry.keepUntil
                        || state.shelf.retiredByteCount() > retiredBudget && now - entry.builtAt < Self.mostStaleness
                else { return nil }
            }
            state.shelf.use(key)
            return entry.list
        }
    }

    /// The list, built if need be. Whoever asks meanwhile waits for the same one.
    ///
    /// - Parameter sequence: the place in the feed before which it must not stand.
    /// - Throws: ``ListCacheError``
    func list(_ key: ListKey, notBefore sequence: UInt64 = 0) async throws -> PreparedList {
        if let list = ready(key), list.list.cursor.sequence >= sequence { return list }
        while true {
            // One that was begun earlier may stand before it.
            let list = try await built(key)
            if list.list.cursor.sequence >= sequence { return list }
        }
    }

    /// The addresses alone, as a stream begins with them.
    func addresses(_ filter: ListFilter, notBefore sequence: UInt64 = 0) async throws -> AddressList {
        try await list(.addresses(filter), notBefore: sequence).list
    }

    // MARK: Building

    private func built(_ key: ListKey) async throws -> PreparedList {
        try await withCheckedThrowingContinuation { continuation in
            let reaction = state.withLock { state -> ListBuildQueue.Reaction in
                if state.building[key] != nil {
                    state.building[key]?.append(continuation)
                    return .wait
                }
                let reaction = state.queue.add(key)
                if reaction != .refuse { state.building[key] = [continuation] }
                return reaction
            }
            switch reaction {
            case .start: start(key)
            case .wait: break
            case .refuse: continuation.resume(throwing: ListCacheError.busy)
            }
        }
    }

    private func start(_ key: ListKey) {
        threads.submit { [self] threadState in
            let result = Result {
                guard threadState == .active else { throw ListCacheError.stopping }
                return try build(key)
            }
            let (waiting, next) = state.withLock { state in
                (state.building.removeValue(forKey: key) ?? [], state.queue.finish(key))
            }
            for continuation in waiting { continuation.resume(with: result) }
            if let next { start(next) }
        }
    }

    private func build(_ key: ListKey) throws -> PreparedList {
        let start = ContinuousClock.now
        let list: PreparedList
        switch key {
        case .addresses(let filter):
            list = .addresses(AddressList(of: live.current, filter: filter, places: places.current))
        case .text(let key):
            let addresses = try current(.addresses(key.filter)).list
            let text = ListText(
                key.cut.map { addresses.prefix($0) } ?? addresses, as: key.format.format,
                isAggregated: key.isAggregated, mostKept: mostKeptText)
            list = .text(text, since: since(text, under: .text(key)))
        case .packed(let key, let coding):
            guard case .text(let text, let since) = try current(.text(key)) else { throw ListCacheError.stopping }
            list = .packed(try Self.pack(text, coding), coding, of: text, since: since)
        }
        let end = ContinuousClock.now
        state.withLock { state in
            state.shelf.put(list, under: key, keepUntil: end + (end - start) * (1 / buildShare - 1))
        }
        return list
    }

    private static func pack(_ text: ListText, _ coding: ContentCoding) throws -> any PackedText {
        switch coding {
        case .zstd: try ZstdText(text)
        case .gzip, .identity: try GzipText(text)
        }
    }

    /// What a list is made from, as of now.
    private func current(_ key: ListKey) throws -> PreparedList {
        let version = version
        let held = state.withLock { state -> PreparedList? in
            guard let entry = state.shelf[key], entry.list.list.version == version else { return nil }
            state.shelf.use(key)
            return entry.list
        }
        return try held ?? build(key)
    }

    /// Since when a text has been what it is: as long as the one before it when their bytes are the same, otherwise from now
    /// on, and a second after the one before it at least, so that whole seconds tell them apart.
    private func since(_ text: ListText, under key: ListKey) -> Timestamp {
        let now = clock.now
        guard case .text(let old, let since)? = state.withLock({ $0.shelf[key]?.list }) else { return now }
        if old.tag(ofFirst: .max) == text.tag(ofFirst: .max), !text.format.framesVary { return since }
        return max(now, since.advanced(by: .seconds(1)))
    }
}
