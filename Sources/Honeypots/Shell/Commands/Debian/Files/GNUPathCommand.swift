/// `basename`, `dirname`, `readlink`, `realpath`.
struct GNUPathCommand: ShellCommand {
    static let names: [ByteString] = ["basename", "dirname", "readlink", "realpath"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = words[0]
        let letters: [ByteString: String] = [
            "basename": "+as:z", "dirname": "z", "readlink": "femnqsvz", "realpath": "eLmPqsz",
        ]
        let long: [GNUOptions.Long] = [
            .init("multiple", "a"), .init("suffix", "s", .required), .init("zero", "z"), .init("canonicalize", "f"),
            .init("canonicalize-existing", "e"), .init("canonicalize-missing", "m"), .init("no-newline", "n"),
            .init("quiet", "q"), .init("no-symlinks", "S"), .init("strip", "S"),
        ]
        guard case .options(let options) = GNUOptions.read(words, letters[program] ?? "", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        guard let first = options.operands.first else { return shell.refuse(program, "missing operand") }
        let end: ByteString = options.has("z") ? "\0" : "\n"
        switch program {
        case "basename":
            let isMultiple = options.has("a", "s")
            if !isMultiple, options.operands.count > 2 {
                return shell.refuse("basename", "extra operand '\(options.operands[2])'")
            }
            let suffix = options.argument("s") ?? (isMultiple ? "" : options.operands.dropFirst().first ?? "")
            for operand in isMultiple ? options.operands : [first] {
                var name = operand.isEmpty ? "" : operand.lastPathComponent
                if !suffix.isEmpty, name.hasSuffix(suffix), name != suffix {
                    name = ByteString(name.dropLast(suffix.count))
                }
                shell.print(name + end)
            }
            return .success
        case "dirname":
            for operand in options.operands { shell.print(Self.folder(of: operand) + end) }
            return .success
        default: break
        }
        var status: UInt8 = 0
        for (index, operand) in options.operands.enumerated() {
            guard shell.charge(64) else { return .failure }
            if program == "readlink", !options.has("f", "e", "m") {
                guard let id = try? shell.files.find(operand, from: shell.scope.directory, follow: false),
                    case .link(let target) = shell.files[id].kind
                else {
                    status = 1
                    continue
                }
                shell.print(target + (options.has("n") && index == options.operands.count - 1 ? "" : end))
                continue
            }
            if program == "realpath", options.has("s", "S") {
                shell.print(FileSystem.normalised(operand, from: shell.scope.directory) + end)
                continue
            }
            do throws(FileError) {
                let place = try shell.place(operand)
                if place.id == nil, options.has("e") { throw .noEntry }
                shell.print(place.path + end)
            } catch {
                if options.has("m") {
                    shell.print(FileSystem.normalised(operand, from: shell.scope.directory) + end)
                    continue
                }
                status = 1
                if program == "realpath", !options.has("q") {
                    shell.print("realpath: \(operand.quotedWhereNeeded): \(error.message)\n", to: 2)
                }
            }
        }
        return .exit(status)
    }

    private static func folder(of path: ByteString) -> ByteString {
        var rest = path[...]
        while rest.count > 1, rest.last == UInt8(ascii: "/") { rest.removeLast() }
        guard let slash = rest.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        rest = rest[..<slash]
        while rest.count > 1, rest.last == UInt8(ascii: "/") { rest.removeLast() }
        return rest.isEmpty ? "/" : ByteString(rest)
    }
}
