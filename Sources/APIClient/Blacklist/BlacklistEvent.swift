package import ThreatModel

/// What the stream of the blacklist brought, and the place in the change feed after it.
package struct BlacklistEvent: Hashable, Sendable {
    /// `nil` for a heartbeat that only moves the place on.
    package var change: BlacklistChange?
    /// `nil` where the server gave no place, or one that is none of this API.
    package var cursor: FeedCursor?

    package init(_ change: BlacklistChange?, cursor: FeedCursor?) {
        self.change = change
        self.cursor = cursor
    }
}

extension BlacklistEvent {
    /// `nil` for events of other names, which a later server may send.
    ///
    /// - Throws: ``APIError/notJSON(server:detail:)`` for an event whose data is not what its name says. To go on
    ///   without it would be to lose a change.
    init?(_ event: ServerSentEvent, server: ServerURL) throws(APIError) {
        cursor = event.id.flatMap { FeedCursor($0) }
        switch event.name {
        case "":
            change = nil
        case "reset":
            change = .reset
        case "ready":
            change = .ready
        case "add", "remove":
            guard let data = BlacklistEventData(event.data) else {
                throw .notJSON(
                    server: server.authority, detail: "an event '\(event.name)' of its stream names no address")
            }
            change = event.name == "add" ? .add(data.ip, confidenceLevel: data.confidenceLevel ?? 0) : .remove(data.ip)
        default:
            return nil
        }
    }
}
