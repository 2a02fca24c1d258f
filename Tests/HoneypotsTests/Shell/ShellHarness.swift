import IPNetworks
import ThreatModel

@testable import Honeypots

/// A shell without a terminal, for scripts whose output is all that matters.
enum ShellHarness {
    struct Result: Sendable {
        /// Both outputs in the order they came, with plain ends of lines.
        var output: [UInt8]
        var status: UInt8
        var files: [(fields: EventFields, bytes: [UInt8])] = []
        var events: [(kind: EventKind, fields: EventFields)] = []
        var paused = Duration.zero
        /// It never came back.
        var hangs = false
        var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// A little-endian device with a late BusyBox and room under /tmp, as the one the cases were taken from.
    static let persona = Persona(seed: 25)

    static func visit(
        _ persona: Persona = persona, limits: HoneypotLimits = HoneypotLimits(), fetches: FetchPolicy = .succeed
    ) -> ShellVisit {
        let context = HoneypotContext(
            persona: persona, limits: limits, visitor: IPAddress(v4: 0x2d0a_0102), visitorPort: 40_404,
            local: IPAddress(v4: 0xc633_6407), localPort: 23, seed: 5, fetches: fetches)
        return ShellVisit(context, user: "root", at: ReplayVisit.start)
    }

    /// Runs a script as `sh -c` does, in an empty folder that can be written to.
    static func run(
        _ script: String, input: String = "", persona: Persona = persona, limits: HoneypotLimits = HoneypotLimits(),
        fetches: FetchPolicy = .succeed
    ) -> Result {
        var shell = Shell(visit(persona, limits: limits, fetches: fetches))
        return run(script, input: input, in: &shell)
    }

    static func run(_ script: String, input: String = "", in shell: inout Shell) -> Result {
        shell.resume(at: ReplayVisit.start)
        shell.scope.directory = "/tmp"
        _ = shell.scope.set("PWD", "/tmp")
        if let stream = shell.streams.open(.text(Array(input.utf8))) { shell.descriptors[0] = .stream(stream) }
        let pipe = shell.streams.open(.pipe([])) ?? 0
        shell.descriptors[1] = .stream(pipe)
        shell.descriptors[2] = .stream(pipe)
        shell.runScript(
            CommandOutcome.ScriptText(text: Array(script.utf8), name: "sh", parameters: [], source: .string))
        shell.run()
        var result = Result(output: shell.streams.drain(pipe), status: shell.status)
        if case .hanging = shell.frames.last { result.hangs = true }
        if case .reading = shell.frames.last { result.hangs = true }
        shell.recordRemainingFiles()
        for action in shell.output.take() {
            switch action {
            case .send: break
            case .record(let kind, let fields): result.events.append((kind, fields))
            case .keep(let bytes, let fields): result.files.append((fields, bytes))
            case .pause(let duration): result.paused += duration
            case .work, .resume, .close: break
            }
        }
        return result
    }
}
