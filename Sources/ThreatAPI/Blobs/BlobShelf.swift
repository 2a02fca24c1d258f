import Logging
import NIOPosix
import Observability
import Synchronization
import ThreatModel

/// The files that visitors left at sensors: each once, durable before anybody is told so, and no more of them than there is
/// room for.
final class BlobShelf: Sendable {
    enum Outcome: Sendable {
        case stored
        /// The same bytes were there already.
        case known
    }

    let folder: BlobFolder
    let limits: BlobLimits
    /// Whatever waits for the disk does it on these.
    let threads: NIOThreadPool
    private let metrics: BlobMetrics
    private let logger: Logger
    // Held while a file gets its name: one after the other, on threads that may block.
    private let publishing = Mutex<Void>(())
    // Held for look-ups, never for the disk.
    private let index: Mutex<BlobIndex>
    private let pace = Mutex(BlobPace())

    /// Looks at what is there. Blocks on the disk.
    ///
    /// - Throws: ``ThreatAPIError``
    init(
        folder: BlobFolder, limits: BlobLimits, threads: NIOThreadPool, metrics: BlobMetrics, logger: Logger
    ) throws(ThreatAPIError) {
        do {
            try folder.prepare()
        } catch {
            throw .folder(path: folder.path, reason: "\(error)")
        }
        let found = BlobIndex(folder.blobs())
        self.folder = folder
        self.limits = limits
        self.threads = threads
        self.metrics = metrics
        self.logger = logger
        metrics.bytes.set(found.bytes)
        index = Mutex(found)
    }

    subscript(name: BlobName) -> StoredBlob? { index.withLock { $0.blobs[name] } }

    /// The newest files that came before a place, newest first.
    func newest(before position: BlobPosition?, limit: Int) async throws -> [StoredBlob] {
        let index = index.withLock { $0 }
        // Sorting a hundred thousand of them is not for a thread that answers requests.
        return try await threads.runIfActive { index.newest(before: position, limit: limit) }
    }

    // MARK: Taking in

    /// Runs `body` if a sensor may send a file now.
    func admitting<Result>(
        _ sensor: Int64, at now: Timestamp, _ body: () async throws -> Result
    ) async throws -> Result {
        guard limits.bytes > 0 else { throw RequestError.noRoom("this server keeps no files of visitors") }
        try pace.withLock { (pace) throws(RequestError) in try pace.begin(sensor, within: limits, at: now) }
        defer { pace.withLock { $0.end(sensor) } }
        return try await body()
    }

    /// Counts bytes of a file that comes.
    func count(_ bytes: Int, of sensor: Int64, at now: Timestamp) throws(RequestError) {
        try pace.withLock { (pace) throws(RequestError) in try pace.add(bytes, of: sensor, within: limits, at: now) }
    }

    /// A place for a file that comes.
    func draft() async throws -> BlobDraft {
        try await onDisk { [folder, limits] in
            guard try folder.bytesLeft() >= limits.spareBytes + limits.fileBytes else {
                throw RequestError.noRoom(
                    "the server's disk is nearly full; what is left of it is not for files of visitors")
            }
            return try BlobDraft(in: folder.incoming)
        }
    }

    /// Keeps a file that has come, if it is new. It is durable when this returns.
    func keep(_ draft: BlobDraft, _ name: BlobName, bytes: Int, from sensor: Int64, at now: Timestamp) async throws
        -> Outcome
    {
        let blob = StoredBlob(name: name, sensor: sensor, bytes: bytes, receivedAt: now)
        let outcome = try await onDisk { try self.publish(draft, as: blob) }
        metrics.results[outcome == .stored ? .stored : .known]?.increment()
        return outcome
    }

    /// Counts a file that was not needed.
    func noteKnown() { metrics.results[.known]?.increment() }

    private func publish(_ draft: BlobDraft, as blob: StoredBlob) throws -> Outcome {
        guard blob.bytes <= limits.bytes else {
            throw RequestError.noRoom("this server keeps \(limits.megabytes) MiB of files, and the file has more")
        }
        if self[blob.name] == nil {
            try draft.setTime(blob.receivedAt)
            try draft.synchronise()
        }
        return try publishing.withLock { _ -> Outcome in
            guard self[blob.name] == nil else { return .known }
            while let old = index.withLock({ $0.victim(for: blob.bytes, of: blob.sensor, within: limits) }) {
                try giveUp(old)
            }
            try folder.prepare(for: blob.sensor)
            try draft.publish(as: folder.path(of: blob))
            try BlobFolder.synchronise(folder.folder(of: blob.sensor))
            metrics.bytes.set(
                index.withLock { index in
                    index.add(blob)
                    return index.bytes
                })
            return .stored
        }
    }

    private func giveUp(_ blob: StoredBlob) throws(BlobFault) {
        try folder.remove(blob)
        index.withLock { $0.remove(blob.name) }
        metrics.results[.givenUp]?.increment()
    }

    /// Runs what waits for the disk, and says in words what goes wrong.
    private func onDisk<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        do {
            return try await threads.runIfActive(body)
        } catch let fault as BlobFault {
            metrics.results[.failed]?.increment()
            logger.warning("a file of a visitor cannot be kept", metadata: ["error": "\(fault)"])
            if fault.isFull { throw RequestError.noRoom("the server's disk is full") }
            throw RequestError.unavailable("the server cannot write files at the moment", retryAfter: 30)
        } catch let error as RequestError {
            metrics.results[.failed]?.increment()
            throw error
        }
    }

    /// Adds to a file that comes.
    func write(_ bytes: [UInt8], to draft: BlobDraft) async throws {
        try await onDisk { try draft.write(bytes) }
    }

    // MARK: Giving out

    /// Opens a file that is here; `nil` when it is not here any more.
    func reader(of blob: StoredBlob) async throws -> BlobReader? {
        let path = folder.path(of: blob)
        do {
            return try await threads.runIfActive { try BlobReader(path) }
        } catch let fault as BlobFault where fault.isMissing {
            // Somebody removed it by hand, which is theirs to do.
            metrics.bytes.set(
                index.withLock { index in
                    index.remove(blob.name)
                    return index.bytes
                })
            return nil
        }
    }
}

extension RequestError {
    /// RFC 4918 §11.5: nobody but whoever runs the server can change that.
    static func noRoom(_ sentence: String) -> Self { Self(status: 507, sentence: sentence) }
}
