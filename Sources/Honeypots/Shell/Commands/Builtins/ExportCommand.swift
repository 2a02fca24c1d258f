/// `export` and `readonly`.
struct ExportCommand: ShellCommand {
    static let names: [ByteString] = ["export", "readonly"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let isExport = words[0] == "export"
        let operands = words.dropFirst().drop { $0 == "-p" || $0 == "--" }
        guard !operands.isEmpty else { return list(isExport, words[0], &shell) }
        for operand in operands {
            let name = ByteString(operand.prefix { $0 != UInt8(ascii: "=") })
            guard name.first?.isNameStart == true, name.allSatisfy({ $0.isName }) else {
                return shell.complain(builtin: words[0], "\(name): bad variable name", status: 2)
            }
            if name.count < operand.count, !shell.scope.set(name, ByteString(operand.dropFirst(name.count + 1))) {
                return shell.complain(builtin: words[0], "\(name): is read only", status: 2)
            }
            shell.scope.mark(name, exported: isExport ? true : nil, readOnly: isExport ? nil : true)
        }
        return .success
    }

    private static func list(_ isExport: Bool, _ command: ByteString, _ shell: inout Shell) -> CommandOutcome {
        let chosen = shell.scope.variables.filter { isExport ? $0.value.isExported : $0.value.isReadOnly }
        for (name, variable) in chosen.sorted(by: { $0.key < $1.key }) {
            shell.print("\(command) \(name)=\(variable.value.quotedForShell)\n")
        }
        return .success
    }
}

extension ByteString {
    /// In single quotes, as `set` and `export` print values.
    var quotedForShell: ByteString {
        var text: ByteString = "'"
        for byte in self { text += byte == UInt8(ascii: "'") ? "'\"'\"'" : ByteString([byte]) }
        return text + "'"
    }
}
