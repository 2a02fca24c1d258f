/// `diff` and `cmp`.
struct DiffCommand: ShellCommand {
    static let names: [ByteString] = ["diff", "cmp"]

    /// Lines of one file that are compared; larger ones only differ or not.
    private static let mostLines = 2000

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = words[0]
        let manners = GNUOptions.Manners(
            status: 2, hint: "%0: Try '%0 --help' for more information.\n", version: "(GNU diffutils) 3.7")
        let long: [GNUOptions.Long] = [
            .init("brief", "q"), .init("unified", "u", .optional), .init("report-identical-files", "s"),
            .init("ignore-case", "i"), .init("ignore-all-space", "w"), .init("silent", "s"), .init("quiet", "s"),
            .init("recursive", "r"), .init("verbose", "l"), .init("color", "O", .optional),
        ]
        let letters = program == "cmp" ? "bi:ln:s" : "abBcdeEhiqrNstuU:wy"
        guard case .options(let options) = GNUOptions.read(words, letters, long, manners, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        guard options.operands.count >= 2 else {
            shell.print(
                "\(program): missing operand after '\(options.operands.first ?? program)'\n\(program): Try '\(program) --help' for more information.\n",
                to: 2)
            return .exit(2)
        }
        var contents: [[UInt8]] = []
        for (index, operand) in options.operands.prefix(2).enumerated() {
            var path = operand
            if shell.isDirectory(path) { path = path.appending(options.operands[1 - index].lastPathComponent) }
            do {
                switch operand == "-" ? shell.readInput() : try shell.read(path: path) {
                case .bytes(let bytes): contents.append(bytes)
                case .terminal: return .collectingInput
                case .endless: return .endless
                }
            } catch {
                return shell.fail(program, "\(path.quotedWhereNeeded): \(error.message)", status: 2)
            }
        }
        guard shell.charge(contents[0].count + contents[1].count) else { return .exit(2) }
        let (a, b) = (options.operands[0], options.operands[1])
        if contents[0] == contents[1] {
            if program == "diff", options.has("s") { shell.print("Files \(a) and \(b) are identical\n") }
            return .success
        }
        if program == "cmp" { return compare(contents, a, b, options, &shell) }
        let isBinary = contents.contains { $0.prefix(8192).contains(0) }
        if options.has("q") || isBinary {
            shell.print("\(isBinary && !options.has("q") ? "Binary files" : "Files") \(a) and \(b) differ\n")
            return .exit(isBinary && !options.has("q") ? 2 : 1)
        }
        let lines = contents.map { bytes in
            let (lines, endsLine) = bytes.linesAndEnd
            return lines.enumerated().map { index, line in
                ByteString(line) + (index == lines.count - 1 && !endsLine ? "\n\\ No newline at end of file\n" : "\n")
            }
        }
        guard lines[0].count <= mostLines, lines[1].count <= mostLines,
            shell.charge(lines[0].count * lines[1].count)
        else { return .exit(2) }
        let changes = LineChange.all(from: lines[0], to: lines[1])
        if options.has("u", "U") {
            let context = options.argument("U")?.decimal ?? 3
            func head(_ sign: ByteString, _ path: ByteString) -> ByteString {
                let id = try? shell.files.find(path, from: shell.scope.directory)
                let time = TimeFormat.text(
                    of: id.map { shell.files[$0].modified } ?? shell.files.now, "%Y-%m-%d %H:%M:%S.000000000 +0000")
                return "\(sign) \(path)\t\(time)\n"
            }
            shell.print(
                head("---", a) + head("+++", b)
                    + LineChange.unified(changes, lines[0], lines[1], context: max(0, context)))
        } else {
            for change in changes { guard shell.print(change.text(lines[0], lines[1])) else { break } }
        }
        return .failure
    }

    private static func compare(
        _ contents: [[UInt8]], _ a: ByteString, _ b: ByteString, _ options: GNUOptions, _ shell: inout Shell
    ) -> CommandOutcome {
        if options.has("s") { return .failure }
        let same = zip(contents[0], contents[1]).prefix { $0 == $1 }.count
        let line = contents[0].prefix(same).count { $0 == 0x0a } + 1
        if same == min(contents[0].count, contents[1].count) {
            let short = contents[0].count < contents[1].count ? a : b
            let isWhole = contents[0].prefix(same).last == 0x0a
            shell.print(
                "cmp: EOF on \(short) after byte \(same), \(isWhole ? "line \(line - 1)" : "in line \(line)")\n", to: 2)
        } else {
            shell.print("\(a) \(b) differ: char \(same + 1), line \(line)\n")
        }
        return .failure
    }
}
