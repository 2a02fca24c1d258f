import FoundationEssentials
import NIOCore
import Synchronization

/// What came within a moment, as everybody is told it. Written out once for all who want the same of it.
final class LiveBatch: Sendable {
    /// The ``LiveRing/clock`` before and after it.
    let start: UInt64
    let end: UInt64
    /// Oldest first.
    let new: [LiveRow]
    /// Rows of earlier batches.
    let updated: [LiveRow]
    /// Rows that were never kept, and packets that are in no row.
    let untold: Int
    private let epoch: Int64
    // Every reader asks once for a batch; all but the first of each kind find it made.
    private let written = Mutex<[LiveSelection: ByteBuffer]>([:])

    /// Rows of a batch: with ten batches a second more than anybody reads.
    static let mostRows = 50

    init(epoch: Int64, start: UInt64, end: UInt64, new: [LiveRow], updated: [LiveRow], untold: Int) {
        self.epoch = epoch
        self.start = start
        self.end = end
        self.new = new
        self.updated = updated
        self.untold = untold
    }

    /// As a Server-Sent Event; empty when there is nothing in it for them.
    func event(for selection: LiveSelection) -> ByteBuffer {
        written.withLock { written in
            if let bytes = written[selection] { return bytes }
            let bytes = LiveEvent(
                kind: .blocks, at: LiveCursor(epoch: epoch, time: end), new: new, updated: updated, untold: untold,
                mostRows: Self.mostRows, for: selection)?.bytes
            written[selection] = bytes ?? ByteBuffer()
            return bytes ?? ByteBuffer()
        }
    }
}
