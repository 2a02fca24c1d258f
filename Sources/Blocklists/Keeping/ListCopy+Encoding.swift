import IPNetworks
import ThreatModel

/// A copy as a file.
///
///     "SikkerL1"                       magic and version
///     Int64                            confirmed, milliseconds since the epoch
///     position                         UInt8: 1 if there is a cursor; UInt32 epoch; UInt64 sequence
///     text                             entity tag, empty for none
///     UInt8, UInt8                     sudden change insisted on (0 none, 1 shrank, 2 grew), in how many pulls
///     UInt32, UInt32                   number of IPv4 and IPv6 ranges
///     2 × UInt32, 2 × UInt128 each     the ranges, first and last address
///     UInt32                           CRC-32C of everything so far
///     records                          changes since (``ListCopyRecord``), until the end or the first that is damaged
extension ListCopy {
    static let magic: StaticString = "SikkerL1"
    /// Larger files are not read.
    static let mostBytes = 512 << 20

    var encoded: [UInt8] {
        let addresses = list.addresses
        var writer = BinaryWriter()
        writer.reserveCapacity(256 + addresses.v4.ranges.count * 8 + addresses.v6.ranges.count * 32)
        writer.append(Self.magic)
        writer.append(confirmed.milliseconds)
        writer.append(position.cursor)
        writer.append(text: position.entityTag ?? "")
        writer.append(history)
        writer.append(UInt32(clamping: addresses.v4.ranges.count))
        writer.append(UInt32(clamping: addresses.v6.ranges.count))
        for range in addresses.v4.ranges {
            writer.append(range.first)
            writer.append(range.last)
        }
        for range in addresses.v6.ranges {
            writer.append(range.first)
            writer.append(range.last)
        }
        writer.appendChecksum()
        return writer.bytes
    }

    /// - Returns: the copy with all whole records worked in, and how many bytes of the file that is; `nil` when the file
    ///   is damaged before the records.
    static func decode(_ bytes: [UInt8]) -> (copy: ListCopy, size: Int)? {
        var reader = BinaryReader(bytes)
        guard reader.skip(magic), let confirmed: Int64 = reader.number(), let cursor = reader.cursor(),
            let tag = reader.text(), let pending = reader.pendingChange(), let count4: UInt32 = reader.number(),
            let count6: UInt32 = reader.number(), let addresses = reader.addresses(Int(count4), Int(count6)),
            reader.checksumMatches()
        else { return nil }
        var copy = ListCopy(
            list: KeptList(addresses), position: ListPosition(entityTag: tag.isEmpty ? nil : tag, cursor: cursor.value),
            confirmed: Timestamp(milliseconds: confirmed),
            history: ListHistory(accepted: ListSize(of: addresses), pending: pending.value))
        var size = reader.position
        while let record = ListCopyRecord(&reader) {
            for change in record.changes { copy.list.apply(change) }
            // The validator stands for the list as it was before them.
            if !record.changes.isEmpty { copy.position.entityTag = nil }
            copy.position.cursor = record.cursor
            copy.confirmed = record.confirmed
            size = reader.position
        }
        return (copy, size)
    }
}

/// A field that was read, which may say that there is nothing.
struct StoredOptional<Value> {
    var value: Value?
}

extension BinaryWriter {
    mutating func append(_ cursor: FeedCursor?) {
        append(UInt8(cursor == nil ? 0 : 1))
        append(cursor?.epoch ?? 0)
        append(cursor?.sequence ?? 0)
    }

    fileprivate mutating func append(_ history: ListHistory) {
        let change: UInt8 =
            switch history.pending?.change {
            case nil: 0
            case .shrank: 1
            case .grew: 2
            }
        append(change)
        append(UInt8(clamping: history.pending?.pulls ?? 0))
    }
}

extension BinaryReader {
    mutating func cursor() -> StoredOptional<FeedCursor>? {
        guard let isThere: UInt8 = number(), let epoch: UInt32 = number(), let sequence: UInt64 = number() else {
            return nil
        }
        return StoredOptional(value: isThere == 1 ? FeedCursor(epoch: epoch, sequence: sequence) : nil)
    }

    fileprivate mutating func pendingChange() -> StoredOptional<ListHistory.Pending>? {
        guard let number: UInt8 = number(), let pulls: UInt8 = self.number() else { return nil }
        let change: ListChange? =
            switch number {
            case 1: .shrank
            case 2: .grew
            default: nil
            }
        return StoredOptional(value: change.map { ListHistory.Pending(change: $0, pulls: Int(pulls)) })
    }

    /// `nil` when that many ranges are not there, or one of them ends before it begins.
    fileprivate mutating func addresses(_ count4: Int, _ count6: Int) -> IPAddressSet? {
        guard count4 <= left / 8, count6 <= left / 32, count4 * 8 + count6 * 32 <= left else { return nil }
        var builder = IPAddressSetBuilder()
        builder.v4.reserveCapacity(count4)
        builder.v6.reserveCapacity(count6)
        for _ in 0..<count4 {
            guard let first: UInt32 = number(), let last: UInt32 = number(), first <= last else { return nil }
            builder.v4.insert(AddressRange(first, last))
        }
        for _ in 0..<count6 {
            guard let first: UInt128 = number(), let last: UInt128 = number(), first <= last else { return nil }
            builder.v6.insert(AddressRange(first, last))
        }
        return builder.build()
    }
}
