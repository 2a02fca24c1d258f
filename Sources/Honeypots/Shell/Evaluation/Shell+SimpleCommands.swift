extension Shell {
    /// A simple command (POSIX.1-2017, XCU 2.9.1): words are expanded, descriptors led elsewhere, variables set, and
    /// what the first word names is run.
    mutating func runSimple(_ simple: ShellSyntax.Simple) {
        let words: [ByteString]
        scope.line = simple.line
        if scope.dialect == .bash, simple.words.isEmpty, !simple.assignments.isEmpty { return assignBash(simple) }
        if simple.words.count != 1 || simple.words[0].plainText != "exec" {
            awaitSinks(of: simple.words, simple.redirections)
        }
        do {
            words = try expand(simple.words)
        } catch {
            return giveUp(error)
        }
        if scope.dialect.isDebian { pipeStatus = nil }
        if scope.options.contains(UInt8(ascii: "x")), !words.isEmpty {
            let shown = scope.dialect == .bash ? words.map { $0.quotedForTrace } : words
            print("+ \(shown.joined(by: " "))\n", to: 2)
        }
        guard let name = words.first else {
            if scope.dialect == .bash, isCapturing, simple.assignments.isEmpty, simple.redirections.count == 1,
                case .read = simple.redirections[0].target
            {
                // `$(< file)` is what the file holds.
                guard redirect(simple.redirections) else { return }
                if case .bytes(let bytes) = readInput() { print(bytes) }
                return
            }
            // The status of a substitution in an assignment is the command's.
            let hasSubstitution = simple.assignments.contains { $0.value.hasCommand }
            if !hasSubstitution { status = 0 }
            guard redirect(simple.redirections) else { return }
            return assign(simple.assignments)
        }
        if name == "exec", words.count == 1 {
            redirectForGood(simple.redirections)
            return
        }
        isEchoing = CommandRegistry.echoes(words)
        guard redirect(simple.redirections) else { return }
        if !simple.assignments.isEmpty {
            // They belong to this command alone.
            push(.variables(simple.assignments.map { ($0.name, scope.variables[$0.name]) }))
            assign(simple.assignments, export: true)
        }
        if let function = scope.functions[name] { return call(function, words) }
        runProgram(words)
        if scope.dialect == .bash { assignArrays(in: simple.words) }
    }

    private mutating func assign(_ assignments: [ShellSyntax.Simple.Assignment], export: Bool = false) {
        for assignment in assignments {
            do {
                let value = try expandText(assignment.value)
                if scope.options.contains(UInt8(ascii: "x")) { print("+ \(assignment.name)=\(value)\n", to: 2) }
                if !scope.set(assignment.name, value, export: export) {
                    let isReadOnly = scope.variables[assignment.name]?.isReadOnly ?? false
                    let words: ByteString = scope.dialect == .bash ? "readonly variable" : "is read only"
                    giveUp(
                        isReadOnly && scope.dialect == .dash
                            ? .fatal("\(assignment.name): \(words)")
                            : .message(isReadOnly ? "\(assignment.name): \(words)" : "out of memory"))
                }
            } catch {
                return giveUp(error)
            }
        }
    }

    private mutating func call(_ function: ShellSyntax, _ words: [ByteString]) {
        guard scope.callDepth < Self.deepestCalls else {
            return giveUp(.message("out of memory"))
        }
        push(.call(ShellFrame.Call(parameters: scope.parameters)))
        scope.callDepth += 1
        scope.parameters = Array(words.dropFirst())
        status = 0
        start(function)
    }

    /// Functions calling each other.
    private static let deepestCalls = 200

    /// Hides a variable until the function that runs now returns. False outside of one.
    mutating func hide(_ name: ByteString) -> Bool {
        guard let index = frames.lastIndex(where: { if case .call = $0 { true } else { false } }),
            case .call(var call) = frames[index]
        else { return false }
        call.hidden.append((name, scope.variables[name]))
        frames[index] = .call(call)
        return true
    }

    /// Runs what the first word names: a builtin, or a program found in the file system.
    mutating func runProgram(_ words: [ByteString]) {
        guard let name = words.first else { return }
        guard charge(ShellBudget.program) else { return }
        if scope.dialect.isDebian {
            if let builtin = DebianRegistry.builtin(name, scope.dialect) {
                // A builtin looks with the eyes of the shell.
                files.session?.program = "/usr/bin/\(scope.dialect == .dash ? "dash" : "bash")"
                files.session?.command = scope.name
                files.session?.place = scope.directory
                return follow(builtin.run(words, in: &self), of: words)
            }
        } else if let builtin = CommandRegistry.builtins[name] {
            return follow(builtin.run(words, in: &self), of: words)
        }
        if isLost(name) { return complain(name + ": No such file or directory", status: 127) }
        switch findProgram(name) {
        case .found(let id, let path): execute(id, path, words)
        case .missing:
            complain(missingProgram(name), status: 127)
            noteFailure()
        case .forbidden:
            complain(
                name + ": " + (isDirectory(name) && scope.dialect == .bash ? "Is a directory" : "Permission denied"),
                status: 126)
            noteFailure()
        }
    }

    /// Runs a program found in the file system, whatever else has its name.
    mutating func runFile(_ words: [ByteString]) {
        guard let name = words.first, charge(ShellBudget.program) else { return }
        switch findProgram(name) {
        case .found(let id, let path): execute(id, path, words)
        case .missing, .forbidden: complain(name + ": not found", status: 127)
        }
    }

    /// Where programs are looked for when `PATH` is not set.
    static let usualPath: ByteString = "/sbin:/usr/sbin:/bin:/usr/bin"

    /// What bash says where no path to look in is left.
    private func isLost(_ name: ByteString) -> Bool {
        scope.dialect == .bash && scope["PATH"] == nil && !name.contains(UInt8(ascii: "/"))
    }

    enum ProgramSearch {
        case found(Int, path: ByteString)
        case missing
        case forbidden
    }

    /// Looks a program up as a path, or by its name in `PATH`.
    func findProgram(_ name: ByteString) -> ProgramSearch {
        if name.contains(UInt8(ascii: "/")) {
            guard let place = try? files.place(of: name, from: scope.directory), let id = place.id else {
                return .missing
            }
            let node = files[id]
            return node.isFile && node.isExecutable && files.may(.execute, id)
                ? .found(id, path: place.path) : .forbidden
        }
        guard !name.isEmpty else { return .missing }
        var isForbidden = false
        for folder in (scope["PATH"] ?? Self.usualPath).split(
            separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        {
            let path = folder.isEmpty ? name : ByteString(folder) + "/" + name
            guard let place = try? files.place(of: path, from: scope.directory), let id = place.id else { continue }
            let node = files[id]
            if node.isFile, node.isExecutable, files.may(.execute, id) { return .found(id, path: place.path) }
            if node.isFile { isForbidden = true }
        }
        return isForbidden ? .forbidden : .missing
    }

    /// "Runs" a file: BusyBox becomes the applet it was called as, a script is read, everything else pretends.
    private mutating func execute(_ id: Int, _ path: ByteString, _ words: [ByteString]) {
        let node = files[id]
        files.session?.program = path
        files.session?.command = words.joined(by: " ")
        files.session?.place = scope.directory
        if node.origin != nil { executed(path, id) }
        if scope.dialect.isDebian, node.origin == nil || node.origin == .copy,
            let program = DebianRegistry.program(words[0].lastPathComponent)
                ?? DebianRegistry.program(path.lastPathComponent)
        {
            if let version = ProgramVersion.answer(to: words) {
                print(version)
                return follow(.success, of: words)
            }
            return follow(program.run(words, in: &self), of: words)
        }
        guard case .file(let content) = node.kind else {
            return complain(words[0] + ": Permission denied", status: 126)
        }
        switch content {
        case .image, .made:
            guard content.program?.isBusyBox == true else {
                // A program of the device's maker: it starts, says nothing, and is gone.
                return follow(CommandRegistry.program(words)?.run(words, in: &self) ?? .success, of: words)
            }
            let applet = ByteString(words[0].split(separator: UInt8(ascii: "/")).last ?? [])
            guard let command = CommandRegistry.applet(applet, on: device) else {
                print(applet + ": applet not found\n", to: 2)
                status = 127
                return
            }
            follow(command.run(words, in: &self), of: words)
        case .bytes(let bytes): runFile(bytes, words)
        case .live: complain(words[0] + ": Permission denied", status: 126)
        }
    }

    /// A file the visitor brought, or a script of the device.
    private mutating func runFile(_ bytes: [UInt8], _ words: [ByteString]) {
        if bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) {
            if ProgramImage.fits(bytes, device.architecture) { return runForeignProgram(bytes) }
            // The kernel refuses it, and ash then tries to read it as a script.
            if scope.dialect == .bash {
                return complain(words[0] + ": cannot execute binary file: Exec format error", status: 126)
            }
            if scope.dialect == .dash { return complain(words[0] + ": Exec format error", status: 126) }
            print("\(words[0]): line 1: syntax error: unexpected word (expecting \")\")\n", to: 2)
            status = 2
            return
        }
        if bytes.starts(with: [0x23, 0x21]) {
            let line = ByteString(bytes.dropFirst(2).prefix { $0 != 0x0a })
            guard let interpreter = line.words.first, case .found = findProgram(interpreter) else {
                if scope.dialect == .bash, let interpreter = line.words.first {
                    return complain(
                        "\(words[0]): \(interpreter): bad interpreter: No such file or directory", status: 126)
                }
                return complain(words[0] + ": not found", status: 127)
            }
            if scope.dialect.isDebian { return runProgram(line.words + words) }
        }
        runScript(
            CommandOutcome.ScriptText(text: bytes, name: words[0], parameters: Array(words.dropFirst()), source: .file))
    }

    /// A program for this very architecture. Whole ones go into the background without a word, as implants do; a
    /// stump crashes.
    private mutating func runForeignProgram(_ bytes: [UInt8]) {
        guard bytes.count >= Self.leastProgram else {
            print("Segmentation fault\n", to: 2)
            // 128 and SIGSEGV.
            status = 139
            return
        }
        status = 0
    }

    /// Shorter than this no program with its headers and code is.
    private static let leastProgram = 400
}

extension ShellWord {
    /// Whether a command substitution stands in it.
    fileprivate var hasCommand: Bool {
        parts.contains { part in
            if case .command = part { true } else { false }
        }
    }
}
