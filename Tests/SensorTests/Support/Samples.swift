import Foundation
import Honeypots
import IPNetworks
import Observability
import ThreatModel

@testable import Sensor

enum Samples {
    static let visitor = IPAddress(v4: 0xc633_6409)  // 198.51.100.9
    static let local = IPAddress(v4: 0xcb00_7101)  // 203.0.113.1
    static let time = Timestamp(milliseconds: 1_790_000_000_000)

    static func context(limits: HoneypotLimits = HoneypotLimits()) -> HoneypotContext {
        HoneypotContext(
            persona: Persona(seed: 1), limits: limits, visitor: visitor, visitorPort: 40_000, local: local,
            localPort: 2323, seed: 7)
    }

    static func recorder(limits: HoneypotLimits = HoneypotLimits(), maximumBytes: Int = 1 << 20) -> SessionRecorder {
        SessionRecorder(
            session: UUIDv7(bits: 0xabc), protocol: .telnet, transport: .tcp, context: context(limits: limits),
            maximumBytes: maximumBytes)
    }

    static func event(
        _ number: Int = 0, kind: EventKind = .command, fields: EventFields = ["command": "uname -a"]
    ) -> SessionEvent {
        var generator = SeededGenerator(seed: UInt64(number))
        return SessionEvent(
            id: UUIDv7(at: time, using: &generator), session: UUIDv7(bits: 0xabc), seq: UInt32(number), at: time,
            protocol: .telnet, transport: .tcp, dstPort: 2323, src: visitor, srcPort: 40_000, kind: kind,
            fields: fields)
    }

    /// Lines that are told apart by a number and have very different lengths.
    static func line(_ number: Int) -> [UInt8] {
        Array("{\"n\":\(number),\"x\":\"\(String(repeating: "a", count: number * 37 % 300))\"}".utf8)
    }

    /// The numbers in a batch of such lines.
    static func numbers(_ lines: [UInt8]) throws -> [Int] {
        try lines.split(separator: UInt8(ascii: "\n")).map { line in
            struct Numbered: Decodable { var n: Int }
            return try JSONDecoder().decode(Numbered.self, from: Data(line)).n
        }
    }

    static func metrics() -> SensorMetrics { SensorMetrics(MetricsRegistry()) }
}
