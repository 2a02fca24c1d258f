import NIOCore

/// One Zstandard frame (RFC 8878 §3.1.1) whose compressed data is flushed after every block of rows.
///
/// One frame, because there are readers that stop after the first and take what they have for the whole. Head, last rows
/// and tail, which belong to one answer, stand in it as raw blocks: those leave the decoder's state alone, so that whatever
/// the head is, the shared blocks after it mean the same.
final class ZstdText: PackedText {
    /// zstd's own choice.
    private static let level: Int32 = 3

    /// The frame's header.
    private let header: [UInt8]
    private let blocks: ByteBuffer
    private let blockEnds: [Int]

    init(_ text: ListText) throws {
        let compressor = try ZstdCompressor(level: Self.level)
        var bytes: [UInt8] = []
        var blockEnds = [0]
        try text.forEachBlock { block in
            try compressor.append(block, to: &bytes)
            blockEnds.append(bytes.count)
        }
        // The library writes the header with the first data, and none for a text without a whole block.
        let header = bytes.isEmpty ? 0 : try ZstdFraming.header(in: bytes)
        self.header = bytes.isEmpty ? ZstdFraming.plainHeader : Array(bytes[..<header])
        blocks = ByteBuffer(bytes: bytes[header...])
        self.blockEnds = blockEnds.map { max(0, $0 - header) }
    }

    var byteCount: Int { blocks.readableBytes + 8 * blockEnds.count }

    func body(of part: ListText.Part) -> [ByteBuffer] {
        var beginning = header
        ZstdFraming.appendRawBlocks(of: part.head, isLast: false, to: &beginning)
        var end: [UInt8] = []
        ZstdFraming.appendRawBlocks(of: part.rest + part.tail, isLast: true, to: &end)
        let shared = blocks.getSlice(at: 0, length: blockEnds[part.blocks]) ?? ByteBuffer()
        return [ByteBuffer(bytes: beginning), shared, ByteBuffer(bytes: end)]
    }
}
