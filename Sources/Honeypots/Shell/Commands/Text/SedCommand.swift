struct SedCommand: ShellCommand {
    static let names: [ByteString] = ["sed"]
    static let usage: ByteString = "sed [-efinr] SED_CMD [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        // `-i` may have a suffix right behind it, which getopt cannot say.
        let words = words.map {
            $0.hasPrefix("-i") && $0.count > 2 && !$0.dropFirst(2).allSatisfy { "nrE".utf8.contains($0) } ? "-i" : $0
        }
        guard var options = options(words, "nrEie:f:s", in: &shell) else { return .failure }
        var scripts = options.all("e")
        for path in options.all("f") {
            guard case .bytes(let bytes)? = try? shell.read(path: path) else {
                return shell.fail(words[0], "can't open '\(path)': No such file or directory")
            }
            scripts.append(ByteString(bytes))
        }
        if scripts.isEmpty {
            guard !options.operands.isEmpty else { return showUsage(in: &shell) }
            scripts = [options.operands.removeFirst()]
        }
        let program: SedProgram
        do {
            program = try SedProgram(scripts.joined(by: "\n"), isExtended: options.has("r") || options.has("E"))
        } catch {
            if shell.scope.dialect.isDebian {
                return shell.fail(
                    "sed: -e expression #1, char \(SedProgram.place(of: error.message, in: scripts.joined(by: "\n")))",
                    SedProgram.inGNUWords(error.message))
            }
            return shell.fail(words[0], error.message)
        }
        let isQuiet = options.has("n") || program.isQuiet
        if options.has("i") { return edit(options.operands, program, isQuiet, words[0], &shell) }
        if shell.scope.dialect.isDebian {
            return runGNU(options, program, isQuiet, &shell)
        }
        switch shell.inputs(options.operands, of: words[0], opening: false) {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            var run = SedRun(program: program, isQuiet: isQuiet)
            guard run.take(files.flatMap { $0.bytes.lines }, charging: { shell.charge($0) }) else { return .failure }
            shell.print(run.output)
            return .exit(status)
        }
    }

    /// The same with the messages of GNU, and with each file by itself for `-s`.
    private static func runGNU(
        _ options: CommandOptions, _ program: SedProgram, _ isQuiet: Bool, _ shell: inout Shell
    ) -> CommandOutcome {
        switch shell.gnuInputs(options.operands, of: "sed", lead: "can't read ") {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            let groups = options.has("s") ? files.map { [$0] } : [files]
            for group in groups {
                var run = SedRun(program: program, isQuiet: isQuiet)
                guard run.take(group.flatMap { $0.bytes.lines }, charging: { shell.charge($0) }) else {
                    return .failure
                }
                // A last line without an end stays without one.
                let lacksEnd = group.last.map { !$0.bytes.isEmpty && $0.bytes.last != 0x0a } ?? false
                shell.print(lacksEnd && run.output.last == 0x0a ? Array(run.output.dropLast()) : run.output)
            }
            return .exit(status == 0 ? 0 : 2)
        }
    }

    /// `-i`: files are changed where they are.
    private static func edit(
        _ paths: [ByteString], _ program: SedProgram, _ isQuiet: Bool, _ name: ByteString, _ shell: inout Shell
    ) -> CommandOutcome {
        var status: UInt8 = 0
        for path in paths {
            do {
                guard case .bytes(let bytes) = try shell.read(path: path) else { continue }
                var run = SedRun(program: program, isQuiet: isQuiet)
                guard run.take(bytes.lines, charging: { shell.charge($0) }) else { return .failure }
                try shell.store(run.output, at: path)
            } catch {
                status = 1
                shell.print("\(name): \(path): \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }
}
