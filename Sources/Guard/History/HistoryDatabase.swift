import GRDB
import Glibc
import ThreatModel

/// The file of the history: SQLite with a write-ahead log. Every call blocks.
final class HistoryDatabase: Sendable {
    let pool: DatabasePool

    /// Seconds that a transaction waits for another process that has the file open.
    static let busyTimeout = 2.0
    /// Memory for pages of the writing connection, in KiB.
    static let writerCacheKiB = 4 << 10
    static let maximumReaders = 2
    /// Bytes that the write-ahead log is cut back to.
    static let journalSizeLimit = 8 << 20

    /// Opens the file, creating it where there is none (readable by its owner only).
    init(path: String) throws(HistoryProblem) {
        // SQLite would create it readable by everyone; its log and shared memory inherit the mode given here.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            let code = errno
            throw code == ENOSPC ? .full : .other("\(path) cannot be opened: \(String(cString: strerror(code)))")
        }
        Glibc.close(descriptor)
        var configuration = Configuration()
        configuration.label = "history"
        configuration.busyMode = .timeout(Self.busyTimeout)
        configuration.maximumReaderCount = Self.maximumReaders
        configuration.prepareDatabase { database in
            guard !database.configuration.readonly else { return }
            // Only a file without tables takes it; nothing is ever vacuumed as a whole.
            try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
            // What a power failure may take are the last seconds, not the file.
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
            try database.execute(sql: "PRAGMA cache_size = -\(Self.writerCacheKiB)")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA journal_size_limit = \(Self.journalSizeLimit)")
            }
            try pool.write { try HistorySchema.migrate($0) }
        } catch {
            throw HistoryProblem(error)
        }
    }

    /// Writes what waits, as one transaction.
    func write(_ contents: HistoryQueue.Contents) throws(HistoryProblem) {
        do {
            try pool.write { database in
                var writer = try HistoryWriter(database)
                for round in contents.rounds { try writer.write(round) }
                for entry in contents.entries { try writer.write(entry) }
                try writer.finish()
            }
        } catch {
            throw HistoryProblem(error)
        }
    }

    /// Forgets some of what is old or too much, for a few milliseconds.
    ///
    /// - Returns: whether there is more to forget.
    func prune(_ options: HistoryOptions, at now: Timestamp) throws(HistoryProblem) -> Bool {
        do {
            let isMore = try pool.write { database in
                try HistoryPruning(database: database, options: options, now: now).step()
            }
            // Outside of a transaction; pages that nothing uses any more go back to the file system, some at a time.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA incremental_vacuum(512)") }
            return isMore
        } catch {
            throw HistoryProblem(error)
        }
    }

    /// Asks without waiting for a writer. The question is run on a thread of the database's.
    func read<Answer: Sendable>(
        _ question: @escaping @Sendable (Database) throws -> Answer
    ) async throws(HistoryProblem) -> Answer {
        let result: Result<Answer, HistoryProblem> = await withCheckedContinuation { continuation in
            pool.asyncRead { database in
                do {
                    continuation.resume(returning: .success(try question(try database.get())))
                } catch {
                    continuation.resume(returning: .failure(HistoryProblem(error)))
                }
            }
        }
        return try result.get()
    }

    func close() { try? pool.close() }
}
