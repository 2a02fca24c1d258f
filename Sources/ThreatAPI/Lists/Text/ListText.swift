import NIOCore
import ThreatModel

/// A list written down in one format: ready bytes that all clients share. Any beginning of it can be told its length and tag
/// without going over the whole.
///
/// Rows are written in blocks. A beginning of the list is whole blocks, which it shares, and rows of a last block, which are
/// written for it anew, between a head and a tail of its own. A text that would be very large is kept as the list alone, and
/// every block is written again when it is sent.
final class ListText: Sendable {
    /// Rows of a block: few enough to be written for one request, enough to be compressed well by themselves.
    static let blockRows = 256
    /// The most bytes of text that are kept: the JSON of 200,000 addresses.
    static let mostKeptBytes = 32 << 20

    let format: any ListFormat
    let rows: ListRows
    /// Where each whole block ends among the bytes of the rows, after a first 0.
    private let blockEnds: [Int]
    private let digest: PrefixDigest
    private let wholeTag: EntityTag
    /// Of the whole blocks; `nil` where they are written as they are sent.
    private let kept: ByteBuffer?

    /// - Parameter mostKept: bytes of text that are kept.
    init(_ list: AddressList, as format: any ListFormat, isAggregated: Bool = false, mostKept: Int = mostKeptBytes) {
        let rows = ListRows(list, for: format, isAggregated: isAggregated)
        var writer = JSONWriter(capacity: min(rows.count * 16, mostKept))
        var isKept = true
        var blockEnds = [0]
        var digest = PrefixDigest()
        for block in 0..<rows.count / Self.blockRows {
            let start = writer.bytes.count
            format.write(Self.rows(ofBlock: block), of: rows, to: &writer)
            writer.bytes.withUnsafeBytes { digest.append(block: UnsafeRawBufferPointer(rebasing: $0[start...])) }
            blockEnds.append(blockEnds[block] + writer.bytes.count - start)
            isKept = isKept && writer.bytes.count <= mostKept
            if !isKept { writer.removeAll() }
        }
        self.format = format
        self.rows = rows
        self.blockEnds = blockEnds
        self.digest = digest
        kept = isKept ? ByteBuffer(bytes: writer.bytes) : nil
        let whole = Self.part(rows.count, limit: .max, rows, blockEnds, format)
        wholeTag = Self.tag(of: whole, digest, format)
    }

    /// Addresses that the whole stands for.
    var addressCount: Int { rows.list.entries.count }

    /// Whether a beginning of the text is the text of a beginning of the list.
    var canBeCut: Bool { !rows.isAggregated && !format.separatesFamilies }

    var cursor: FeedCursor { rows.list.cursor }

    /// Bytes of memory.
    var byteCount: Int { (kept?.readableBytes ?? 0) + rows.byteCount + rows.list.byteCount + 256 * blockEnds.count }

    /// Whether its bytes lie ready; otherwise they are written as they are sent.
    var isKept: Bool { kept != nil }

    /// Bytes of all whole blocks.
    var blockLength: Int { blockEnds[blockEnds.count - 1] }

    // MARK: Parts

    /// The text of the first addresses: what it shares with others, and what is its own.
    struct Part {
        var head: [UInt8]
        /// So many whole blocks come after the head.
        var blocks: Int
        /// Their bytes.
        var blockLength: Int
        /// The rows after them.
        var rest: [UInt8]
        var tail: [UInt8]

        var length: Int { head.count + blockLength + rest.count + tail.count }
    }

    /// - Parameters:
    ///   - count: how many addresses; more than there are is all of them. Of a text that cannot be cut, always all.
    ///   - limit: the most that the answer might hold.
    func part(_ count: Int = .max, limit: Int = .max) -> Part {
        Self.part(canBeCut ? min(count, rows.count) : rows.count, limit: limit, rows, blockEnds, format)
    }

    private static func part(
        _ count: Int, limit: Int, _ rows: ListRows, _ blockEnds: [Int], _ format: any ListFormat
    ) -> Part {
        let blocks = count / blockRows
        let addresses = rows.list.entries.count
        let frame = ListFrame(
            count: min(count, addresses), limit: limit == .max ? max(1, addresses) : limit, rows: rows)
        func written(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
            var writer = JSONWriter()
            body(&writer)
            return writer.bytes
        }
        return Part(
            head: written { format.writeHead(frame, to: &$0) }, blocks: blocks, blockLength: blockEnds[blocks],
            rest: written { format.write(blocks * blockRows..<count, of: rows, to: &$0) },
            tail: written { format.writeTail(frame, to: &$0) })
    }

    /// The tag of the text of the first addresses; that of the whole lies ready.
    func tag(ofFirst count: Int) -> EntityTag {
        count < rows.count && canBeCut ? tag(of: part(count)) : wholeTag
    }

    /// The tag of a part: of all its bytes, or of its rows where the rest varies.
    func tag(of part: Part) -> EntityTag { Self.tag(of: part, digest, format) }

    private static func tag(of part: Part, _ digest: PrefixDigest, _ format: any ListFormat) -> EntityTag {
        digest.tag(blocks: part.blocks, rest: format.framesVary ? [part.rest] : [part.rest, part.head, part.tail])
    }

    /// The bytes of the first blocks, shared; `nil` where they are not kept.
    func kept(blocks: Int) -> ByteBuffer? { kept?.getSlice(at: 0, length: blockEnds[blocks]) }

    /// Calls `body` with the bytes of each whole block, one after the other.
    func forEachBlock(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        guard let kept else {
            var writer = JSONWriter()
            for block in 0..<blockEnds.count - 1 {
                writer.removeAll()
                write(block: block, to: &writer)
                try writer.bytes.withUnsafeBytes { try body($0) }
            }
            return
        }
        try kept.withUnsafeReadableBytes { bytes in
            for (start, end) in zip(blockEnds, blockEnds.dropFirst()) {
                try body(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            }
        }
    }

    /// Writes a whole block once more.
    func write(block: Int, to writer: inout JSONWriter) {
        format.write(Self.rows(ofBlock: block), of: rows, to: &writer)
    }

    private static func rows(ofBlock block: Int) -> Range<Int> { block * blockRows..<(block + 1) * blockRows }
}
