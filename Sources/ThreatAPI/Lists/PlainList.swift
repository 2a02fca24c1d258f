import IPNetworks
import NIOCore
import ThreatModel

/// A list as text, one address a line: ready bytes that all clients share. Any prefix of it can be told its length, its tag
/// and its compressed form without going over the whole.
struct PlainList: Sendable {
    /// Addresses between two places that are remembered.
    static let blockLines = 2048

    let count: Int
    /// Where the list stands in the change feed.
    let cursor: FeedCursor
    private let bytes: ByteBuffer
    /// Where each block begins, and where the last ends.
    private let blockStarts: [Int]
    private let digest: PrefixDigest

    init(_ list: AddressList) {
        var writer = JSONWriter(capacity: list.entries.count * 15)
        var blockStarts = [0]
        var digest = PrefixDigest()
        for (index, entry) in list.entries.enumerated() {
            writer.plain(list.address(of: entry))
            writer.literal("\n")
            if (index + 1).isMultiple(of: Self.blockLines) || index + 1 == list.entries.count {
                let start = blockStarts[blockStarts.count - 1]
                writer.bytes.withUnsafeBytes { digest.append(block: UnsafeRawBufferPointer(rebasing: $0[start...])) }
                blockStarts.append(writer.bytes.count)
            }
        }
        count = list.entries.count
        cursor = list.cursor
        bytes = ByteBuffer(bytes: writer.bytes)
        self.blockStarts = blockStarts
        self.digest = digest
    }

    var byteCount: Int { bytes.readableBytes }

    /// The first `count` lines; they share the list's memory.
    func prefix(_ count: Int) -> ByteBuffer {
        bytes.getSlice(at: bytes.readerIndex, length: length(ofPrefix: count)) ?? ByteBuffer()
    }

    /// The tag of the first `count` lines.
    func tag(ofPrefix count: Int) -> EntityTag {
        let (blocks, start) = wholeBlocks(in: count)
        let length = length(ofPrefix: count)
        return bytes.withUnsafeReadableBytes {
            digest.tag(blocks: blocks, rest: UnsafeRawBufferPointer(rebasing: $0[start..<length]))
        }
    }

    /// Bytes of the first `count` lines.
    func length(ofPrefix count: Int) -> Int {
        guard count < self.count else { return byteCount }
        let (blocks, start) = wholeBlocks(in: count)
        var lines = count - blocks * Self.blockLines
        guard lines > 0 else { return start }
        return bytes.withUnsafeReadableBytes { bytes in
            var end = start
            while lines > 0 {
                if bytes[end] == UInt8(ascii: "\n") { lines -= 1 }
                end += 1
            }
            return end
        }
    }

    /// The blocks that lie wholly in the first `count` lines, and where they end.
    private func wholeBlocks(in count: Int) -> (blocks: Int, end: Int) {
        let blocks = count >= self.count ? blockStarts.count - 1 : count / Self.blockLines
        return (blocks, blockStarts[blocks])
    }

    /// Visits the bytes of every block.
    func forEachBlock(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        try bytes.withUnsafeReadableBytes { bytes in
            for (start, end) in zip(blockStarts, blockStarts.dropFirst()) {
                try body(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            }
        }
    }

    /// The bytes of the first `count` lines that lie in no whole block, and how many whole blocks are before them.
    func withRest<Result>(
        ofPrefix count: Int, _ body: (_ blocks: Int, UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        let (blocks, start) = wholeBlocks(in: count)
        let length = length(ofPrefix: count)
        return try bytes.withUnsafeReadableBytes {
            try body(blocks, UnsafeRawBufferPointer(rebasing: $0[start..<length]))
        }
    }
}
