import IPNetworks
import ThreatModel

@testable import Honeypots

/// Has the shells read and run what nobody would type. Whatever it is, they must not trap, must keep their budgets, and
/// must be of use afterwards or say that they are over.
///
/// The first byte of an input chooses the shell with its low two bits (``Place``).
enum ShellFuzz {
    /// Where the text is read.
    enum Place: UInt8, CaseIterable, Sendable {
        /// By `bash -c` on the server.
        case bash
        /// By `sh -c` on the server.
        case dash
        /// By `sh -c` on the device.
        case ash
        /// Typed at the server's login shell without a terminal.
        case piped
    }

    /// The first promise that is broken, if any.
    ///
    /// - Parameter work: what a text may cost, of what a line may.
    static func violation(in input: [UInt8], work: Int = ShellBudget.lineWork) -> String? {
        guard let place = Place(rawValue: (input.first ?? 0) & 3) else { return nil }
        let text = Array(input.dropFirst())
        switch place {
        case .bash: return run(text, .bash, server, work)
        case .dash: return run(text, .dash, server, work)
        case .ash: return run(text, .ash, device, work)
        case .piped: return pipe(text)
        }
    }

    private static func run(_ text: [UInt8], _ dialect: ShellDialect, _ start: Shell, _ work: Int) -> String? {
        if let fault = ParserFuzz.violation(in: text, dialect) { return fault }
        var shell = start
        shell.budget.hold(work)
        shell.resume(at: ReplayVisit.start)
        let pipes = (0..<2).map { _ in shell.streams.open(.pipe([])) ?? 0 }
        if let input = shell.streams.open(.text(Array("one\ntwo\n".utf8))) { shell.descriptors[0] = .stream(input) }
        shell.descriptors[1] = .stream(pipes[0])
        shell.descriptors[2] = .stream(pipes[1])
        shell.scope.dialect = dialect
        shell.runScript(
            CommandOutcome.ScriptText(text: text, name: "sh", parameters: [], source: .string, dialect: dialect))
        shell.run()
        for pipe in pipes where shell.streams.drain(pipe).count > StreamTable.pipeBytes { return "a pipe has burst" }
        return excess(of: shell) ?? afterlife(of: &shell)
    }

    private static func excess(of shell: Shell) -> String? {
        if shell.frames.count > Shell.mostFrames { return "\(shell.frames.count) frames" }
        if shell.files.storedBytes > FileRoom.server.bytes { return "\(shell.files.storedBytes) bytes of files" }
        if shell.files.miscount != 0 { return "\(shell.files.miscount) bytes of files more than are counted" }
        let variables = shell.scope.variables.values.reduce(0) { $0 + $1.value.count }
        if variables > ShellScope.mostVariableBytes { return "\(variables) bytes of variables" }
        return nil
    }

    /// The next line runs, unless the shell is over or waits for ever.
    private static func afterlife(of shell: inout Shell) -> String? {
        guard !shell.isOver else { return nil }
        switch shell.frames.last {
        case .hanging, .reading: return nil
        case nil: break
        default: return "it stands still in the middle of \(String(describing: shell.frames.last).prefix(60))"
        }
        return nil
    }

    private static func pipe(_ text: [UInt8]) -> String? {
        var session = PipedSession(server)
        var output = ChannelOutput()
        session.start(name: "-bash", at: ReplayVisit.start, &output)
        // In two pieces, so that commands are found incomplete.
        let half = text.count / 2
        for piece in [text[..<half], text[half...]] where !piece.isEmpty && !output.hasExited {
            session.attempt(.received(Array(piece)), at: ReplayVisit.start, &output)
        }
        if !output.hasExited { session.attempt(.endOfInput, at: ReplayVisit.start, &output) }
        session.disconnected(at: ReplayVisit.start, &output)
        let printed = output.actions.reduce(0) { sum, action in
            switch action {
            case .data(let bytes), .error(let bytes): sum + bytes.count
            case .record, .keep, .pause, .work, .exit, .exitBySignal: sum
            }
        }
        return printed > HoneypotLimits().outputBytes ? "\(printed) bytes printed" : nil
    }

    // MARK: Shells

    private static let context = HoneypotContext(
        persona: ShellHarness.persona, visitor: IPAddress(v4: 0x2d0a_0102), visitorPort: 40_404,
        local: IPAddress(v4: 0xc633_6407), localPort: 22, seed: 5)
    private static let server = DebianStage.shell(context, at: ReplayVisit.start)
    private static let device = Shell(ShellVisit(context, user: "root", at: ReplayVisit.start))
}
