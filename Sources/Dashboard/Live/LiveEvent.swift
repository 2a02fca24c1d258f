import FoundationEssentials
import Guard
import NIOCore

/// What a page that follows is told (WHATWG HTML §9.2): rows that came, rows that have other counts now, and how many there
/// were beside them.
struct LiveEvent {
    enum Kind: String {
        /// More of the same.
        case blocks
        /// What is known does not go on here: these are all the rows there are.
        case reset
        /// The session is over.
        case end
    }

    let kind: Kind
    let cursor: LiveCursor
    let content: Content

    struct Content: Encodable {
        struct Update: Encodable {
            var number: UInt64
            var packets: Int
            var cut: Bool
        }

        /// Oldest first.
        var rows: [BlockRow]
        var updates: [Update]
        /// Rows that came too, too many to send.
        var more: Int
        /// Packets that are in no row.
        var untold: Int
    }

    /// - Returns: `nil` when there is nothing to tell them.
    init?(
        kind: Kind, at cursor: LiveCursor, new: [LiveRow], updated: [LiveRow], untold: Int = 0, mostRows: Int,
        for selection: LiveSelection
    ) {
        let filter = selection.filter
        let fitting = filter.isEmpty ? new : new.filter { filter.holds($0.flow, of: $0.sources) }
        let most = min(mostRows, selection.most)
        // Without a filter, what lies so far back is on nobody's screen any more.
        let (newest, length) = (new.last?.number ?? 0, UInt64(selection.most))
        let oldest = filter.isEmpty && newest > length ? newest - length : 0
        let updates = updated.filter { $0.number > oldest && filter.holds($0.flow, of: $0.sources) }
        self.kind = kind
        self.cursor = cursor
        content = Content(
            rows: fitting.suffix(most).map { BlockRow($0) },
            updates: updates.suffix(selection.most).map {
                Content.Update(number: $0.number, packets: $0.packets, cut: $0.isCut)
            },
            more: max(0, fitting.count - most), untold: filter.isEmpty ? untold : 0)
        let isNothing = content.rows.isEmpty && content.updates.isEmpty && content.untold == 0
        if isNothing, kind == .blocks { return nil }
    }

    var bytes: ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Numbers and texts are all there is in it: they can be written.
        let data = (try? encoder.encode(content)) ?? Data()
        var buffer = ByteBuffer(string: "id: \(cursor)\nevent: \(kind.rawValue)\ndata: ")
        buffer.writeBytes(data)
        buffer.writeStaticString("\n\n")
        return buffer
    }
}
