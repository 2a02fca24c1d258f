import IPNetworks
import ThreatModel

/// A copy as a file.
///
///     "SikkerL2"                       magic and version
///     Int64                            confirmed, milliseconds since the epoch
///     position                         UInt8: 1 if there is a cursor; UInt32 epoch; UInt64 sequence
///     text, text                       entity tag and time of the last change, empty for none
///     UInt8, UInt8                     sudden change insisted on (0 none, 1 shrank, 2 grew), in how many pulls
///     UInt32, UInt32                   number of IPv4 and IPv6 ranges
///     2 × UInt32, 2 × UInt128 each     the ranges, first and last address
///     UInt16 each                      the day since which each range is listed, in days since the epoch
///     UInt32                           CRC-32C of everything so far
///     records                          changes since (``ListCopyRecord``), until the end or the first that is damaged
///
/// Ranges that touch are apart where their days differ. The first version, "SikkerL1", which had neither the time of the
/// last change nor the days, is still read.
extension ListCopy {
    static let magic: StaticString = "SikkerL2"
    private static let firstMagic: StaticString = "SikkerL1"
    /// Larger files are not read.
    static let mostBytes = 512 << 20

    /// What a file holds.
    struct Decoded {
        /// With all whole records worked in.
        var copy: ListCopy
        /// How many bytes of the file that is.
        var size: Int
        var firstSeen: FirstSeen
    }

    /// - Parameter before: what is known of days from the copy that this one replaces; `nil` when there is none.
    func encoded(after before: FirstSeen?) -> [UInt8] {
        let today = FirstSeen.day(of: confirmed)
        let seen = (before ?? FirstSeen()).carried(to: list.addresses, today: today)
        var writer = BinaryWriter()
        writer.reserveCapacity(512 + seen.v4.ranges.count * 10 + seen.v6.ranges.count * 34)
        writer.append(Self.magic)
        writer.append(confirmed.milliseconds)
        writer.append(position.cursor)
        writer.append(text: position.entityTag ?? "")
        writer.append(text: position.lastModified ?? "")
        writer.append(history)
        writer.append(UInt32(clamping: seen.v4.ranges.count))
        writer.append(UInt32(clamping: seen.v6.ranges.count))
        for range in seen.v4.ranges {
            writer.append(range.first)
            writer.append(range.last)
        }
        for range in seen.v6.ranges {
            writer.append(range.first)
            writer.append(range.last)
        }
        for day in seen.v4.days { writer.append(day) }
        for day in seen.v6.days { writer.append(day) }
        writer.appendChecksum()
        return writer.bytes
    }

    /// - Returns: `nil` when the file is damaged before the records.
    static func decode(_ bytes: [UInt8]) -> Decoded? {
        var reader = BinaryReader(bytes)
        let hasDays = reader.skip(magic)
        guard hasDays || reader.skip(firstMagic), let confirmed: Int64 = reader.number(), let cursor = reader.cursor(),
            let tag = reader.text(), let modified = hasDays ? reader.text() : "",
            let pending = reader.pendingChange(), let count4: UInt32 = reader.number(),
            let count6: UInt32 = reader.number(),
            let seen = reader.firstSeen(
                Int(count4), Int(count6), hasDays: hasDays,
                usually: FirstSeen.day(of: Timestamp(milliseconds: confirmed))),
            reader.checksumMatches()
        else { return nil }
        let addresses = IPAddressSet(v4: seen.v4.addresses, v6: seen.v6.addresses)
        let position = ListPosition(
            entityTag: tag.isEmpty ? nil : tag, lastModified: modified.isEmpty ? nil : modified, cursor: cursor.value)
        var decoded = Decoded(
            copy: ListCopy(
                list: KeptList(addresses), position: position, confirmed: Timestamp(milliseconds: confirmed),
                history: ListHistory(accepted: ListSize(of: addresses), pending: pending.value)),
            size: reader.position, firstSeen: seen)
        while let record = ListCopyRecord(&reader) { decoded.take(record, size: reader.position) }
        return decoded
    }
}

extension ListCopy.Decoded {
    fileprivate mutating func take(_ record: ListCopyRecord, size: Int) {
        let day = FirstSeen.day(of: record.confirmed)
        for change in record.changes {
            copy.list.apply(change)
            firstSeen.apply(change, day: day)
        }
        // The validators stand for the list as it was before them.
        if !record.changes.isEmpty { (copy.position.entityTag, copy.position.lastModified) = (nil, nil) }
        copy.position.cursor = record.cursor
        copy.confirmed = record.confirmed
        self.size = size
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

    /// `nil` when that many ranges are not there, or one of them ends before it begins or is out of order.
    ///
    /// - Parameter day: of ranges for which none is written.
    fileprivate mutating func firstSeen(
        _ count4: Int, _ count6: Int, hasDays: Bool, usually day: UInt16
    ) -> FirstSeen? {
        guard count4 <= left / 8, count6 <= left / 32, count4 * 8 + count6 * 32 <= left,
            let ranges4: [AddressRange<UInt32>] = ranges(count4), let ranges6: [AddressRange<UInt128>] = ranges(count6),
            let v4 = stamped(ranges4, hasDays: hasDays, usually: day),
            let v6 = stamped(ranges6, hasDays: hasDays, usually: day)
        else { return nil }
        return FirstSeen(v4: v4, v6: v6)
    }

    private mutating func ranges<Bits: AddressBits & BitwiseCopyable>(_ count: Int) -> [AddressRange<Bits>]? {
        var ranges: [AddressRange<Bits>] = []
        ranges.reserveCapacity(count)
        for _ in 0..<count {
            guard let first: Bits = number(), let last: Bits = number(), first <= last,
                ranges.last.map({ $0.last < first }) ?? true
            else { return nil }
            ranges.append(AddressRange(first, last))
        }
        return ranges
    }

    private mutating func stamped<Bits: AddressBits>(
        _ ranges: [AddressRange<Bits>], hasDays: Bool, usually day: UInt16
    ) -> StampedRanges<Bits>? {
        var stamped = StampedRanges<Bits>()
        stamped.reserveCapacity(ranges.count)
        for range in ranges {
            guard let day: UInt16 = hasDays ? number() : day else { return nil }
            stamped.append(range, day)
        }
        return stamped
    }
}
