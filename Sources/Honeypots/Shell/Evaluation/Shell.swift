import ThreatModel

/// A BusyBox shell that runs nothing: it reads commands as ash does, and commands are code of ours that looks at a file
/// system of ours.
///
/// It is a value. Whoever holds it tells it what is typed and takes from ``output`` what is printed and recorded. Every
/// call ends within the ``ShellBudget`` of a line, whatever was typed; between calls an idle shell holds a few kilobytes.
struct Shell: Sendable {
    /// Frames on the stack: deeper recursion of functions and scripts ends as if memory had run out.
    static let mostFrames = 2000
    /// Lines kept for `history`.
    static let mostHistory = 50
    /// Programs one line may start.
    static let mostPrograms = 20_000

    let visit: ShellVisit
    /// The machine it pretends to run on.
    let machine: any VisitorMachine
    /// Whom the visitor is taken for.
    let account: MachineAccount
    var files: FileSystem
    var processes: ProcessTable
    var scope: ShellScope
    var descriptors: [Descriptor] = [.terminal, .terminal, .terminal]
    var streams = StreamTable()
    var budget: ShellBudget
    /// What is printed and recorded, in order.
    var output = HoneypotOutput()
    /// Where there is no terminal, what was printed on standard error: each piece with the number of actions of ``output``
    /// it came behind.
    var errors: [(place: Int, bytes: [UInt8])] = []
    /// The visitor has no terminal: what he sends and sees goes through pipes.
    var isPiped = false
    var status: UInt8 = 0
    /// How a program ends whose options said all there is to do, or were wrong.
    var usageStatus: UInt8 = 1
    var history: [ByteString] = []
    /// The background jobs whose end was not told yet.
    var jobs: [ShellJob] = []
    /// Addresses that the present line fetched from.
    var fetched: [ByteString] = []
    /// The shell is over, or the connection is to be ended.
    private(set) var isOver = false
    var frames: [ShellFrame] = []
    /// Time passed by waiting since the last call.
    private var passed = Duration.zero
    private var calledAt: Timestamp
    /// Nested runs for command substitutions.
    private var nesting = 0
    /// A program tried to write into a pipe that takes no more: it and its process end.
    var isPipeBroken = false
    /// What runs is `echo` or `printf`: files it writes are marked so.
    var isEchoing = false
    /// The signal that ended the login shell, named without "SIG"; nil: it ended by itself.
    var endingSignal: String?
    /// What the visitor renamed the machine to.
    var newHostname: ByteString?
    /// Files of the visitor's that were recorded, and how much more may be.
    var recordedFiles = RecordedFiles()
    /// What `<( … )` of the present command wrote, by the name the command has for it.
    var processFiles: [ByteString: [UInt8]] = [:]
    /// What `>( … )` stands for, by the name the command has for it.
    var processSinks: [ByteString: ProcessSink] = [:]
    var nextProcessFile = 63
    /// What the shell speaks that is about to be opened at the terminal.
    var nextDialect: ShellDialect?
    /// Statuses of the last pipeline's commands; nil: it had one.
    var pipeStatus: [UInt8]?
    /// Set while what runs is a background job, with the time it has waited.
    var isInBackground = false
    var timeInBackground = Duration.zero

    /// Command substitutions inside each other.
    static let deepestNesting = 12

    /// `files`: those of the connection, when something else has used them before; nil: as the visit begins.
    init(_ visit: ShellVisit, files: FileSystem? = nil) {
        self.visit = visit
        let machine = visit.persona.machine(visit.kind)
        self.machine = machine
        account = machine.account(of: visit)
        calledAt = visit.started
        self.files = files ?? visit.openFiles()
        processes = ProcessTable(machine, visit)
        budget = ShellBudget(visitOutput: visit.limits.outputBytes)
        scope = ShellScope(directory: "/", name: machine.shellName, processID: processes.shell)
        self.files.session = sessionFolders
        if visit.kind == .server { scope.dialect = .bash }
        for (name, value) in machine.environment(for: visit) { begin(name, value, export: true) }
        if let home = scope["HOME"], (try? self.files.find(home, from: "/")) != nil { scope.directory = home }
        begin("PWD", scope.directory, export: true)
        begin("IFS", " \t\n")
        begin("PS1", machine.prompt(for: visit))
        begin("PS2", "> ")
        begin("PS4", "+ ")
        begin("OPTIND", "1")
    }

    /// Sets a variable that the shell begins with.
    mutating func begin(_ name: ByteString, _ value: ByteString, export: Bool = false) {
        _ = scope.set(UsualText.shared(name), UsualText.shared(value), export: export)
    }

    /// Where /proc shows what runs in this shell, in whichever files.
    var sessionFolders: SessionFolders? {
        var folders = machine.sessionFolders
        folders?.number = processes.shell
        return folders
    }

    /// The device, for the commands in the dress of its firmware.
    var device: Device { visit.device }
    /// The present moment of the device, with the time that waiting has passed in this call.
    var now: Timestamp { calledAt.advanced(by: passed) }

    /// Every call from outside begins with this.
    mutating func resume(at now: Timestamp) {
        calledAt = now
        passed = .zero
        files.now = now.seconds
        processFiles = [:]
        nextProcessFile = 63
        budget.refresh()
        fetched = []
    }

    /// Lets time pass, in front of the visitor's eyes; false when that is more than can be pretended.
    mutating func pass(_ duration: Duration) -> Bool {
        if isInBackground {
            timeInBackground += duration
            return true
        }
        guard budget.takePause(duration) else { return false }
        passed += duration
        files.now = now.seconds
        output.pause(duration)
        return true
    }

    /// Takes work from the budget; false when it is used up, and then whatever is going on must end at once.
    mutating func charge(_ units: Int) -> Bool { budget.charge(units) }

    mutating func finish() {
        frames = []
        isOver = true
    }

    // MARK: Frames

    mutating func push(_ frame: ShellFrame) { frames.append(frame) }

    /// Takes the top frame off; what it was to restore is restored.
    @discardableResult
    mutating func pop() -> ShellFrame? {
        guard let frame = frames.popLast() else { return nil }
        restore(frame)
        return frame
    }

    mutating func restore(_ frame: ShellFrame) {
        switch frame {
        case .descriptors(let saved, let closing):
            descriptors = saved
            for stream in closing { streams.close(stream) }
        case .variables(let saved):
            for (name, variable) in saved.reversed() { scope.restore(name, variable) }
        case .call(let call):
            for (name, variable) in call.hidden.reversed() { scope.restore(name, variable) }
            if let parameters = call.parameters { scope.parameters = parameters }
            scope.callDepth -= 1
            if let script = call.script {
                scope.script = script
                scope.line = call.line
            }
        case .process(let process):
            scope = process.scope
            descriptors = process.descriptors
            for stream in process.closing { streams.close(stream) }
            if process.isBackground { isInBackground = false }
        case .sinks(let older, _): dropSinks(older: older)
        case .list, .andOr, .pipeline, .timing, .restoringStatus, .negation, .conditional, .loop, .forEach, .script,
            .programs, .prompt, .reading,
            .hanging:
            break
        }
    }

    /// Runs until the shell waits for the visitor, or is over.
    mutating func run() {
        while let frame = frames.popLast() {
            if isWaiting(for: frame) {
                frames.append(frame)
                break
            }
            guard !budget.isSpent, budget.charge(ShellBudget.step), frames.count < Self.mostFrames else {
                frames.append(frame)
                hang()
                break
            }
            step(frame)
        }
        if frames.isEmpty || budget.isVisitOver { finish() }
    }

    private func isWaiting(for frame: ShellFrame) -> Bool {
        switch frame {
        case .prompt, .reading: true
        case .hanging(let until): until.map { $0 > now.milliseconds } ?? true
        case .list, .andOr, .pipeline, .timing, .restoringStatus, .negation, .conditional, .loop, .forEach, .script,
            .programs, .descriptors,
            .variables, .call, .process, .sinks:
            false
        }
    }

    /// Runs a list in the middle of something else and returns what it printed: `$( … )`. What it would read from the
    /// terminal is empty.
    mutating func capture(_ list: ShellList, keepsEnds: Bool = false) throws(ExpansionError) -> [UInt8] {
        guard nesting < Self.deepestNesting, let pipe = streams.open(.pipe([])), let null = streams.open(.text([]))
        else {
            throw .spent
        }
        nesting += 1
        let outer = frames
        let outerDescriptors = descriptors
        frames = []
        frames.append(.process(ShellFrame.Process(scope: scope, descriptors: descriptors, closing: [null])))
        frames.append(.list(list, next: 0))
        descriptors[1] = .stream(pipe)
        if descriptors[0] == .terminal { descriptors[0] = .stream(null) }
        while let frame = frames.popLast() {
            guard !isWaiting(for: frame), !budget.isSpent, budget.charge(ShellBudget.step),
                frames.count < Self.mostFrames
            else {
                // It would never come back.
                frames.append(frame)
                while pop() != nil {}
                descriptors = outerDescriptors
                frames = outer
                nesting -= 1
                _ = streams.drain(pipe)
                throw .spent
            }
            step(frame)
        }
        frames = outer
        nesting -= 1
        isPipeBroken = false
        guard !isOver else { throw .spent }
        var bytes = streams.drain(pipe)
        if keepsEnds { return bytes }
        while bytes.last == 0x0a { bytes.removeLast() }
        return bytes
    }

    /// From here on nothing happens until the visitor interrupts: the line has used up what it may cost.
    private mutating func hang() {
        while let frame = frames.last {
            if case .prompt = frame { break }
            // A job in the background goes on unseen.
            if case .process(let process) = frame, process.isBackground {
                pop()
                return
            }
            pop()
        }
        isPipeBroken = false
        push(.hanging(until: nil))
    }
}
