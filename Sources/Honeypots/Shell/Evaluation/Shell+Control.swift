import ThreatModel

extension Shell {
    /// Acts on what a command has become.
    mutating func follow(_ outcome: CommandOutcome, of arguments: [ByteString]) {
        switch outcome {
        case .exit(let code):
            status = code
            if code != 0 { noteFailure() }
        case .become(let program): runProgram(program)
        case .becomeProgram(let program): runFile(program)
        case .sourceFile(let text, let name, let parameters):
            status = 0
            push(
                .call(
                    ShellFrame.Call(
                        parameters: parameters.map { _ in scope.parameters }, script: .some(scope.script),
                        line: scope.line)))
            scope.callDepth += 1
            if let parameters { scope.parameters = parameters }
            scope.script = name
            var parser = ShellParser(text, dialect: scope.dialect)
            parser.firstLine = 1
            push(.script(parser))
        case .programs(let programs):
            status = 0
            push(.programs(programs, next: 0))
        case .script(let script): runScript(script)
        case .source(let text, let name):
            status = 0
            if name != nil {
                push(.call(ShellFrame.Call(parameters: nil)))
                scope.callDepth += 1
            }
            push(.script(ShellParser(text, dialect: scope.dialect)))
        case .interactiveShell(let name): openPrompt(name)
        case .reading(let reader): push(.reading(reader))
        case .collectingInput: push(.reading(CollectingReader(arguments: arguments)))
        case .waiting(let duration):
            status = 0
            if !pass(duration) { push(.hanging(until: now.advanced(by: duration).milliseconds)) }
        case .endless: isInBackground ? () : push(.reading(EndlessReader()))
        case .leaving(let code): leave(code)
        case .loopControl(let levels, let continues): controlLoop(levels: levels, continues: continues)
        case .returning(let code): returnFromCall(code)
        case .hangingUp: finish()
        }
    }

    /// A shell that reads the terminal, inside whatever runs.
    mutating func openPrompt(_ name: ByteString) {
        push(.process(ShellFrame.Process(scope: scope, descriptors: descriptors)))
        scope.name = name
        scope.script = nil
        scope.parameters = []
        if frames.count > 1 { scope.startProcess() }
        scope.isInteractive = true
        if let dialect = nextDialect { scope.dialect = dialect }
        nextDialect = nil
        if !frames.isEmpty, frames.count > 1 { scope.processID = processes.next() }
        push(.prompt)
    }

    mutating func runScript(_ script: CommandOutcome.ScriptText) {
        push(.process(ShellFrame.Process(scope: scope, descriptors: descriptors)))
        scope.name = script.name
        scope.script = script.source == .file ? script.name : nil
        scope.startProcess()
        if let dialect = script.dialect { scope.dialect = dialect }
        scope.source = script.source
        scope.options.formUnion(script.options)
        scope.parameters = script.parameters
        scope.isInteractive = false
        scope.processID = processes.next()
        status = 0
        var parser = ShellParser(script.text, dialect: scope.dialect)
        parser.firstLine = script.source == .string && !scope.dialect.isDebian ? 0 : 1
        push(.script(parser))
    }

    /// What the login shell itself was started to run: `ssh host command`.
    mutating func runLoginScript(_ script: CommandOutcome.ScriptText) {
        follow(.script(script), of: [])
        scope.processID = processes.shell
    }

    /// `exit`: ends the innermost process; the login shell's end is the end of the session.
    private mutating func leave(_ code: UInt8) {
        status = code
        while let frame = frames.popLast() {
            guard case .process = frame else {
                restore(frame)
                continue
            }
            // Its step does what else belongs to the end.
            frames.append(frame)
            return
        }
    }

    private mutating func controlLoop(levels: Int, continues: Bool) {
        status = 0
        guard isInLoop else { return }
        var levels = levels
        while let frame = frames.last {
            switch frame {
            case .loop(var loop):
                levels -= 1
                frames.removeLast()
                if levels == 0 || !isInLoop {
                    if continues {
                        loop.isDeciding = false
                        frames.append(.loop(loop))
                    }
                    return
                }
            case .forEach:
                levels -= 1
                let loop = frames.removeLast()
                if levels == 0 || !isInLoop {
                    if continues { frames.append(loop) }
                    return
                }
            case .process, .call, .prompt: return
            case .list, .andOr, .pipeline, .timing, .restoringStatus, .negation, .conditional, .script, .programs,
                .descriptors, .variables, .sinks,
                .reading, .hanging:
                pop()
            }
        }
    }

    var isInLoop: Bool {
        for frame in frames.reversed() {
            switch frame {
            case .loop, .forEach: return true
            case .process, .call, .prompt: return false
            case .list, .andOr, .pipeline, .timing, .restoringStatus, .negation, .conditional, .script, .programs,
                .descriptors, .variables, .sinks,
                .reading, .hanging:
                continue
            }
        }
        return false
    }

    /// `return`; outside of functions it ends the script, as ash has it.
    private mutating func returnFromCall(_ code: UInt8) {
        status = code
        while let frame = frames.last {
            if case .call = frame {
                pop()
                return
            }
            if case .process = frame { return }
            if case .prompt = frame { return }
            pop()
        }
    }

    /// Gives up the present command line, after a mistake in it: back to the prompt, or out of the script.
    mutating func giveUp(_ error: ExpansionError) {
        switch error {
        case .message(let text):
            complain(text, status: 2)
            if scope.dialect.isDebian { status = 1 }
            unwindToProcess()
        case .fatal(let text):
            complain(text, status: 127)
            if scope.dialect == .dash { status = 2 }
            unwindToProcess()
        case .spent: status = 1
        }
    }

    /// A mistake ends a script, and leads back to the prompt at one.
    private mutating func unwindToProcess() {
        while let frame = frames.last {
            switch frame {
            case .process, .prompt: return
            case .list, .andOr, .pipeline, .timing, .restoringStatus, .negation, .conditional, .loop, .forEach, .script,
                .programs, .descriptors, .sinks,
                .variables, .call, .reading, .hanging:
                pop()
            }
        }
    }

    /// The visitor typed the interrupt character: whatever runs in the foreground ends, up to the next prompt.
    mutating func interrupt() {
        status = 130
        budget.refresh()
        while let frame = frames.last {
            if case .prompt = frame { break }
            pop()
        }
        isPipeBroken = false
        // Only a shell that was not at a prompt at all, as one that runs a single command, ends by it.
        if frames.isEmpty { finish() }
    }

    // MARK: Jobs

    /// What follows runs in the background: in a process of its own, without input, and without taking time.
    mutating func startJob(_ source: ByteString) {
        let id = processes.next()
        var process = ShellFrame.Process(scope: scope, descriptors: descriptors)
        process.isBackground = !isInBackground
        if scope.isInteractive, jobs.count < Self.mostJobs, !isInBackground {
            jobs.append(
                ShellJob(number: (jobs.last?.number ?? 0) + 1, processID: id, source: source, status: 0, ends: now))
            if scope.dialect == .bash { print("[\(jobs.last?.number ?? 1)] \(id)\n", to: 2) }
        }
        process.scope.lastBackground = id
        push(.process(process))
        if descriptors[0] == .terminal, let null = streams.open(.text([])) {
            process.closing.append(null)
            frames[frames.count - 1] = .process(process)
            descriptors[0] = .stream(null)
        }
        scope.isInteractive = false
        isInBackground = true
    }

    /// Jobs whose end is yet to be told.
    private static let mostJobs = 40

    mutating func endJob() {
        if let last = jobs.indices.last {
            jobs[last].status = status
            jobs[last].ends = now.advanced(by: timeInBackground)
        }
        timeInBackground = .zero
        status = 0
    }

    /// Tells of the jobs that ended since the last prompt, as ash does before it prompts again.
    mutating func tellJobs() {
        let over = jobs.filter { $0.ends <= now }
        for job in over {
            if scope.dialect == .bash {
                let state: ByteString = job.status == 0 ? "Done" : "Exit \(job.status)"
                let mark = job == jobs.last ? "+" : job == jobs.dropLast().last ? "-" : " "
                print("[\(job.number)]\(mark)  \(state.padded(to: 23)) \(job.source)\n", to: 2)
                continue
            }
            let state: ByteString = job.status == 0 ? "Done" : "Done(\(job.status))"
            let sign = job == jobs.last ? "+" : job == jobs.dropLast().last ? "-" : " "
            print("[\(job.number)]\(sign)  \(state.padded(to: 26)) \(job.source)\n", to: 2)
        }
        jobs.removeAll { over.contains($0) }
    }
}
