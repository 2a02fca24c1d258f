struct SedCommand: ShellCommand {
    static let names: [ByteString] = ["sed"]
    static let usage: ByteString = "sed [-efinr] SED_CMD [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        // `-i` may have a suffix right behind it, which getopt cannot say.
        let isDebian = shell.scope.dialect.isDebian
        if isDebian, words.count == 2, words[1] == "--version" || words[1] == "--help" {
            shell.print(
                words[1] == "--help" ? "Usage: sed \(GNUSynopsis.of("sed"))\n" : "sed (GNU sed) 4.7\n")
            return .success
        }
        var suffix: ByteString = ""
        if isDebian, let word = words.first(where: { $0.hasPrefix("-i") && $0.count > 2 }),
            !word.dropFirst(2).allSatisfy({ "nrE".utf8.contains($0) })
        {
            suffix = ByteString(word.dropFirst(2))
        }
        if isDebian, let word = words.first(where: { $0.hasPrefix("--in-place=") }) {
            suffix = ByteString(word.dropFirst(11))
        }
        let words = words.map { $0.hasPrefix("--in-place") ? "-i" : $0 }.map {
            $0.hasPrefix("-i") && $0.count > 2 && !$0.dropFirst(2).allSatisfy { "nrE".utf8.contains($0) } ? "-i" : $0
        }
        let long: [ByteString: UInt8] =
            isDebian
            ? [
                "expression": UInt8(ascii: "e"), "file": UInt8(ascii: "f"), "quiet": UInt8(ascii: "n"),
                "silent": UInt8(ascii: "n"), "regexp-extended": UInt8(ascii: "E"), "separate": UInt8(ascii: "s"),
                "unbuffered": UInt8(ascii: "u"),
            ] : [:]
        guard var options = options(words, "nrEie:f:suz", long: long, in: &shell) else { return .failure }
        var scripts = options.all("e")
        for path in options.all("f") {
            guard case .bytes(let bytes)? = try? shell.read(path: path) else {
                return shell.fail(words[0], "can't open '\(path)': No such file or directory")
            }
            scripts.append(ByteString(bytes))
        }
        if scripts.isEmpty {
            guard !options.operands.isEmpty else {
                guard isDebian else { return showUsage(in: &shell) }
                shell.print("Usage: sed \(GNUSynopsis.of("sed"))\n")
                return .failure
            }
            scripts = [options.operands.removeFirst()]
        }
        let program: SedProgram
        do {
            program = try SedProgram(
                scripts.joined(by: "\n"), isExtended: options.has("r") || options.has("E"),
                isGNU: isDebian)
        } catch {
            if shell.scope.dialect.isDebian {
                return shell.fail(
                    "sed: -e expression #1, char \(SedProgram.place(of: error.message, in: scripts.joined(by: "\n")))",
                    SedProgram.inGNUWords(error.message))
            }
            return shell.fail(words[0], error.message)
        }
        let isQuiet = options.has("n") || program.isQuiet
        if options.has("i") { return edit(options.operands, program, isQuiet, suffix, &shell) }
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
            var end: UInt8 = 0
            let groups = options.has("s") ? files.map { [$0] } : [files]
            for group in groups {
                var run = SedRun(program: program, isQuiet: isQuiet)
                guard run.take(group.flatMap { $0.bytes.lines }, charging: { shell.charge($0) }) else {
                    return .failure
                }
                end = max(end, run.status)
                // A last line without an end stays without one.
                let lacksEnd = group.last.map { !$0.bytes.isEmpty && $0.bytes.last != 0x0a } ?? false
                shell.print(
                    lacksEnd && run.endsWithLine && run.output.last == 0x0a ? Array(run.output.dropLast()) : run.output)
            }
            return .exit(status == 0 ? end : 2)
        }
    }

    /// `-i`: files are changed where they are.
    private static func edit(
        _ paths: [ByteString], _ program: SedProgram, _ isQuiet: Bool, _ suffix: ByteString, _ shell: inout Shell
    ) -> CommandOutcome {
        let isDebian = shell.scope.dialect.isDebian
        var status: UInt8 = 0
        for path in paths {
            do {
                guard case .bytes(let bytes) = try shell.read(path: path) else { continue }
                var run = SedRun(program: program, isQuiet: isQuiet)
                guard run.take(bytes.lines, charging: { shell.charge($0) }) else { return .failure }
                if !suffix.isEmpty { try shell.store(bytes, at: path + suffix) }
                let lacksEnd = isDebian && !bytes.isEmpty && bytes.last != 0x0a && run.endsWithLine
                try shell.store(lacksEnd ? Array(run.output.dropLast()) : run.output, at: path)
            } catch {
                status = isDebian ? 4 : 1
                if isDebian {
                    shell.print(
                        error == .isDirectory
                            ? "sed: couldn't edit \(path): not a regular file\n"
                            : "sed: can't read \(path): \(error.message)\n", to: 2)
                    if error == .noEntry { status = 2 }
                    continue
                }
                shell.print("sed: \(path): \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }
}
