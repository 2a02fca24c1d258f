import NIOCore

/// The compressed form of a ``PlainList``, ready for all clients, and of any prefix of it.
///
/// One gzip member whose deflate data is flushed to a byte border after every block of lines. A prefix is the data up to
/// a border, the few lines after it compressed anew, and a trailer; its checksum is continued from the border's.
struct GzipList: Sendable {
    /// 6 is zlib's own choice: addresses have little to find, and the higher levels find no more of it.
    static let level: Int32 = 6

    private let plain: PlainList
    /// gzip header and all blocks, without an end.
    private let bytes: ByteBuffer
    private let blockEnds: [Int]
    private let checksums: [UInt32]

    init(_ plain: PlainList) throws(Deflater.Failed) {
        let deflater = try Deflater(level: Self.level)
        var bytes = GzipFraming.header
        bytes.reserveCapacity(plain.byteCount / 2)
        var blockEnds = [bytes.count]
        var checksums: [UInt32] = [0]
        do {
            try plain.forEachBlock { block in
                try deflater.append(block, ending: .flush, to: &bytes)
                blockEnds.append(bytes.count)
                checksums.append(GzipFraming.checksum(checksums[checksums.count - 1], appending: block))
            }
        } catch { throw Deflater.Failed() }
        self.plain = plain
        self.bytes = ByteBuffer(bytes: bytes)
        self.blockEnds = blockEnds
        self.checksums = checksums
    }

    var byteCount: Int { bytes.readableBytes }

    /// The first `count` lines: shared bytes, then bytes of this prefix's own.
    func prefix(_ count: Int) throws(Deflater.Failed) -> (shared: ByteBuffer, own: ByteBuffer) {
        do {
            return try plain.withRest(ofPrefix: count) { blocks, rest in
                // A deflater of its own: the blocks before end at a byte border and need not be known to go on.
                var own: [UInt8] = []
                try Deflater(level: Self.level).append(rest, ending: .finish, to: &own)
                let checksum = GzipFraming.checksum(checksums[blocks], appending: rest)
                own += GzipFraming.trailer(checksum: checksum, length: plain.length(ofPrefix: count))
                let shared = bytes.getSlice(at: bytes.readerIndex, length: blockEnds[blocks]) ?? ByteBuffer()
                return (shared, ByteBuffer(bytes: own))
            }
        } catch { throw Deflater.Failed() }
    }
}
