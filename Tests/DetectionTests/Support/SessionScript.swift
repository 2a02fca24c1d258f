import FoundationEssentials
import Testing
import ThreatModel

@testable import Detection

/// A whole session as data: a file of `Corpus/Campaigns` or `Corpus/Benign`, one JSON object a line.
///
/// The first line says what it is: `{"about": …, "protocol": "sip", "shows": ["sip.options_scan"]}`. Each further line is an
/// event, `{"kind": "request", "fields": {"method": "OPTIONS"}}`, perhaps with `"after"`, seconds since the one before, and
/// `"times"`. A `connect` before and a `close` after them are added where they are not given.
struct SessionScript: Sendable, CustomTestStringConvertible {
    let name: String
    let about: String
    let `protocol`: AttackProtocol
    /// Behaviours that the session must show.
    let shows: [String]
    let events: [SessionEvent]

    var testDescription: String { name }

    private struct Head: Decodable {
        let about: String
        let `protocol`: AttackProtocol
        let shows: [String]
    }

    private struct Line: Decodable {
        let kind: EventKind
        let fields: [String: String]?
        let after: Double?
        let times: Int?
    }

    private struct Empty: Error {}

    init(name: String, text: String) throws {
        let decoder = JSONDecoder()
        let lines = text.split(separator: "\n").map { Data($0.utf8) }
        guard let first = lines.first else { throw Empty() }
        let head = try decoder.decode(Head.self, from: first)
        let script = try lines.dropFirst().map { try decoder.decode(Line.self, from: $0) }
        self.name = name
        about = head.about
        `protocol` = head.protocol
        shows = head.shows

        var events: [SessionEvent] = []
        var seconds = 0.0
        if script.first?.kind != .connect { events.append(event(.connect, on: head.protocol)) }
        for line in script {
            for _ in 0..<(line.times ?? 1) {
                seconds += line.after ?? 0
                events.append(event(line.kind, EventFields(line.fields ?? [:]), on: head.protocol, seconds: seconds))
            }
        }
        if script.last?.kind != .close {
            events.append(event(.close, ["bytes_in": "2048"], on: head.protocol, seconds: seconds))
        }
        self.events = events
    }

    /// The scripts of a folder of the corpus, by name.
    static func all(in folder: String) throws -> [SessionScript] {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Corpus/\(folder)")
        return try FileManager.default.contentsOfDirectory(atPath: path.path).sorted().map { file in
            try SessionScript(name: file, text: String(contentsOf: path.appending(path: file), encoding: .utf8))
        }
    }
}
