/// `declare`, `typeset`, `local`, `export`, `readonly`.
struct BashDeclareCommand: ShellCommand {
    static let names: [ByteString] = ["declare", "typeset", "local", "export", "readonly"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let command = words[0]
        let isBash = shell.scope.dialect == .bash
        if command == "local", shell.scope.callDepth == 0 {
            return shell.complain(
                builtin: "local", isBash ? "can only be used in a function" : "not in a function",
                status: isBash ? 1 : 2)
        }
        var flags: Set<UInt8> = []
        var removed: Set<UInt8> = []
        var rest = words.dropFirst()
        while let word = rest.first, word.count > 1, word[0] == UInt8(ascii: "-") || word[0] == UInt8(ascii: "+") {
            rest.removeFirst()
            if word == "--" { break }
            for letter in word.dropFirst() {
                guard "aAfFgiIlnrtuxp".utf8.contains(letter) else {
                    _ = shell.complain(builtin: command, "\(ByteString([word[0], letter])): invalid option")
                    return .exit(2)
                }
                if word[0] == UInt8(ascii: "-") { flags.insert(letter) } else { removed.insert(letter) }
            }
        }
        func has(_ letter: Unicode.Scalar) -> Bool { flags.contains(UInt8(ascii: letter)) }
        if has("f") || has("F") { return showFunctions(rest, namesOnly: has("F"), command, &shell) }
        if rest.isEmpty { return list(command, flags, &shell) }
        if has("p") {
            var status: UInt8 = 0
            for name in rest where !show(name, &shell) {
                _ = shell.complain(builtin: command, "\(name): not found")
                status = 1
            }
            return .exit(status)
        }
        var status: UInt8 = 0
        for operand in rest {
            if !declare(operand, command, flags, removed, &shell) { status = isBash ? 1 : 2 }
        }
        return .exit(status)
    }

    private static func declare(
        _ operand: ByteString, _ command: ByteString, _ flags: Set<UInt8>, _ removed: Set<UInt8>, _ shell: inout Shell
    ) -> Bool {
        let isBash = shell.scope.dialect == .bash
        var name = ByteString(operand.prefix { $0 != UInt8(ascii: "=") })
        let hasValue = name.count < operand.count
        let raw = ByteString(operand.dropFirst(name.count + 1))
        let appends = isBash && hasValue && name.last == UInt8(ascii: "+")
        if appends { name.removeLast() }
        guard name.first?.isNameStart == true, name.allSatisfy({ $0.isName }) else {
            _ = shell.complain(
                builtin: command, isBash ? "`\(operand)': not a valid identifier" : "\(name): bad variable name")
            return false
        }
        func has(_ letter: Unicode.Scalar) -> Bool { flags.contains(UInt8(ascii: letter)) }
        let isLocal = command == "local" || (command == "declare" || command == "typeset") && !has("g")
        if shell.scope.variables[name]?.isReadOnly == true, hasValue {
            if !isBash { shell.complain("\(name): is read only") } else { shell.complain("\(name): readonly variable") }
            return false
        }
        let before = shell.scope.variables[name]
        if isLocal, shell.hide(name), isBash || hasValue { shell.scope.unset(name) }
        if !isBash, command == "local", !hasValue, let before { _ = shell.scope.set(name, before.value) }
        let exports = command == "export" && !has("n") || has("x")
        let wasSet = shell.scope.variables[name] != nil
        if has("A") || has("a") { _ = shell.scope.makeArray(name, isAssociative: has("A")) }
        shell.scope.setAttributes(name) { variable in
            if has("i") { variable.isInteger = true }
            if removed.contains(UInt8(ascii: "i")) { variable.isInteger = false }
            if has("l") { variable.isLower = true }
            if has("u") { variable.isUpper = true }
            if exports { variable.isExported = true }
            if command == "export" && has("n") || removed.contains(UInt8(ascii: "x")) { variable.isExported = false }
        }
        _ = wasSet
        if hasValue {
            do {
                let value = try shell.attributed(raw, of: name, appends: appends)
                guard shell.scope.set(name, value) else { return false }
            } catch {
                if case .message(let text) = error { _ = shell.complain(builtin: command, text) }
                return false
            }
        }
        if command == "readonly" || has("r") { shell.scope.setAttributes(name) { $0.isReadOnly = true } }
        return true
    }

    private static func list(_ command: ByteString, _ flags: Set<UInt8>, _ shell: inout Shell) -> CommandOutcome {
        let isBash = shell.scope.dialect == .bash
        for (name, variable) in shell.scope.variables.sorted(by: { $0.key < $1.key }) {
            switch command {
            case "export": guard variable.isExported else { continue }
            case "readonly": guard variable.isReadOnly else { continue }
            default:
                if flags.contains(UInt8(ascii: "x")), !variable.isExported { continue }
                if flags.contains(UInt8(ascii: "r")), !variable.isReadOnly { continue }
                if flags.contains(UInt8(ascii: "a")) || flags.contains(UInt8(ascii: "A")), variable.array == nil {
                    continue
                }
            }
            if isBash {
                _ = show(name, &shell)
            } else {
                shell.print("\(command) \(name)=\(variable.value.quotedForShell)\n")
            }
        }
        return .success
    }

    private static func show(_ name: ByteString, _ shell: inout Shell) -> Bool {
        guard let variable = shell.scope.variables[name] else { return false }
        var flags: ByteString = ""
        if let array = variable.array { flags += array.isAssociative ? "A" : "a" }
        if variable.isInteger { flags += "i" }
        if variable.isLower { flags += "l" }
        if variable.isReadOnly { flags += "r" }
        if variable.isUpper { flags += "u" }
        if variable.isExported { flags += "x" }
        let head: ByteString = "declare -\(flags.isEmpty ? "-" : flags) \(name)"
        guard let array = variable.array else {
            shell.print("\(head)=\(variable.value.quotedForDeclare)\n")
            return true
        }
        let elements = zip(array.subscripts, array.values).map { "[\($0)]=\($1.quotedForDeclare)" as ByteString }
        let end: ByteString = array.isAssociative && !elements.isEmpty ? " " : ""
        shell.print("\(head)=(\(elements.joined(by: " "))\(end))\n")
        return true
    }

    private static func showFunctions(
        _ names: ArraySlice<ByteString>, namesOnly: Bool, _ command: ByteString, _ shell: inout Shell
    ) -> CommandOutcome {
        var status: UInt8 = 0
        for name in names.isEmpty ? shell.scope.functions.keys.sorted()[...] : names {
            guard let function = shell.scope.functions[name] else {
                status = 1
                continue
            }
            if command == "export" || command == "readonly" { continue }
            let text =
                namesOnly
                ? (names.isEmpty ? "declare -f \(name)\n" : name + "\n") : FunctionPrinter.text(of: name, function)
            guard shell.print(text) else { break }
        }
        return .exit(status)
    }
}
