import GRDB
import Glibc
import Synchronization

/// The store of one machine: a single SQLite file with a write-ahead log.
///
/// `synchronous = FULL`: a commit returns when the log is on the disk, so nothing acknowledged is lost to power failure
/// either (https://www.sqlite.org/pragma.html#pragma_synchronous). Other processes may open the same file; a writer waits
/// up to ``busyTimeout`` for another one's transaction.
package final class SQLiteStore: Store {
    /// Seconds a transaction waits for another process that is writing.
    static let busyTimeout = 5.0
    /// Pages of log after which a commit copies them into the main file: 16 MiB. A larger figure makes bulk writes
    /// cheaper and the log larger.
    static let checkpointPages = 4096
    /// The log file is cut back to this size after a checkpoint.
    static let journalSizeLimit = 64 << 20
    /// Memory for pages of the writing connection, in KiB.
    static let writerCacheKiB = 32 << 10
    static let maximumReaders = 3

    private let pool: DatabasePool
    private let path: String
    private let closed = Mutex(false)

    /// Opens the file, creating it where there is none (readable by its owner only), and brings its schema up to date.
    /// Blocks while it does.
    package convenience init(path: String) throws(StoreError) {
        try self.init(path: path, steps: SQLiteSchema.steps)
    }

    /// With another schema, for tests of the migration.
    init(path: String, steps: [String]) throws(StoreError) {
        self.path = path
        try Self.create(path)
        var configuration = Configuration()
        configuration.label = "store"
        configuration.busyMode = .timeout(Self.busyTimeout)
        configuration.maximumReaderCount = Self.maximumReaders
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { database in
                try database.execute(
                    sql: """
                        PRAGMA synchronous = FULL;
                        PRAGMA wal_autocheckpoint = \(Self.checkpointPages);
                        PRAGMA journal_size_limit = \(Self.journalSizeLimit);
                        PRAGMA cache_size = -\(Self.writerCacheKiB);
                        """)
            }
            try pool.write { try SQLiteSchema.migrate($0, steps: steps) }
        } catch {
            let translated = StoreError.translating(error, path: path)
            throw translated as? StoreError ?? .engine("\(translated)")
        }
    }

    /// SQLite would create the file readable by everyone; its log and shared memory inherit the mode given here.
    private static func create(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: path, reason: String(cString: strerror(errno))) }
        Glibc.close(descriptor)
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        guard !closed.withLock({ $0 }) else { throw StoreError.closed }
        do {
            return try await withCheckedThrowingContinuation { continuation in
                pool.asyncWrite({ try body(SQLiteTransaction(database: $0)) }) { _, result in
                    continuation.resume(with: result)
                }
            }
        } catch {
            throw StoreError.translating(error, path: path)
        }
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> Result
    ) async throws -> Result {
        try await reading { try body($0) }
    }

    package func identityVersion() async throws -> UInt64 {
        try await reading { UInt64(bitPattern: try $0.meta("identity_version")) }
    }

    private func reading<Result: Sendable>(
        _ body: @escaping @Sendable (SQLiteTransaction) throws -> Result
    ) async throws -> Result {
        guard !closed.withLock({ $0 }) else { throw StoreError.closed }
        do {
            return try await withCheckedThrowingContinuation { continuation in
                pool.asyncRead { database in
                    continuation.resume(
                        with: Swift.Result { try body(SQLiteTransaction(database: try database.get())) })
                }
            }
        } catch {
            throw StoreError.translating(error, path: path)
        }
    }

    package func close() async {
        let wasClosed = closed.withLock { closed in
            defer { closed = true }
            return closed
        }
        guard !wasClosed else { return }
        // Waits for the transactions under way; blocking, hence on a thread of its own.
        await withCheckedContinuation { continuation in
            pool.asyncWriteWithoutTransaction { _ in continuation.resume() }
        }
        try? pool.close()
    }
}
