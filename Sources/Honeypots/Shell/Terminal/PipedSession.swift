import ThreatModel

/// A visitor at a shell without a terminal: `ssh host command`, or a script fed to a login. Input and output are pipes:
/// nothing is echoed, nothing prompts, every byte stays what it is.
struct PipedSession: ShellSession {
    var shell: Shell
    var putOff: ShellCall?
    /// What has arrived and nobody has read.
    private var buffer: [UInt8] = []
    private var hasEnded = false
    /// Lines of a command that is not complete yet.
    private var pending: [UInt8] = []
    private var attempts = 0
    /// What programs read, for the log.
    private var read: [UInt8] = []

    /// Bytes that wait to be read: a pipe's worth, and what is beyond that is lost as if nobody took it.
    private static let mostBytes = 4 * 1024 * 1024
    /// Times an incomplete command is parsed again.
    private static let mostAttempts = 400

    init(_ shell: Shell) {
        self.shell = shell
        self.shell.becomePiped()
    }

    var isOver: Bool { shell.isOver }
    var status: UInt8 { shell.status }

    mutating func exchange(_ files: inout FileSystem, _ recorded: inout RecordedFiles) {
        swap(&shell.files, &files)
        shell.files.session = shell.sessionFolders
        swap(&shell.recordedFiles, &recorded)
    }

    /// Begins to read commands; `name` is what the shell calls itself.
    mutating func start(name: ByteString, at now: Timestamp, _ output: inout ChannelOutput) {
        shell.resume(at: now)
        shell.openPrompt(name)
        shell.scope.isInteractive = false
        finishCall(&output)
    }

    mutating func perform(_ call: ShellCall, at now: Timestamp, _ output: inout ChannelOutput) {
        shell.resume(at: now)
        switch call {
        case .start(let command, let name):
            let script = CommandOutcome.ScriptText(text: command, name: name, parameters: [], source: .string)
            run(command) { $0.runLoginScript(script) }
        case .received(let bytes):
            buffer += bytes.prefix(Self.mostBytes - min(buffer.count, Self.mostBytes))
            feed()
        case .endOfInput:
            hasEnded = true
            feed()
        }
        finishCall(&output)
    }

    mutating func disconnected(at now: Timestamp, _ output: inout ChannelOutput) {
        giveUpWork(at: now, &output)
        shell.resume(at: now)
        if !(pending + buffer).isEmpty { recordRaw(pending + buffer, "unfinished line") }
        recordRead()
        shell.recordRemainingFiles()
        finishCall(&output)
    }

    // MARK: Input

    /// Hands on what has arrived until somebody has to wait for more of it.
    private mutating func feed() {
        var position = 0
        defer { buffer = position == buffer.count ? [] : Array(buffer[position...]) }
        while !shell.isOver {
            switch shell.frames.last {
            case .hanging:
                shell.run()
                if case .hanging = shell.frames.last { return }
            case .reading:
                guard let line = nextLine(&position) else {
                    guard hasEnded else { return }
                    endReading(&position)
                    continue
                }
                keepRead(line + [0x0a])
                shell.budget.refresh()
                shell.deliver(line)
            case .prompt:
                // The login shell's, or that of a shell that was started as a program: `ssh host sh <script`.
                recordRead()
                shell.scope.isInteractive = false
                guard let line = nextLine(&position) else {
                    guard hasEnded else { return }
                    let rest = Array(buffer[position...])
                    position = buffer.count
                    if !rest.isEmpty { enter(rest) } else { endCommands() }
                    continue
                }
                enter(line)
            default: return
            }
        }
        recordRead()
    }

    private func nextLine(_ position: inout Int) -> [UInt8]? {
        guard let end = buffer[position...].firstIndex(of: 0x0a) else { return nil }
        defer { position = end + 1 }
        return Array(buffer[position..<end])
    }

    /// Everything that is left goes to the program that reads, and from here on there is no more.
    private mutating func endReading(_ position: inout Int) {
        let rest = Array(buffer[position...])
        position = buffer.count
        keepRead(rest)
        shell.endInput([])
        shell.budget.refresh()
        if !rest.isEmpty { shell.deliverRest(rest) }
        if case .reading = shell.frames.last { shell.deliverEnd() }
        // One that never ends by itself ends when nobody is left to read what it prints.
        if case .reading = shell.frames.last { shell.finish() }
    }

    private mutating func endCommands() {
        if !pending.isEmpty {
            let command = pending
            pending = []
            enterComplete(command, isInteractive: false)
            return
        }
        shell.endOfInput()
        shell.run()
    }

    // MARK: Commands

    private mutating func enter(_ line: [UInt8]) {
        pending += line + [0x0a]
        guard pending.count <= shell.visit.limits.pendingBytes else { return shell.finish() }
        attempts += 1
        let command = pending
        enterComplete(command, isInteractive: attempts < Self.mostAttempts)
    }

    private mutating func enterComplete(_ command: [UInt8], isInteractive: Bool) {
        var parser = ShellParser(command, isInteractive: isInteractive, dialect: shell.scope.dialect)
        parser.hasChoices = shell.hasChoices
        var lists: [ShellList] = []
        var mistake: ShellSyntaxError?
        do {
            while let list = try parser.next() { lists.append(list) }
        } catch {
            if isInteractive, case .incomplete = error { return }
            mistake = error
        }
        pending = []
        attempts = 0
        guard !lists.isEmpty || mistake != nil else { return }
        run(Array(command.last == 0x0a ? command.dropLast() : command[...])) { shell in
            for list in lists.reversed() { shell.push(.list(list, next: 0)) }
            guard let mistake else { return }
            shell.run()
            shell.complain(mistake.message, status: 2)
        }
    }

    /// Runs a command and records it before everything that comes of it.
    private mutating func run(_ command: [UInt8], _ body: (inout Shell) -> Void) {
        let before = shell.output
        let errorsBefore = shell.errors
        shell.output = HoneypotOutput()
        shell.errors = []
        shell.budget.refresh()
        shell.fetched = []
        body(&shell)
        shell.run()
        let outcome = shell.output
        let errors = shell.errors
        shell.output = before
        shell.errors = errorsBefore
        var fields = EventFields()
        fields.set("command", bytes: command, limit: shell.visit.limits.fieldBytes)
        if let url = shell.fetched.first {
            fields.set("download_url", bytes: url.prefix(shell.visit.limits.fieldBytes))
        }
        shell.output.record(.command, fields)
        let place = shell.output.actions.count
        shell.output.append(outcome)
        shell.errors += errors.map { ($0.place + place, $0.bytes) }
    }

    // MARK: Output

    /// Passes on what was printed and recorded, each on its own stream and in its order.
    private mutating func finishCall(_ output: inout ChannelOutput) {
        let actions = shell.output.take()
        var errors = shell.errors[...]
        shell.errors = []
        for (index, action) in actions.enumerated() {
            while let error = errors.first, error.place <= index {
                output.sendError(error.bytes)
                errors.removeFirst()
            }
            switch action {
            case .send(let bytes): output.send(bytes)
            case .record(let kind, let fields): output.record(kind, fields)
            case .keep(let bytes, let fields): output.keep(bytes, fields)
            case .pause(let duration): output.pause(duration)
            case .work: output.work()
            case .resume, .close: break
            }
        }
        for error in errors { output.sendError(error.bytes) }
        if shell.isOver {
            output.end(shell.status, by: shell.endingSignal)
        } else if shell.budget.isSpent {
            // Without a terminal nobody can interrupt it: it ends as whoever takes too much of a machine does.
            output.exit(bySignal: "KILL")
        }
    }

    // MARK: Recording

    private mutating func keepRead(_ bytes: [UInt8]) {
        let room = max(0, shell.visit.limits.fieldBytes - read.count)
        read += bytes.prefix(room)
    }

    private mutating func recordRead() {
        guard !read.isEmpty else { return }
        recordRaw(read, "program input")
        read = []
    }

    private mutating func recordRaw(_ bytes: [UInt8], _ reason: String) {
        var fields: EventFields = ["reason": reason]
        fields.set("bytes", bytes: bytes, limit: shell.visit.limits.fieldBytes)
        shell.output.record(.raw, fields)
    }
}
