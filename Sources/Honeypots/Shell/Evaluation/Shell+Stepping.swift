extension Shell {
    /// Does what the frame, just taken off the stack, says next.
    mutating func step(_ frame: ShellFrame) {
        if isPipeBroken { return endBrokenPipe(frame) }
        switch frame {
        case .list(let list, let next): stepList(list, next)
        case .andOr(let andOr, let next): stepAndOr(andOr, next)
        case .pipeline(let pipeline): stepPipeline(pipeline)
        case .negation: status = status == 0 ? 1 : 0
        case .restoringStatus(let code, let trap):
            status = code
            scope.bash.errorTrap = trap
        case .sinks(let older, let written): stepSinks(older: older, status: written)
        case .timing(let isPortable, let from): tellTime(since: from, isPortable: isPortable)
        case .conditional(let branches, let otherwise, let next): stepConditional(branches, otherwise, next)
        case .loop(let loop): stepLoop(loop)
        case .forEach(let name, let values, let next, let body):
            guard next < values.count else { return }
            push(.forEach(name: name, values: values, next: next + 1, body: body))
            guard scope.set(name, values[next]) else { return }
            push(.list(body, next: 0))
        case .script(let parser): stepScript(parser)
        case .programs(let programs, let next):
            guard next < programs.count else { return }
            push(.programs(programs, next: next + 1))
            runProgram(programs[next])
        case .process(let process): endProcess(process)
        case .descriptors, .variables, .call: restore(frame)
        case .prompt, .reading: push(frame)
        case .hanging: break
        }
    }

    /// What runs is a command substitution.
    var isCapturing: Bool { descriptors.count > 1 && descriptors[1] != .terminal }

    private mutating func stepList(_ list: ShellList, _ next: Int) {
        guard next < list.items.count else { return }
        if next + 1 < list.items.count { push(.list(list, next: next + 1)) }
        let item = list.items[next]
        if let source = item.background {
            startJob(source)
            push(.andOr(item.andOr, next: 0))
        } else {
            push(.andOr(item.andOr, next: 0))
        }
    }

    private mutating func stepAndOr(_ andOr: ShellList.AndOr, _ next: Int) {
        if next == 0 {
            if !andOr.rest.isEmpty { push(.andOr(andOr, next: 1)) }
            return start(andOr.first)
        }
        var index = next - 1
        while index < andOr.rest.count {
            let (joint, pipeline) = andOr.rest[index]
            if (status == 0) == (joint == .and) {
                if index + 1 < andOr.rest.count { push(.andOr(andOr, next: index + 2)) }
                return start(pipeline)
            }
            index += 1
        }
    }

    private mutating func start(_ pipeline: ShellList.Pipeline) {
        if pipeline.isTimed { push(.timing(isPortable: pipeline.isTimedPortably, from: now)) }
        if pipeline.isNegated { push(.negation) }
        if pipeline.commands.count == 1 {
            start(pipeline.commands[0])
        } else {
            push(.pipeline(ShellFrame.Pipeline(commands: pipeline.commands)))
        }
    }

    /// Starts the next command of a pipeline, in a process of its own, behind a pipe that is full by now.
    private mutating func stepPipeline(_ pipeline: ShellFrame.Pipeline) {
        var pipeline = pipeline
        if pipeline.next > 0 { pipeline.statuses.append(status) }
        guard pipeline.next < pipeline.commands.count else {
            pipeStatus = pipeline.statuses
            if scope.bash.pipeFails, let failed = pipeline.statuses.last(where: { $0 != 0 }) { status = failed }
            if status != 0 { noteFailure() }
            return
        }
        let command = pipeline.commands[pipeline.next]
        let isLast = pipeline.next == pipeline.commands.count - 1
        var process = ShellFrame.Process(scope: scope, descriptors: descriptors)
        if let input = pipeline.input {
            streams.turn(input)
            process.closing.append(input)
        }
        let input = pipeline.input
        pipeline.next += 1
        if !isLast {
            guard let pipe = streams.open(.pipe([])) else {
                // Hundreds of processes in each other's way: the device is as good as dead.
                for stream in process.closing { streams.close(stream) }
                return budget.exhaust()
            }
            pipeline.input = pipe
        }
        push(.pipeline(pipeline))
        push(.process(process))
        if let input { descriptors[0] = .stream(input) }
        if !isLast, let pipe = pipeline.input { descriptors[1] = .stream(pipe) }
        start(command)
    }

    /// Ends everything up to the process that wrote into a full pipe.
    private mutating func endBrokenPipe(_ frame: ShellFrame) {
        restore(frame)
        if case .process = frame {
            isPipeBroken = false
            // 128 and SIGPIPE.
            status = 141
        }
    }

    mutating func start(_ command: ShellSyntax) {
        switch command {
        case .simple(let simple): runSimple(simple)
        case .compound(let compound, let redirections):
            awaitSinks(of: [], redirections)
            guard redirect(redirections) else { return }
            start(compound)
        case .function(let name, let body):
            guard scope.functions.count < ShellScope.mostFunctions || scope.functions[name] != nil else {
                return complain("out of memory")
            }
            scope.functions[name] = body
            status = 0
        }
    }

    private mutating func start(_ compound: ShellSyntax.Compound) {
        switch compound {
        case .group(let list): push(.list(list, next: 0))
        case .subshell(let list):
            push(.process(ShellFrame.Process(scope: scope, descriptors: descriptors)))
            scope.isInteractive = false
            scope.exitTrap = nil
            scope.bash.errorTrap = nil
            push(.list(list, next: 0))
        case .conditional(let branches, let otherwise):
            push(.conditional(branches, otherwise: otherwise, next: 0))
            if let first = branches.first { push(.list(first.condition, next: 0)) }
        case .loop(let condition, let until, let body):
            push(.loop(ShellFrame.Loop(condition: condition, isUntil: until, body: body)))
        case .forEach(let name, let words, let body):
            do {
                let values = try words.map { (words) throws(ExpansionError) in try expand(words) } ?? scope.parameters
                status = 0
                push(.forEach(name: name, values: values, next: 0, body: body))
            } catch {
                giveUp(error)
            }
        case .selection(let subject, let choices):
            do {
                for body in try choose(subject, among: choices).reversed() { push(.list(body, next: 0)) }
            } catch {
                giveUp(error)
            }
        case .arithmetic(let expression): startArithmetic(expression)
        case .condition(let condition): startCondition(condition)
        case .counting(let first, let condition, let update, let body):
            startCounting(first: first, condition: condition, update: update, body: body)
        }
    }

    private mutating func choose(
        _ subject: ShellWord, among choices: [ShellSyntax.Choice]
    ) throws(ExpansionError) -> [ShellList] {
        let text = try expandText(subject)
        status = 0
        var bodies: [ShellList] = []
        var fallsThrough = false
        for choice in choices {
            if fallsThrough {
                bodies.append(choice.body)
                fallsThrough = choice.end == .fallsThrough
                if choice.end == .leaves { return bodies }
                continue
            }
            for pattern in choice.patterns {
                let pattern = try expandPattern(pattern)
                guard try fits(pattern, text) else { continue }
                bodies.append(choice.body)
                if choice.end == .leaves { return bodies }
                fallsThrough = choice.end == .fallsThrough
                break
            }
        }
        return bodies
    }

    private mutating func stepConditional(
        _ branches: [ShellSyntax.Branch], _ otherwise: ShellList?, _ next: Int
    ) {
        if status == 0, branches.indices.contains(next) {
            push(.list(branches[next].body, next: 0))
        } else if next + 1 < branches.count {
            push(.conditional(branches, otherwise: otherwise, next: next + 1))
            push(.list(branches[next + 1].condition, next: 0))
        } else {
            status = 0
            if let otherwise { push(.list(otherwise, next: 0)) }
        }
    }

    private mutating func stepLoop(_ loop: ShellFrame.Loop) {
        var loop = loop
        if loop.isDeciding {
            guard (status == 0) != loop.isUntil else {
                status = loop.status
                return
            }
            loop.isDeciding = false
            push(.loop(loop))
            push(.list(loop.body, next: 0))
        } else {
            loop.status = loop.isStarted ? status : 0
            if loop.isStarted, let update = loop.update {
                do {
                    _ = try evaluate(update)
                } catch {
                    return giveUp(error)
                }
            }
            loop.isStarted = true
            loop.isDeciding = true
            push(.loop(loop))
            push(.list(loop.condition, next: 0))
        }
    }

    private mutating func stepScript(_ parser: ShellParser) {
        var parser = parser
        let before = parser.position
        parser.hasChoices = hasChoices
        do {
            guard let list = try parser.next() else { return }
            guard charge(parser.position - before) else { return }
            for open in parser.openDocuments {
                let name = scope.script ?? scope.name
                print(
                    "\(name): line \(open.line): warning: here-document at line \(open.line) delimited by end-of-file (wanted `\(open.delimiter)')\n",
                    to: 2)
            }
            parser.openDocuments = []
            push(.script(parser))
            push(.list(list, next: 0))
        } catch {
            complain(about: error, in: parser)
        }
    }

    /// A process has come to its end.
    private mutating func endProcess(_ process: ShellFrame.Process) {
        if let trap = scope.exitTrap {
            scope.exitTrap = nil
            push(.process(process))
            var parser = ShellParser(trap, dialect: scope.dialect)
            parser.hasChoices = hasChoices
            if let list = try? parser.next() { push(.list(list, next: 0)) }
            return
        }
        restore(.process(process))
        if process.isBackground { endJob() } else if status != 0, !isPipelineNext { noteFailure() }
    }
}
