import IPNetworks
import ThreatModel

@testable import Honeypots

/// The near end of a copy, without SSH.
struct SCPVisit {
    var host: ChannelHost
    private var program: (any ChannelProgram)?
    var events: [(kind: EventKind, fields: EventFields)] = []
    var kept: [(bytes: [UInt8], fields: EventFields)] = []
    var exitStatus: UInt8?
    private var answers: [UInt8] = []

    init(
        _ command: String, persona: Persona = ShellHarness.persona, limits: HoneypotLimits = HoneypotLimits(),
        host: ChannelHost? = nil
    ) {
        let context = HoneypotContext(
            persona: persona, limits: limits, visitor: IPAddress(v4: 0x2d0a_0102), visitorPort: 40_404,
            local: IPAddress(v4: 0xc633_6407), localPort: 22, seed: 5)
        self.host = host ?? ChannelHost(context, user: Array("root".utf8), at: ReplayVisit.start)
        program = TransferCommand.program(Array(command.utf8), on: self.host)
        call { program, host, output in program.start(on: &host, at: ReplayVisit.start, &output) }
    }

    /// Whether the command is a copy at all.
    var isRunning: Bool { program != nil }
    /// What came since the last look.
    mutating func answer() -> String {
        defer { answers = [] }
        return String(decoding: answers, as: UTF8.self)
    }

    mutating func send(_ text: String) -> String { send(Array(text.utf8)) }

    mutating func send(_ bytes: [UInt8]) -> String {
        guard exitStatus == nil else { return "" }
        call { program, host, output in program.received(bytes[...], on: &host, at: ReplayVisit.start, &output) }
        return answer()
    }

    mutating func endInput() {
        guard exitStatus == nil else { return }
        call { program, host, output in program.endOfInput(on: &host, at: ReplayVisit.start, &output) }
    }

    mutating func disconnect() {
        call { program, host, output in program.disconnected(on: &host, at: ReplayVisit.start, &output) }
    }

    private mutating func call(_ body: (inout any ChannelProgram, inout ChannelHost, inout ChannelOutput) -> Void) {
        guard var program else { return }
        var output = ChannelOutput()
        body(&program, &host, &output)
        self.program = program
        for action in output.actions {
            switch action {
            case .data(let bytes): answers += bytes
            case .record(let kind, let fields): events.append((kind, fields))
            case .keep(let bytes, let fields): kept.append((bytes, fields))
            case .exit(let status): exitStatus = status
            case .error, .pause, .work, .exitBySignal: break
            }
        }
    }
}
