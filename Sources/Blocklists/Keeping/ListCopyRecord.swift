import IPNetworks
import ThreatModel

/// Changes to a list and the place in the feed after them, as they are appended to its copy.
///
///     UInt32                           length of what follows up to the checksum
///     Int64                            confirmed, milliseconds since the epoch
///     position                         as in the copy
///     changes                          UInt8: bit 0 for remove, bit 1 for IPv6; UInt32 or UInt128 address
///     UInt32                           CRC-32C from the length on
///
/// Changes and place stand or fall together, so that a file whose last record was torn is simply older, and the source is
/// asked again for what it lacks.
struct ListCopyRecord: Equatable {
    var changes: [ListedChange]
    var cursor: FeedCursor?
    var confirmed: Timestamp

    /// Longer records are damaged ones: no piece of a stream holds that much.
    static let mostBytes = 1 << 20
    private static let fixedBytes = 8 + 13

    init(changes: [ListedChange], cursor: FeedCursor?, confirmed: Timestamp) {
        self.changes = changes
        self.cursor = cursor
        self.confirmed = confirmed
    }

    var encoded: [UInt8] {
        var writer = BinaryWriter()
        let size = changes.reduce(Self.fixedBytes) { $0 + ($1.address.isIPv4 ? 5 : 17) }
        writer.append(UInt32(clamping: size))
        writer.append(confirmed.milliseconds)
        writer.append(cursor)
        for change in changes {
            let removes: UInt8 =
                switch change {
                case .add: 0
                case .remove: 1
                }
            if let v4 = change.address.v4 {
                writer.append(removes)
                writer.append(v4)
            } else {
                writer.append(removes | 2)
                writer.append(change.address.mapped)
            }
        }
        writer.appendChecksum()
        return writer.bytes
    }

    /// `nil` at the end, and for a record that is damaged.
    init?(_ reader: inout BinaryReader) {
        let start = reader.position
        guard let size: UInt32 = reader.number(), size >= Self.fixedBytes, size <= Self.mostBytes,
            reader.left >= Int(size) + 4, let confirmed: Int64 = reader.number(), let cursor = reader.cursor()
        else { return nil }
        let end = start + 4 + Int(size)
        changes = []
        while reader.position < end {
            guard let kind: UInt8 = reader.number(), let change = Self.change(kind, &reader) else { return nil }
            changes.append(change)
        }
        guard reader.position == end, reader.checksumMatches(from: start) else { return nil }
        self.cursor = cursor.value
        self.confirmed = Timestamp(milliseconds: confirmed)
    }

    private static func change(_ kind: UInt8, _ reader: inout BinaryReader) -> ListedChange? {
        guard kind < 4 else { return nil }
        let address: IPAddress
        if kind & 2 == 0 {
            guard let bits: UInt32 = reader.number() else { return nil }
            address = IPAddress(v4: bits)
        } else {
            guard let bits: UInt128 = reader.number() else { return nil }
            address = IPAddress(v6: bits)
        }
        return kind & 1 == 0 ? .add(address) : .remove(address)
    }
}
