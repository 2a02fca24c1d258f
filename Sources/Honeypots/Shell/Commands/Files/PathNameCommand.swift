/// `basename`, `dirname`, `readlink` and `realpath`.
struct PathNameCommand: ShellCommand {
    static let names: [ByteString] = ["basename", "dirname", "readlink", "realpath"]
    static let usage: ByteString = "basename FILE [SUFFIX]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "fnvsqem", in: &shell) else { return .failure }
        guard let operand = options.operands.first else { return showUsage(in: &shell) }
        switch words[0] {
        case "basename":
            var name = operand.lastPathComponent
            if options.operands.count > 1, name.hasSuffix(options.operands[1]), name.count > options.operands[1].count {
                name = ByteString(name.dropLast(options.operands[1].count))
            }
            shell.print(name + "\n")
        case "dirname":
            let names = FileSystem.names(in: operand).dropLast()
            let root: ByteString = operand.first == UInt8(ascii: "/") ? "/" : ""
            shell.print((names.isEmpty ? root.isEmpty ? "." : root : root + names.joined(by: "/")) + "\n")
        default:
            let place = try? shell.place(operand, follow: words[0] == "realpath" || options.has("f"))
            guard let place, let id = place.id ?? (options.has("f") ? FileTree.root : nil) else {
                return words[0] == "readlink" ? .failure : shell.fail(words[0], "\(operand): No such file or directory")
            }
            if words[0] == "realpath" || options.has("f") {
                shell.print(place.path + "\n")
            } else if case .link(let target) = shell.files[id].kind {
                shell.print(target + "\n")
            } else {
                return .failure
            }
        }
        return .success
    }
}
