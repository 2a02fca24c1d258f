import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization
package import ThreatModel

extension APIClient {
    /// How long the stream may be silent: the server sends a comment every 15 s.
    package static var blacklistSilence: Duration { .seconds(45) }

    /// Follows the blacklist (`GET /v1/key/blacklist/stream`) until the server ends the stream, something fails or the
    /// task is cancelled. One unit of the quota an `add`.
    ///
    /// - Parameters:
    ///   - cursor: the place after which to go on; without one the full list comes first.
    ///   - clock: what the silence is measured with.
    ///   - onEvents: takes the events of each piece that arrived, in order, never none, and is waited for: what it does
    ///     not take in time waits in the server. Its errors end the stream and are passed on.
    /// - Returns: how long the server asked to be left alone, when it ended the stream.
    /// - Throws: ``APIError``, or what `onEvents` throws.
    package func followBlacklist(
        _ query: BlacklistQuery, since cursor: FeedCursor?, clock: any Clock<Duration> = ContinuousClock(),
        onOpen: @escaping @Sendable () async -> Void = {},
        onEvents: @escaping @Sendable ([BlacklistEvent]) async throws -> Void
    ) async throws -> Duration? {
        var path = "/v1/key/blacklist/stream?\(query.text)"
        if let cursor { path += "&since=\(cursor)" }
        var request = prepared(APIRequest(path: path))
        request.headers.replaceOrAdd(name: "accept", value: "text/event-stream")
        // A compressor in between would hold events back until it has enough of them.
        request.headers.remove(name: "accept-encoding")
        if let cursor { request.headers.add(name: "last-event-id", value: cursor.description) }

        let pulse = StreamPulse()
        return try await withThrowingTaskGroup(of: Duration?.self) { group in
            group.addTask { [request] in
                try await read(request, pulse, onOpen: onOpen, onEvents: onEvents)
            }
            group.addTask {
                try await pulse.untilSilent(for: Self.blacklistSilence, clock: clock)
                throw APIError.timeout(server: server.authority)
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    private func read(
        _ request: HTTPClientRequest, _ pulse: StreamPulse, onOpen: @Sendable () async -> Void,
        onEvents: @Sendable ([BlacklistEvent]) async throws -> Void
    ) async throws -> Duration? {
        let response: HTTPClientResponse
        do {
            response = try await connections.client.execute(request, timeout: TimeAmount(timeout))
        } catch {
            throw APIError.transport(error, server: server, limit: EventStreamParser.mostData)
        }
        guard response.status.code == 200 else { throw await refusal(response) }
        let type = response.headers.first(name: "content-type") ?? "nothing in particular"
        guard type.lowercased().hasPrefix("text/event-stream") else {
            throw APIError.notJSON(
                server: server.authority, detail: "its stream is \(type.prefix(80)) instead of text/event-stream")
        }
        await onOpen()
        var parser = EventStreamParser()
        var pieces = response.body.makeAsyncIterator()
        while true {
            let piece: ByteBuffer?
            do {
                piece = try await pieces.next()
            } catch {
                throw APIError.transport(error, server: server, limit: EventStreamParser.mostData)
            }
            guard let piece else { return parser.retry }
            pulse.beat()
            let events = try events(in: piece, &parser)
            if !events.isEmpty {
                try await onEvents(events)
                // While the events were worked on, the server had nobody to talk to.
                pulse.beat()
            }
        }
    }

    private func events(in piece: ByteBuffer, _ parser: inout EventStreamParser) throws(APIError) -> [BlacklistEvent] {
        var result: [BlacklistEvent] = []
        do {
            for event in try parser.consume(piece.readableBytesUInt8Span) {
                if let event = try BlacklistEvent(event, server: server) { result.append(event) }
            }
        } catch let fault as EventStreamParser.Fault {
            throw .notJSON(server: server.authority, detail: fault.description)
        } catch let error as APIError {
            throw error
        } catch {
            throw .transport(error, server: server, limit: EventStreamParser.mostData)
        }
        return result
    }
}

/// Tells whether anything was heard lately.
private final class StreamPulse: Sendable {
    private let beats = Atomic<Int>(0)

    /// Parts of the silence after which is looked whether anything was heard.
    private static let looks = 3

    func beat() { beats.wrappingAdd(1, ordering: .relaxed) }

    /// Returns when nothing was heard for that long, and a third of it more at most.
    func untilSilent(for silence: Duration, clock: any Clock<Duration>) async throws {
        var silentLooks = 0
        var seen = beats.load(ordering: .relaxed)
        while silentLooks < Self.looks {
            try await clock.sleep(for: silence / Self.looks)
            let now = beats.load(ordering: .relaxed)
            silentLooks = now == seen ? silentLooks + 1 : 0
            seen = now
        }
    }
}
