import Guard
import Synchronization
import ThreatModel

/// What is blocked, as it happens, for all pages that show it.
///
/// It keeps the last rows, gathers what comes for a moment, and has that written once for everybody. A reader holds its place
/// and nothing else: who is slow is given what there is when it is back, and nothing is kept for it.
final class LiveFeed: BlockFollower {
    private struct State {
        var ring = LiveRing()
        /// What came since the last batch.
        var new: [LiveRow] = []
        var updated: [LiveRow] = []
        var untold = 0
        /// The clock at the last batch.
        var told: UInt64 = 0
        /// The last ones, oldest first.
        var batches: [LiveBatch] = []
        var readers: [Int: AsyncStream<Void>.Continuation] = [:]
        var lastReader = 0
        var beats = 0
        var isClosed = false
    }

    /// One who follows.
    struct Reader: Sendable {
        fileprivate let number: Int
        /// An element for any number of things that have happened.
        let wakes: AsyncStream<Void>
    }

    /// What a reader does not know yet.
    enum News {
        case nothing
        case batches([LiveBatch])
        /// What came or changed since then, because a reader was away for a while.
        case rows([LiveRow])
        /// All there is, because a reader is new or was away for long.
        case anew([LiveRow])
    }

    // The guard's task, one a batch, and every reader now and then take it for some microseconds.
    private let state = Mutex(State())
    private let epoch: Int64
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    static let mostReaders = 200
    /// What comes within this time after a batch is one batch.
    static let gathering = Duration.milliseconds(100)
    /// Within this time every reader hears something.
    static let beat = Duration.seconds(15)
    /// Batches that are kept for readers that are a little slow.
    static let mostBatches = 16
    /// Rows that are kept for one batch; the guard hardly ever tells of as many within a tenth of a second.
    static let mostWaiting = LiveRing.mostOpen

    init(clock: any WallClock) {
        epoch = clock.now.milliseconds
        (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    deinit { wake.finish() }

    // MARK: - What happens

    func take(_ events: [BlockEvent]) {
        state.withLock { state in
            for event in events {
                switch state.ring.take(event) {
                case .new(let row):
                    state.new.append(row)
                    guard state.new.count >= 2 * Self.mostWaiting else { break }
                    state.new.removeFirst(Self.mostWaiting)
                    state.untold += Self.mostWaiting
                case .updated(let row):
                    if state.updated.count < Self.mostWaiting { state.updated.append(row) }
                case nil: break
                }
            }
        }
        wake.yield()
    }

    func take(untold packets: Int) {
        state.withLock { state in
            state.untold += packets
            state.ring.tick()
        }
        wake.yield()
    }

    /// Tells readers of what happens, until the task is cancelled.
    func run(clock: any Clock<Duration>) async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await _ in self.wakes {
                    self.tell()
                    try? await clock.sleep(for: Self.gathering)
                }
            }
            group.addTask {
                while (try? await clock.sleep(for: Self.beat)) != nil { self.knock() }
            }
        }
        let readers = state.withLock { state in
            state.isClosed = true
            return Array(state.readers.values)
        }
        for reader in readers { reader.finish() }
    }

    /// Makes a batch of what came, for all to fetch.
    private func tell() {
        let readers = state.withLock { state in
            settle(&state)
            return Array(state.readers.values)
        }
        for reader in readers { reader.yield() }
    }

    private func knock() {
        let readers = state.withLock { state in
            state.beats += 1
            return Array(state.readers.values)
        }
        for reader in readers { reader.yield() }
    }

    private func settle(_ state: inout State) {
        guard state.ring.clock > state.told else { return }
        state.batches.append(
            LiveBatch(
                epoch: epoch, start: state.told, end: state.ring.clock, new: state.new, updated: state.updated,
                untold: state.untold))
        if state.batches.count > Self.mostBatches { state.batches.removeFirst() }
        (state.new, state.updated, state.untold, state.told) = ([], [], 0, state.ring.clock)
    }

    // MARK: - Who follows

    /// Whether nobody else can follow.
    var isFull: Bool { state.withLock { $0.isClosed || $0.readers.count >= Self.mostReaders } }

    /// - Returns: `nil` when there are too many, or nothing is told any more.
    func open() -> Reader? {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        return state.withLock { state in
            guard !state.isClosed, state.readers.count < Self.mostReaders else { return nil }
            state.lastReader += 1
            state.readers[state.lastReader] = continuation
            return Reader(number: state.lastReader, wakes: stream)
        }
    }

    func close(_ reader: Reader) { state.withLock { _ = $0.readers.removeValue(forKey: reader.number) } }

    /// Counts the times at which every reader is to be heard of.
    var beats: Int { state.withLock { $0.beats } }

    /// What happened after a place, and the place behind it.
    ///
    /// - Parameter cursor: `nil`: from no place at all.
    func news(after cursor: LiveCursor?) -> (news: News, cursor: LiveCursor) {
        state.withLock { state in
            settle(&state)
            let end = LiveCursor(epoch: epoch, time: state.told)
            guard let cursor, cursor.epoch == epoch else { return (.anew(Array(state.ring.rows)), end) }
            if cursor == end { return (.nothing, end) }
            if let first = state.batches.firstIndex(where: { $0.start == cursor.time }) {
                return (.batches(Array(state.batches[first...])), end)
            }
            guard let rows = state.ring.rows(since: cursor.time) else {
                return (.anew(Array(state.ring.rows)), end)
            }
            return (.rows(rows), end)
        }
    }

    /// The last rows that a filter lets through, newest first, and where they stand in what is told.
    func latest(_ selection: LiveSelection) -> LiveLatest {
        state.withLock { state in
            settle(&state)
            let rows = state.ring.rows.reversed().filter { selection.filter.holds($0.flow, of: $0.sources) }
            // What came before all that is kept is in the history, as is what came before the feed began.
            let first = state.ring.hasForgotten ? state.ring.rows.first?.began : nil
            return LiveLatest(
                rows: Array(rows.prefix(selection.most)), isCut: rows.count > selection.most,
                cursor: LiveCursor(epoch: epoch, time: state.told),
                since: first ?? Timestamp(milliseconds: epoch), hasForgotten: first != nil,
                flows: Set(state.ring.rows.map(\.flow)))
        }
    }
}

/// The newest rows of a ``LiveFeed``.
struct LiveLatest: Sendable {
    /// Newest first.
    var rows: [LiveRow]
    /// Whether the feed has more of them.
    var isCut: Bool
    var cursor: LiveCursor
    /// The feed has everything that began since then.
    var since: Timestamp
    /// Whether the feed had more that began before.
    var hasForgotten: Bool
    /// Of all rows that the feed has.
    var flows: Set<BlockedFlow>
}
