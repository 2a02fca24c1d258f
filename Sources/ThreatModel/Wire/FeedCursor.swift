/// A position in the server's change feed. Clients keep it and hand it back; they never look inside.
///
/// Text form: the feed's epoch and the sequence number, `<epoch>-<sequence>`. The epoch is drawn when a store is created,
/// so that a cursor from another store (a restored backup, a new installation) is recognised and answered with a reset
/// instead of a wrong continuation.
package struct FeedCursor: Hashable, Sendable {
    package let epoch: UInt32
    package let sequence: UInt64

    package init(epoch: UInt32, sequence: UInt64) {
        self.epoch = epoch
        self.sequence = sequence
    }
}

extension FeedCursor: LosslessStringConvertible {
    package var description: String { "\(epoch)-\(sequence)" }

    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let epoch = UInt32(parts[0]), let sequence = UInt64(parts[1]) else { return nil }
        self.init(epoch: epoch, sequence: sequence)
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
