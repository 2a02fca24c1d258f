import Blocklists
import Testing

/// What a source says, one event after the other.
struct Followed: Sendable {
    fileprivate let events: AsyncStream<SourceEvent>

    /// The next event; the suite's time limit ends a wait for one that never comes.
    func next() async throws -> SourceEvent {
        let event = await events.first { _ in true }
        return try #require(event)
    }

    /// The sentence of the next event, which must be a refusal or a failure.
    func nextComplaint() async throws -> String {
        switch try await next() {
        case .refused(let reason, _), .failed(let reason, _, _): return reason
        case .list, .changes, .current, .recent:
            Issue.record("a complaint was expected")
            return ""
        }
    }
}

/// Follows a source while `body` looks at what it says, then cancels it and waits for its end.
///
/// - Parameter verdict: what becomes of each event.
func follow(
    _ source: any BlocklistSource, from position: ListPosition? = nil,
    verdict: @escaping @Sendable (SourceEvent) -> SourceVerdict = { _ in .taken },
    _ body: (Followed) async throws -> Void
) async throws {
    let (events, event) = AsyncStream.makeStream(of: SourceEvent.self)
    try await withThrowingDiscardingTaskGroup { group in
        group.addTask {
            await source.follow(from: position) {
                event.yield($0)
                return verdict($0)
            }
            event.finish()
        }
        defer { group.cancelAll() }
        try await body(Followed(events: events))
    }
}
