import ThreatModel

@testable import Honeypots

/// One connection to a site, for tests that look at single answers.
struct HTTPVisit {
    private var visit: ReplayVisit

    init(_ site: WebSite, port: UInt16 = 80, limits: HoneypotLimits = HoneypotLimits(), refused: Int = 0) {
        var settings = ReplaySettings()
        settings.personaSeed = WebPersonas.seed(site)
        (settings.port, settings.limits, settings.refused) = (port, limits, refused)
        visit = ReplayVisit(
            HTTPHoneypot.self, settings.context(for: HTTPHoneypot.self, persona: WebPersonas.persona(site)))
    }

    var isClosed: Bool { visit.isClosed }

    /// What comes back of these bytes, and what was recorded.
    mutating func send(_ bytes: [UInt8]) -> (answer: String, bytes: [UInt8], events: [ObservedEvent]) {
        visit.send(bytes)
        return taken()
    }

    mutating func send(_ text: String) -> (answer: String, bytes: [UInt8], events: [ObservedEvent]) {
        send(Array(text.utf8))
    }

    mutating func get(_ target: String, fields: String = "") -> String {
        send("GET \(target) HTTP/1.1\r\nHost: h\r\n\(fields)\r\n").answer
    }

    mutating func leave() -> [ObservedEvent] {
        visit.disconnect()
        return taken().events
    }

    private mutating func taken() -> (answer: String, bytes: [UInt8], events: [ObservedEvent]) {
        let (wire, events) = visit.take()
        var bytes: [UInt8] = []
        for case .bytes(let sent) in wire { bytes += sent }
        return (String(decoding: bytes, as: UTF8.self), bytes, events)
    }
}
