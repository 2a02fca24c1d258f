import IPNetworks
import ThreatModel

/// Writes Server-Sent Events (WHATWG HTML §9.2): `id`, `event`, `data`, and comments.
struct EventStreamText {
    private var text = JSONWriter(capacity: 4096)

    var isEmpty: Bool { text.bytes.isEmpty }

    /// What was written since the last time.
    mutating func take() -> [UInt8] {
        defer { text.removeAll() }
        return text.bytes
    }

    /// How long a client that was cut off is to wait before it comes back.
    mutating func retry(milliseconds: Int) {
        text.literal("retry: ")
        text.integer(milliseconds)
        text.literal("\n\n")
    }

    /// A line that clients pass over.
    mutating func comment(_ line: String) {
        text.literal(": ")
        text.plain(line)
        text.literal("\n\n")
    }

    /// Moves the client's place on without an event: a block that has an `id` and no data dispatches nothing.
    mutating func heartbeat(at cursor: FeedCursor) {
        id(cursor)
        text.literal(": heartbeat\n\n")
    }

    mutating func event(_ change: BlacklistChange, at cursor: FeedCursor) {
        id(cursor)
        text.literal("event: ")
        text.plain(change.name)
        text.literal("\ndata: {")
        switch change {
        case .reset, .ready: break
        case .add(let address, let confidenceLevel):
            text.literal("\"ip\":")
            text.address(address)
            text.literal(",\"confidenceLevel\":")
            text.integer(confidenceLevel)
        case .remove(let address):
            text.literal("\"ip\":")
            text.address(address)
        }
        text.literal("}\n\n")
    }

    private mutating func id(_ cursor: FeedCursor) {
        text.literal("id: ")
        text.integer(cursor.epoch)
        text.literal("-")
        text.integer(cursor.sequence)
        if cursor.view != 0 {
            text.literal("-")
            text.integer(cursor.view)
        }
        text.literal("\n")
    }
}
