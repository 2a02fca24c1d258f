import IPNetworks
import ThreatModel

@testable import Honeypots

/// A visit to the Redis service, command by command.
struct RedisVisit {
    private var visit: ReplayVisit
    var now: Timestamp { visit.now }

    init(
        _ release: RedisRelease = .v7_0, limits: HoneypotLimits = HoneypotLimits(),
        at start: Timestamp = ReplayVisit.start
    ) {
        self.init(RedisPersonas.open[release] ?? Persona(seed: 0), limits: limits, at: start)
    }

    init(_ persona: Persona, limits: HoneypotLimits = HoneypotLimits(), at start: Timestamp = ReplayVisit.start) {
        var settings = ReplaySettings()
        settings.limits = limits
        visit = ReplayVisit(
            RedisHoneypot.self, settings.context(for: RedisHoneypot.self, persona: persona), at: start)
    }

    var isClosed: Bool { visit.isOver }

    mutating func wait(_ duration: Duration) { visit.wait(duration) }

    /// Sends bytes as they are; the replies.
    mutating func send(_ bytes: [UInt8]) -> (replies: [RESPReply], events: [ObservedEvent]) {
        visit.send(bytes)
        let (wire, events) = visit.take()
        var rest = Self.bytes(of: wire)[...]
        var replies: [RESPReply] = []
        while let reply = RESPReply.take(&rest) { replies.append(reply) }
        return (replies, events)
    }

    /// Sends bytes as they are; the bytes that come back.
    mutating func sendRaw(_ bytes: [UInt8]) -> [UInt8] {
        visit.send(bytes)
        return Self.bytes(of: visit.take().wire)
    }

    private static func bytes(of wire: [ReplayVisit.WireItem]) -> [UInt8] {
        wire.flatMap { item -> [UInt8] in
            guard case .bytes(let bytes) = item else { return [] }
            return bytes
        }
    }

    /// Sends a command as clients do, as an array of bulk strings.
    @discardableResult mutating func send(_ words: [[UInt8]]) -> RESPReply? { send(Self.encoded(words)).replies.first }

    /// Sends a line as `redis-cli` would read it.
    @discardableResult mutating func send(_ line: String) -> RESPReply? {
        send(RedisText.words(of: Array(line.utf8)) ?? [])
    }

    /// The events of a line.
    mutating func events(_ line: String) -> [ObservedEvent] {
        send(Self.encoded(RedisText.words(of: Array(line.utf8)) ?? [])).events
    }

    static func encoded(_ words: [[UInt8]]) -> [UInt8] {
        words.reduce(Array("*\(words.count)\r\n".utf8)) { bytes, word in
            bytes + Array("$\(word.count)\r\n".utf8) + word + [0x0d, 0x0a]
        }
    }
}
