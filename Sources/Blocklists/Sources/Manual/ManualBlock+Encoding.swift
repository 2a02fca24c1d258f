import IPNetworks
import ThreatModel

/// Blocks as a file.
///
///     "SikkerM1"                       magic and version
///     UInt32                           number of blocks
///     UInt8                            4 or 6
///     2 × UInt32 or 2 × UInt128        first and last address
///     Int64, Int64                     since, until; milliseconds since the epoch, Int64.max for no end
///     text                             comment
///     UInt32                           CRC-32C of everything so far
extension ManualBlock {
    private static let magic: StaticString = "SikkerM1"
    /// Larger files are not read.
    static let mostBytes = 16 << 20

    static func encode(_ blocks: [ManualBlock]) -> [UInt8] {
        var writer = BinaryWriter()
        writer.append(magic)
        writer.append(UInt32(clamping: blocks.count))
        for block in blocks {
            switch block.range {
            case .v4(let range):
                writer.append(UInt8(4))
                writer.append(range.first)
                writer.append(range.last)
            case .v6(let range):
                writer.append(UInt8(6))
                writer.append(range.first)
                writer.append(range.last)
            }
            writer.append(block.since.milliseconds)
            writer.append(block.until?.milliseconds ?? .max)
            writer.append(text: block.comment)
        }
        writer.appendChecksum()
        return writer.bytes
    }

    /// `nil` for what is damaged.
    static func decode(_ bytes: [UInt8]) -> [ManualBlock]? {
        var reader = BinaryReader(bytes)
        guard reader.skip(magic), let count: UInt32 = reader.number(), Int(count) <= reader.left else { return nil }
        var blocks: [ManualBlock] = []
        for _ in 0..<count {
            guard let block = ManualBlock(&reader) else { return nil }
            blocks.append(block)
        }
        return reader.checksumMatches() && reader.left == 0 ? blocks : nil
    }

    private init?(_ reader: inout BinaryReader) {
        guard let family: UInt8 = reader.number() else { return nil }
        switch family {
        case 4:
            guard let first: UInt32 = reader.number(), let last: UInt32 = reader.number(), first <= last else {
                return nil
            }
            range = .v4(AddressRange(first, last))
        case 6:
            guard let first: UInt128 = reader.number(), let last: UInt128 = reader.number(), first <= last else {
                return nil
            }
            range = .v6(AddressRange(first, last))
        default: return nil
        }
        guard let since: Int64 = reader.number(), let until: Int64 = reader.number(), let comment = reader.text() else {
            return nil
        }
        self.since = Timestamp(milliseconds: since)
        self.until = until == .max ? nil : Timestamp(milliseconds: until)
        self.comment = comment
    }
}
