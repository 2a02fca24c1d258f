struct EnvCommand: ShellCommand {
    static let names: [ByteString] = ["env", "printenv"]
    static let usage: ByteString = "env [-iu] [-] [name=value]... [PROG ARGS]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        if words[0] == "printenv" { return show(words.dropFirst(), &shell) }
        guard let options = options(words, "+iu:0", in: &shell) else { return .failure }
        let settings = options.operands.prefix { $0.contains(UInt8(ascii: "=")) }
        let program = Array(options.operands.dropFirst(settings.count).drop { $0 == "-" })
        guard program.isEmpty else {
            var saved: [(name: ByteString, variable: ShellScope.Variable?)] = []
            if options.has("i") {
                for (name, variable) in shell.scope.variables where variable.isExported {
                    saved.append((name, variable))
                    shell.scope.unset(name)
                }
            }
            for setting in settings {
                let name = ByteString(setting.prefix { $0 != UInt8(ascii: "=") })
                saved.append((name, shell.scope.variables[name]))
                _ = shell.scope.set(name, ByteString(setting.dropFirst(name.count + 1)), export: true)
            }
            shell.push(.variables(saved))
            return .become(program)
        }
        if !options.has("i") { for line in shell.scope.environment { shell.print(line + "\n") } }
        for setting in settings { shell.print(setting + "\n") }
        return .success
    }

    private static func show(_ names: ArraySlice<ByteString>, _ shell: inout Shell) -> CommandOutcome {
        guard let name = names.first else {
            for line in shell.scope.environment { shell.print(line + "\n") }
            return .success
        }
        guard let variable = shell.scope.variables[name], variable.isExported else { return .failure }
        shell.print(variable.value + "\n")
        return .success
    }
}
