import NIOCore

/// One gzip member whose deflate data is flushed to a byte border after every block of rows. What belongs to one answer alone
/// is compressed for it; its checksum is put together from those of its parts.
final class GzipText: PackedText {
    /// zlib's own choice, while it takes no longer than a second or two; large texts are JSON, where the least effort finds
    /// most of what there is to find.
    private static func level(forLength length: Int) -> Int32 { length <= 16 << 20 ? 6 : 1 }

    /// The level at which what comes after shared blocks is compressed.
    private static let ownLevel: Int32 = 6

    /// All blocks, without header and end.
    private let blocks: ByteBuffer
    private let blockEnds: [Int]
    /// Of all blocks up to each.
    private let checksums: [UInt32]

    init(_ text: ListText) throws {
        let deflater = try Deflater(level: Self.level(forLength: text.blockLength))
        var bytes: [UInt8] = []
        var blockEnds = [0]
        var checksums: [UInt32] = [0]
        try text.forEachBlock { block in
            try deflater.append(block, ending: .flush, to: &bytes)
            blockEnds.append(bytes.count)
            checksums.append(GzipFraming.checksum(checksums[checksums.count - 1], appending: block))
        }
        blocks = ByteBuffer(bytes: bytes)
        self.blockEnds = blockEnds
        self.checksums = checksums
    }

    var byteCount: Int { blocks.readableBytes + 12 * blockEnds.count }

    func body(of part: ListText.Part) throws -> [ByteBuffer] {
        var beginning = GzipFraming.header
        var checksum: UInt32 = 0
        try part.head.withUnsafeBytes { head in
            guard !head.isEmpty else { return }
            // Each by a deflater of its own: a part that ends at a byte border need not be known to go on.
            try Deflater(level: Self.ownLevel).append(head, ending: .flush, to: &beginning)
            checksum = GzipFraming.checksum(checksum, appending: head)
        }
        checksum = GzipFraming.checksum(checksum, joining: checksums[part.blocks], ofLength: part.blockLength)
        var end: [UInt8] = []
        try (part.rest + part.tail).withUnsafeBytes { rest in
            try Deflater(level: Self.ownLevel).append(rest, ending: .finish, to: &end)
            checksum = GzipFraming.checksum(checksum, appending: rest)
        }
        end += GzipFraming.trailer(checksum: checksum, length: part.length)
        let shared = blocks.getSlice(at: 0, length: blockEnds[part.blocks]) ?? ByteBuffer()
        return [ByteBuffer(bytes: beginning), shared, ByteBuffer(bytes: end)]
    }
}
