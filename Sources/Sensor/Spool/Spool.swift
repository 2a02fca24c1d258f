import Observability
import Synchronization
import ThreatModel

/// The sensor's memory on disk: takes events from every visitor, keeps them through crashes and outages, and hands them out
/// in order until the server has acknowledged them.
///
/// Three parties use it at once, each under its own lock, so that none waits for another's disk: visitors append to memory,
/// one thread writes memory to files, and delivery reads files. What is in a file survives kill -9; what has been
/// synchronised survives a power failure.
final class Spool: Sendable {
    /// What became of an event.
    enum Admission: Sendable {
        /// It waits in memory; whether it is the first to do so, and somebody has to call ``write()``.
        case accepted(isWriteDue: Bool)
        case refused(DropReason)
    }

    private struct Incoming {
        var pending: PendingEvents
        /// Bytes the writer holds beside.
        var heldBytes = 0
        /// Somebody has been told to call ``write()``, or will call it anyway.
        var isWriteDue = false
    }

    private let limits: SpoolLimits
    private let files: any FileLayer
    private let folders: PerLane<String>
    private let mark: AcknowledgedMark
    /// How many bytes of interrupted writing were cut off at the start.
    let cutBytes: Int
    private let dropped: [DropReason: Counter]
    // Locks, not actors: events come from event loops, and files are written on threads that may block.
    private let incoming: Mutex<Incoming>
    private let writer: Mutex<SpoolWriter>
    private let directory: Mutex<SpoolDirectory>
    private let reader: Mutex<SpoolReader>

    /// Opens the spool in a folder and recovers what is in it.
    init(folder: String, limits: SpoolLimits, files: any FileLayer, metrics: SensorMetrics) throws(FileError) {
        self.limits = limits
        self.files = files
        folders = try PerLane { lane throws(FileError) in
            let path = "\(folder)/\(lane.rawValue)"
            try files.createFolder(path)
            return path
        }
        mark = AcknowledgedMark(path: "\(folder)/acknowledged")
        let recovery = try SpoolRecovery(folders: folders, mark: mark, files: files)
        cutBytes = recovery.cutBytes
        dropped = metrics.dropped
        incoming = Mutex(Incoming(pending: PendingEvents(nextSequence: recovery.nextSequence)))
        writer = Mutex(SpoolWriter(files, folders: folders))
        directory = Mutex(recovery.directory)
        reader = Mutex(SpoolReader(files))
    }

    /// Bytes of all files.
    var bytes: Int { directory.withLock { $0.bytes } }

    /// Events that are not acknowledged, those given up included until delivery has passed them.
    var backlog: Int {
        let next = incoming.withLock { $0.pending.nextSequence }
        let acknowledged = directory.withLock { $0.acknowledged }
        return next > acknowledged ? Int(clamping: next - acknowledged) : 0
    }

    /// Takes an event's line. Never waits for a disk.
    func append(_ line: [UInt8], kind: EventKind) -> Admission {
        let admission = incoming.withLock { incoming -> Admission in
            // The second half of the memory is for what is worth more than raw bytes.
            let room = kind == .raw ? limits.memoryBytes / 2 : limits.memoryBytes
            guard incoming.heldBytes + incoming.pending.bytes + line.count <= room else { return .refused(.diskFull) }
            incoming.pending.append(line, kind: kind)
            defer { incoming.isWriteDue = true }
            return .accepted(isWriteDue: !incoming.isWriteDue)
        }
        if case .refused(let reason) = admission { dropped[reason]?.increment() }
        return admission
    }

    /// Writes everything that waits in memory to files, where ``nextBatch(events:bytes:)`` finds it. Blocks on the disk.
    ///
    /// - Throws: when the disk does not take it. Nothing is lost: it stays in memory, and whoever calls has to call again;
    ///   until then no event asks for it.
    func write() throws(FileError) {
        try writer.withLock { writer throws(FileError) in
            repeat {
                if !writer.hasHeld {
                    let taken = incoming.withLock { incoming in
                        let taken = incoming.pending.take()
                        incoming.isWriteDue = false
                        return taken
                    }
                    writer.hold(taken)
                }
                do throws(FileError) {
                    try writeHeld(&writer)
                } catch {
                    incoming.withLock { incoming in
                        incoming.heldBytes = writer.heldBytes
                        incoming.isWriteDue = true
                    }
                    throw error
                }
                // What came while older events were held is written in the same call.
            } while incoming.withLock { incoming in
                incoming.heldBytes = 0
                return !incoming.pending.isEmpty
            }
        }
    }

    private func writeHeld(_ writer: inout SpoolWriter) throws(FileError) {
        try keepWithinLimit(&writer)
        let main = try writing(.main, &writer)
        let raw: (segment: SpoolSegment, isNew: Bool)?
        do {
            raw = try writing(.raw, &writer)
        } catch {
            // The events beside are safe; raw bytes do not hold them up.
            dropped[.diskFull]?.increment(by: writer.drop(.raw))
            raw = nil
        }
        // Both lanes become visible together: a reader never sees an event before one that was recorded earlier.
        directory.withLock { directory in
            for (lane, written) in [(SpoolLane.main, main), (.raw, raw)] {
                guard let written else { continue }
                if written.isNew {
                    directory.add(written.segment, to: lane)
                } else {
                    directory.extend(lane, to: written.segment.bytes)
                }
            }
        }
    }

    /// One attempt, and when the disk is full another without the oldest raw bytes.
    private func writing(
        _ lane: SpoolLane, _ writer: inout SpoolWriter
    ) throws(FileError) -> (segment: SpoolSegment, isNew: Bool)? {
        do {
            return try writer.write(lane, segmentBytes: limits.effectiveSegmentBytes)
        } catch {
            guard error.isFull, let oldest = directory.withLock({ $0.takeOldestRaw() }) else { throw error }
            try giveUp(oldest, .raw, &writer, .diskFull)
            return try writer.write(lane, segmentBytes: limits.effectiveSegmentBytes)
        }
    }

    private func keepWithinLimit(_ writer: inout SpoolWriter) throws(FileError) {
        while directory.withLock({ $0.bytes }) + writer.heldBytes > limits.bytes,
            let (lane, oldest) = directory.withLock({ $0.takeOldest() })
        {
            try giveUp(oldest, lane, &writer, .spoolFull)
        }
    }

    /// Removes a file with events that were not delivered, and counts those that can still be read.
    private func giveUp(
        _ segment: SpoolSegment, _ lane: SpoolLane, _ writer: inout SpoolWriter, _ reason: DropReason
    ) throws(FileError) {
        writer.abandon(lane, path: segment.path)
        let acknowledged = directory.withLock { $0.acknowledged }
        var lost = 0
        if let file = try? files.openExisting(segment.path) {
            var scan = SpoolScan(file, from: 0, to: segment.bytes)
            while let found = try? scan.next() { lost += found.record.sequence >= acknowledged ? 1 : 0 }
        }
        dropped[reason]?.increment(by: lost)
        try files.remove(segment.path)
    }

    /// Makes what was written survive a power failure. Blocks on the disk, but nobody else meanwhile.
    func synchronise() throws(FileError) {
        let (files, folders) = writer.withLock { $0.takeUnsynchronised() }
        for file in files { try file.synchronise() }
        for folder in folders { try self.files.synchroniseFolder(folder) }
    }

    /// The next events that are not acknowledged, in order; the same ones until ``acknowledge(_:)``. Blocks on the disk.
    func nextBatch(events: Int, bytes: Int) throws(FileError) -> SpoolBatch? {
        let snapshot = directory.withLock { $0 }
        return try reader.withLock { reader throws(FileError) in
            try reader.next(snapshot, events: events, bytes: bytes)
        }
    }

    /// The server has these: they are never handed out again. Blocks on the disk.
    ///
    /// - Throws: when the mark cannot be written. The events are passed all the same; only after a restart they would be
    ///   sent a second time.
    func acknowledge(_ batch: SpoolBatch) throws(FileError) {
        dropped[.damaged]?.increment(by: batch.damages)
        reader.withLock { $0.passed(batch) }
        let (acknowledged, finished) = directory.withLock { directory in
            directory.acknowledged = max(directory.acknowledged, batch.last &+ 1)
            let finished = SpoolLane.allCases.flatMap { directory.takeFinished($0, before: batch.ends[$0]) }
            return (directory.acknowledged, finished)
        }
        for segment in finished { try files.remove(segment.path) }
        try mark.write(acknowledged, files)
    }
}
