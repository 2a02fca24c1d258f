/// What the spool may use.
package struct SpoolLimits: Hashable, Sendable {
    /// Bytes of all files together. Beyond, the oldest raw bytes are given up, then the oldest events.
    package var bytes = 1024 * 1024 * 1024
    /// Bytes of one file, after which the next is begun; files are removed whole.
    package var segmentBytes = 8 * 1024 * 1024
    /// Bytes that may wait in memory for a disk that is slow or full. Raw events are refused at half of it.
    package var memoryBytes = 8 * 1024 * 1024

    package init() {}

    /// A file is at most an eighth of the whole, so that giving one up leaves most of a small spool.
    var effectiveSegmentBytes: Int { max(4096, min(segmentBytes, bytes / 8)) }
}
