package import Blocklists
package import Logging
package import Netlink
import Observability
import Synchronization
package import ThreatModel

/// What was blocked and what the guard did, kept for some weeks in a file of SQLite.
///
/// Nothing waits for it: what is given to it goes into a bounded queue and is written once a second. When the disk is full or
/// the file is damaged, the history is off and says so, protection goes on, and it is taken up again when that is possible.
package actor GuardHistory {
    nonisolated let queue: HistoryQueue
    private var options: HistoryOptions
    private let folder: StoredFolder?
    private let thread: NetlinkThread
    let clock: any WallClock
    private let logger: Logger
    private let metrics: GuardMetrics

    // Questions are asked from anywhere, and do not wait for writing.
    nonisolated let database = Mutex<HistoryDatabase?>(nil)
    private var failure: HistoryProblem?
    private var notBefore: Timestamp?
    private var lastPruning: Timestamp?

    package static let fileName = "history.sqlite"
    /// What a damaged file is renamed to; one is kept.
    package static let damagedName = "history.sqlite.damaged"
    /// From one attempt to open or write to the next.
    static let retryInterval = Duration.seconds(10)
    /// How often is looked for what is old, unless there is much of it.
    static let pruningInterval = Duration.seconds(60)

    /// - Parameters:
    ///   - folder: the guard's data folder; `nil`: nothing is kept.
    ///   - queue: what others put into, too.
    ///   - thread: for nothing that must not wait: files are written there.
    ///   - logger: better not one that this history keeps.
    package init(
        _ options: HistoryOptions, folder: StoredFolder?, queue: HistoryQueue, thread: NetlinkThread,
        clock: any WallClock = SystemClock(), logger: Logger, metrics: GuardMetrics
    ) {
        self.options = options
        self.folder = options.isEnabled ? folder : nil
        self.queue = queue
        self.thread = thread
        self.clock = clock
        self.logger = logger
        self.metrics = metrics
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }

    /// From now on, so much is kept for so long. Whether anything is kept at all is decided at the start.
    func adopt(_ options: HistoryOptions) {
        self.options = options
        lastPruning = nil
    }

    package var condition: HistoryCondition {
        if folder == nil { return .off }
        if let failure { return .failing("\(failure)") }
        return database.withLock { $0 } == nil ? .starting : .open
    }

    /// Takes what was blocked. Never waits.
    package nonisolated func record(_ round: BlockRound) { queue.record(round) }

    /// Takes what the guard has to say of itself. Never waits.
    package nonisolated func note(_ entry: GuardLogEntry) { queue.note(entry) }

    /// Writes what waits, and forgets what is old. To be called every second.
    package func tick() {
        guard let folder else {
            _ = queue.takeAll()
            return
        }
        let now = clock.now
        if let notBefore, now < notBefore, notBefore.since(now) <= Self.retryInterval { return }
        notBefore = nil
        do throws(HistoryProblem) {
            let database = try opened(in: folder)
            try write(to: database)
            if failure != nil { logger.notice("The history of blocked packets is kept again") }
            failure = nil
            try prune(database, at: now)
        } catch {
            failed(error, folder, at: now)
        }
    }

    /// Writes what waits, once more, and closes the file.
    package func close() {
        notBefore = nil
        tick()
        closeFile()
    }

    // MARK: - Parts

    private func opened(in folder: StoredFolder) throws(HistoryProblem) -> HistoryDatabase {
        if let open = database.withLock({ $0 }) { return open }
        do throws(BlocklistError) {
            try folder.make()
        } catch {
            throw .other(error.description)
        }
        let opened = try HistoryDatabase(path: folder.file(Self.fileName).path)
        database.withLock { $0 = opened }
        return opened
    }

    private func write(to database: HistoryDatabase) throws(HistoryProblem) {
        let contents = queue.takeAll()
        if contents.lost > 0 {
            metrics.historyLoss.increment(by: contents.lost)
            logger.warning("\(contents.lost.grouped) entries of the history were not kept: they came faster than disk")
        }
        guard !contents.isEmpty else { return }
        do throws(HistoryProblem) {
            try database.write(contents)
        } catch {
            queue.giveBack(contents)
            throw error
        }
    }

    private func prune(_ database: HistoryDatabase, at now: Timestamp) throws(HistoryProblem) {
        if let lastPruning, now.since(lastPruning) < Self.pruningInterval, now >= lastPruning { return }
        // With more to forget, the next second goes on.
        if try !database.prune(options, at: now) { lastPruning = now }
    }

    private func failed(_ problem: HistoryProblem, _ folder: StoredFolder, at now: Timestamp) {
        if failure != problem {
            logger.error("The history of blocked packets is not kept: \(problem). Protection goes on")
        }
        failure = problem
        notBefore = now.advanced(by: Self.retryInterval)
        switch problem {
        case .off, .full: break
        case .other: closeFile()
        case .damaged:
            closeFile()
            setAside(in: folder)
        }
    }

    /// Makes room for a new file.
    private func setAside(in folder: StoredFolder) {
        let file = folder.file(Self.fileName)
        do throws(BlocklistError) {
            try file.rename(to: folder.file(Self.damagedName))
            // What belongs to it only would damage the next one.
            for suffix in ["-wal", "-shm"] { try StoredFile(file.path + suffix).remove() }
            logger.warning("The damaged history is kept as \(Self.damagedName), and a new one begun")
            notBefore = nil
        } catch {
            logger.error("The damaged history cannot be set aside: \(error)")
        }
    }

    private func closeFile() {
        database.withLock { open in
            open?.close()
            open = nil
        }
    }
}
