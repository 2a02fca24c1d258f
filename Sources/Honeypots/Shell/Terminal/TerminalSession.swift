package import ThreatModel

/// A visitor at the terminal of a device: keys in, what the screen shows and what is recorded out. Telnet and SSH put
/// their wire around it.
package struct TerminalSession: ShellSession {
    var shell: Shell
    var putOff: ShellCall?
    private var editor: LineEditor
    var line: TerminalLine
    /// Lines of a command that is not complete yet.
    var pending: [UInt8] = []
    /// What must come before it is worth looking at them again.
    var awaited: ShellSyntaxError.Awaited?
    /// Lines that were looked at in vain since the command began.
    var attempts = 0
    /// What programs in the foreground have read since they were started.
    var typed: [UInt8] = []
    /// Keys that came while nothing read them.
    private var typeAhead: [UInt8] = []

    /// Keys that wait for whoever reads next; the terminal's own buffer.
    private static let mostTypeAhead = 4096
    /// Times an incomplete command is parsed again: longer ones are given up as wrong.
    static let mostAttempts = 400

    /// `user` is the name that was logged in with.
    package init(
        _ context: HoneypotContext, user: [UInt8], on machine: MachineKind = .device, at now: Timestamp
    ) {
        self.init(Shell(ShellVisit(context, user: ByteString(user), on: machine, at: now)), context)
    }

    init(_ shell: Shell, _ context: HoneypotContext) {
        self.shell = shell
        editor = LineEditor(mostBytes: context.limits.pendingBytes)
        line = TerminalLine(mostBytes: context.limits.pendingBytes)
    }

    /// The visitor has logged out, or was thrown out.
    package var isOver: Bool { shell.isOver }

    /// Greets and prompts.
    package mutating func start(at now: Timestamp, _ output: inout HoneypotOutput) {
        shell.resume(at: now)
        shell.print(shell.machine.greeting(for: shell.visit))
        shell.openPrompt(shell.machine.shellName)
        shell.readSettings()
        showPrompt()
        finishCall(&output)
    }

    /// What it shares with other sessions of the same visitor: lent to it for each call.
    mutating func exchange(_ files: inout FileSystem, _ recorded: inout RecordedFiles) {
        swap(&shell.files, &files)
        shell.files.session = shell.sessionFolders
        swap(&shell.recordedFiles, &recorded)
    }

    /// The status its shell ended with.
    var status: UInt8 { shell.status }
    /// The signal it was ended by.
    var signal: String? { shell.endingSignal }

    /// Keys were typed.
    package mutating func received(_ bytes: some Collection<UInt8>, at now: Timestamp, _ output: inout HoneypotOutput) {
        let call = ShellCall.received(Array(bytes))
        // Only what ends a line, or wakes a program that waits for its time, can lead to more than an echo.
        if case .hanging = shell.frames.last { return attempt(call, at: now, &output) }
        if putOff == nil, !bytes.contains(where: { $0 < 0x20 }) { return perform(call, at: now, &output) }
        attempt(call, at: now, &output)
    }

    /// A command on the terminal is all there is to the session; the login shell runs it.
    mutating func perform(_ call: ShellCall, at now: Timestamp, _ output: inout HoneypotOutput) {
        shell.resume(at: now)
        switch call {
        case .start(let command, let name):
            let script = CommandOutcome.ScriptText(text: command, name: name, parameters: [], source: .string)
            run(command) { $0.runLoginScript(script) }
        case .received(let bytes): type(bytes)
        // A terminal has no end.
        case .endOfInput: break
        }
        finishCall(&output)
    }

    private mutating func type(_ bytes: [UInt8]) {
        // A program that waited for its time may be back by now.
        if case .hanging = shell.frames.last {
            shell.run()
            showPrompt()
        }
        var keys = (typeAhead + bytes)[...]
        typeAhead = []
        while !shell.isOver {
            if case .prompt = shell.frames.last {
                var screen: [UInt8] = []
                keys = editor.takeText(keys, screen: &screen)
                shell.output.send(screen)
            }
            guard let byte = keys.popFirst() else { break }
            take(byte)
        }
    }

    /// The visit is over: what was not recorded yet is.
    package mutating func disconnected(at now: Timestamp, _ output: inout HoneypotOutput) {
        giveUpWork(at: now, &output)
        shell.resume(at: now)
        let rest = pending + editor.line + line.line
        if !rest.isEmpty { shell.output.record(.raw, fields("bytes", rest, ["reason": "unfinished line"])) }
        recordTyped()
        shell.recordRemainingFiles()
        finishCall(&output)
    }

    private mutating func finishCall(_ output: inout HoneypotOutput) {
        output.append(shell.output)
        shell.output = HoneypotOutput()
    }

    // MARK: Keys

    private mutating func take(_ byte: UInt8) {
        switch shell.frames.last {
        case .prompt: editCommand(byte)
        case .reading(let reader): editInput(byte, echoes: reader.echoes)
        default: wait(byte)
        }
    }

    /// Nothing reads: the terminal shows and keeps what is typed, and only the interrupt gets through.
    private mutating func wait(_ byte: UInt8) {
        switch byte {
        case 0x03:
            typeAhead = []
            shell.output.send("^C\r\n")
            shell.interrupt()
            showPrompt()
        default:
            guard typeAhead.count < Self.mostTypeAhead else { return }
            typeAhead.append(byte)
        }
    }

    private mutating func editCommand(_ byte: UInt8) {
        var screen: [UInt8] = []
        let result = editor.take(byte, history: shell.history, prompt: prompt, screen: &screen)
        shell.output.send(screen)
        switch result {
        case .editing: break
        case .line(let line): enter(line)
        case .interrupted:
            giveUpPending()
            shell.status = 130
            showPrompt()
        case .endOfInput:
            giveUpPending()
            shell.endOfInput()
            shell.run()
            showPrompt()
        case .overflow: shell.finish()
        }
    }

    private mutating func editInput(_ byte: UInt8, echoes: Bool) {
        var screen: [UInt8] = []
        let result = line.take(byte, echoes: echoes, screen: &screen)
        shell.output.send(screen)
        switch result {
        case .editing: return
        case .line(let line):
            keepTyped(line)
            shell.budget.refresh()
            shell.deliver(line)
        case .endOfInput:
            shell.budget.refresh()
            shell.deliverEnd()
        case .interrupted, .suspended:
            shell.output.send("\r\n")
            shell.interrupt()
        case .overflow: return shell.finish()
        }
        if case .reading = shell.frames.last { return }
        recordTyped()
        showPrompt()
    }

    // MARK: Prompt

    mutating func showPrompt() {
        guard !shell.isOver, case .prompt = shell.frames.last else { return }
        if pending.isEmpty { shell.tellJobs() }
        shell.output.send(prompt)
    }

    var prompt: ByteString { pending.isEmpty ? shell.prompt : shell.scope["PS2"] ?? "" }
}
