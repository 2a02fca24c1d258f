/// A position in the server's change feed. Clients keep it and hand it back; they never look inside.
///
/// Text form: the feed's epoch and the sequence number, `<epoch>-<sequence>`. The epoch is drawn when a store is created,
/// so that a cursor from another store (a restored backup, a new installation) is recognised and answered with a reset
/// instead of a wrong continuation. The cursor of a list that depends on more than the feed has a third number, for what
/// else it was seen through.
package struct FeedCursor: Hashable, Sendable {
    package let epoch: UInt32
    package let sequence: UInt64
    /// 0 for a list that depends on the feed alone.
    package let view: UInt32

    package init(epoch: UInt32, sequence: UInt64, view: UInt32 = 0) {
        self.epoch = epoch
        self.sequence = sequence
        self.view = view
    }
}

extension FeedCursor: LosslessStringConvertible {
    package var description: String { view == 0 ? "\(epoch)-\(sequence)" : "\(epoch)-\(sequence)-\(view)" }

    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let epoch = UInt32(parts[0]), let sequence = UInt64(parts[1]) else {
            return nil
        }
        guard parts.count == 3 else {
            self.init(epoch: epoch, sequence: sequence)
            return
        }
        guard let view = UInt32(parts[2]), view != 0 else { return nil }
        self.init(epoch: epoch, sequence: sequence, view: view)
    }
}

extension FeedCursor: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let cursor = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a cursor")
        }
        self = cursor
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
