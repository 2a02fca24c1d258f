import IPNetworks
import ThreatModel

/// Events for tests: only what detection looks at is given.
func event(
    _ kind: EventKind, _ fields: EventFields = [:], on attackProtocol: AttackProtocol = .telnet, seconds: Double = 0
) -> SessionEvent {
    SessionEvent(
        id: UUIDv7(bits: 1), session: UUIDv7(bits: 2), seq: 0,
        at: Timestamp(milliseconds: 1_790_000_000_000 + Int64(seconds * 1000)), protocol: attackProtocol,
        transport: .tcp,
        dstPort: 23, src: IPAddress(v4: 0xc633_6407), srcPort: 40_000, kind: kind, fields: fields)
}

func command(_ text: String, seconds: Double = 0) -> SessionEvent {
    event(.command, ["command": text], seconds: seconds)
}
