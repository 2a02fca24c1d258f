import Honeypots
import ThreatModel

/// A visit to a web server, asked in text and read as text.
struct HTTPVisit {
    private var visit: ReplayVisit

    init(_ persona: Persona, limits: HoneypotLimits = HoneypotLimits()) {
        var settings = ReplaySettings()
        settings.limits = limits
        visit = ReplayVisit(HTTPHoneypot.self, settings.context(for: HTTPHoneypot.self, persona: persona))
    }

    var isClosed: Bool { visit.isClosed }

    mutating func send(_ text: String) -> (answer: String, events: [ObservedEvent]) { send(Array(text.utf8)) }

    mutating func send(_ bytes: [UInt8]) -> (answer: String, events: [ObservedEvent]) {
        visit.send(bytes)
        let (wire, events) = visit.take()
        let answer = wire.flatMap { item -> [UInt8] in
            if case .bytes(let bytes) = item { bytes } else { [] }
        }
        return (String(decoding: answer, as: UTF8.self), events)
    }

    /// The answer to one request, its body apart.
    mutating func get(_ path: String, method: String = "GET") -> (head: String, body: String) {
        let answer = send("\(method) \(path) HTTP/1.1\r\nHost: h\r\n\r\n").answer
        guard let gap = answer.firstRange(of: "\r\n\r\n") else { return (answer, "") }
        return (String(answer[..<gap.lowerBound]), String(answer[gap.upperBound...]))
    }
}
