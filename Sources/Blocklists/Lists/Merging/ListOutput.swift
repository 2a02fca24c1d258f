import Glibc
import IPNetworks

/// Writes networks as text, a line each, in large pieces.
struct ListOutput: ~Copyable {
    private static let pieceSize = 64 << 10
    /// Room for the longest line without its comment, and its line feed.
    private static let longestLine = AddressBlock<UInt128>.longestText + 1

    private let descriptor: Int32
    private var piece = [UInt8](repeating: 0, count: pieceSize)
    private var filled = 0
    private(set) var lines = 0

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// Writes all addresses of a set as the fewest networks.
    mutating func write(_ set: AttributedSet<some AddressBits>) throws(BlocklistError) {
        for block in set.blocks { try write(block) }
    }

    /// Writes a set as networks whose addresses come from the same lists, with these lists as a comment.
    mutating func write(_ set: AttributedSet<some AddressBits>, _ names: SourceNames) throws(BlocklistError) {
        for (range, mask) in zip(set.ranges, set.masks) {
            let comment = names.comment(for: mask)
            for block in range.blocks {
                try write(block, comment: comment)
            }
        }
    }

    private mutating func write(
        _ block: AddressBlock<some AddressBits>, comment: [UInt8] = []
    ) throws(BlocklistError) {
        if Self.pieceSize - filled < Self.longestLine + comment.count { try flush() }
        var position = filled
        var text = piece.mutableSpan
        block.write(to: &text, at: &position)
        for byte in comment {
            text[position] = byte
            position += 1
        }
        text[position] = UInt8(ascii: "\n")
        filled = position + 1
        lines += 1
    }

    /// Hands over what has been collected.
    mutating func flush() throws(BlocklistError) {
        var start = 0
        while start < filled {
            let count = piece.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, filled - start)
            }
            if count > 0 {
                start += count
            } else if count < 0, SystemFailure.last.code != EINTR {
                throw .unwritable(.last)
            }
        }
        filled = 0
    }
}
