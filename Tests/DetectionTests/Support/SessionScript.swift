import Foundation
import IPNetworks
import Scoring
import Testing
import ThreatModel

@testable import Detection

/// A whole session as a file, in lines of JSON. The first line says what it is and what must come of it:
///
/// ```
/// {"about": "…", "protocol": "redis", "shows": ["redis.replicaof"], "confidenceAtLeast": 70}
/// {"about": "…", "protocol": "http", "below": "medium", "confidenceAtMost": 10}
/// ```
///
/// Every other line is an event with the names of the wire: `{"at": 1200, "kind": "query", "fields": {…}}`. `at` counts
/// milliseconds from the beginning and may be left out for "as the one before"; `times` and `every` (milliseconds) repeat
/// an event. `transport` is "tcp" unless the first line says "udp", whose sources prove nothing.
struct SessionScript: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let expectation: Expectation
    let events: [SessionEvent]

    struct Expectation: Decodable, Sendable {
        let about: String
        let `protocol`: AttackProtocol
        let transport: Transport?
        /// Behaviours that it must show; it may show others too.
        let shows: [String]?
        /// A severity that no behaviour it shows may reach.
        let below: Severity?
        /// What this one session, seen by a sensor of the operator, makes of an address that nothing else is known of.
        let confidenceAtLeast: UInt8?
        let confidenceAtMost: UInt8?
    }

    private struct Line: Decodable {
        let at: Int64?
        let kind: EventKind
        let fields: EventFields?
        let times: Int?
        let every: Int64?
    }

    /// The scripts in a folder of `Corpus/Sessions`, in order of their names.
    static func all(in folder: String) throws -> [SessionScript] {
        let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Corpus/Sessions/\(folder)")
        return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".ndjson") }.sorted()
            .map { try SessionScript(name: "\(folder)/\($0)", Data(contentsOf: url.appending(path: $0))) }
    }

    private init(name: String, _ data: Data) throws {
        testDescription = name
        let lines = data.split(separator: UInt8(ascii: "\n"))
        expectation = try JSONDecoder().decode(Expectation.self, from: lines.first ?? Data())
        var events: [SessionEvent] = []
        var now: Int64 = 0
        for line in try lines.dropFirst().map({ try JSONDecoder().decode(Line.self, from: $0) }) {
            now = line.at ?? now
            for repetition in 0..<(line.times ?? 1) {
                now += repetition == 0 ? 0 : line.every ?? 0
                events.append(
                    SessionEvent(
                        id: UUIDv7(bits: UInt128(events.count + 1)), session: UUIDv7(bits: 1),
                        seq: UInt32(events.count),
                        at: Self.start.advanced(by: .milliseconds(now)), protocol: expectation.protocol,
                        transport: expectation.transport ?? .tcp, dstPort: 1024, src: IPAddress(v4: 0xc633_6407),
                        srcPort: 40_000, kind: line.kind, fields: line.fields ?? [:]))
            }
        }
        self.events = events
    }

    static let start = Timestamp(milliseconds: 1_790_000_000_000)
}
