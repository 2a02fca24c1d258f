import Foundation
import Synchronization
import TestServers
import ThreatModel

/// A server that takes sensor events, stores each once by its id, and wakes whoever waits for them.
final class EventCollector: Sendable {
    private struct State {
        var events: [SessionEvent] = []
        var ids: Set<UUIDv7> = []
        var repeated = 0
        var tokens: Set<String> = []
    }

    private let state = Mutex(State())
    private let (news, newsContinuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    var events: [SessionEvent] { state.withLock { $0.events } }
    var repeated: Int { state.withLock { $0.repeated } }
    var tokens: Set<String> { state.withLock { $0.tokens } }

    var handler: TestHTTPServer.Handler {
        { [self] request in
            let decoder = JSONDecoder()
            let events = Self.whole(request.body).compactMap { try? decoder.decode(SessionEvent.self, from: $0) }
            state.withLock { state in
                for event in events {
                    if state.ids.insert(event.id).inserted { state.events.append(event) } else { state.repeated += 1 }
                }
                state.tokens.insert(request.headers["authorization"] ?? "")
            }
            newsContinuation.yield()
            return .json("{\"acked\":\(events.count)}")
        }
    }

    /// The lines of a batch, each with what an earlier line of its session has told for it, and with its identifier.
    private static func whole(_ body: [UInt8]) -> [Data] {
        var places: [String: [String: Any]] = [:]
        return body.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard var event = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
                let session = event["session"] as? String
            else { return nil }
            if event["protocol"] == nil, let place = places[session] {
                event.merge(place) { own, _ in own }
            } else {
                event["transport"] = event["transport"] ?? "tcp"
                places[session] = event.filter {
                    ["protocol", "transport", "dstPort", "src", "srcPort"].contains($0.key)
                }
            }
            if event["id"] == nil, let at = event["at"] as? Int64, let seq = event["seq"] as? UInt32,
                let session = UUIDv7(session)
            {
                event["id"] = UUIDv7(at: Timestamp(milliseconds: at), number: seq, of: session).description
            }
            return try? JSONSerialization.data(withJSONObject: event)
        }
    }

    /// Returns once what has arrived is as asked for.
    func wait(until isEnough: ([SessionEvent]) -> Bool) async {
        while !isEnough(events) {
            var iterator = news.makeAsyncIterator()
            _ = await iterator.next()
        }
    }

    /// Returns once so many sessions are complete.
    func waitForSessions(_ count: Int) async {
        await wait { events in events.count { $0.kind == .close } >= count }
    }
}
