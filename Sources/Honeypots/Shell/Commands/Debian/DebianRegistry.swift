/// Every command of a Debian server. A new one is its file and a word here.
enum DebianRegistry {
    /// Builtins of bash, and of dash as far as it has them.
    static let builtinTypes: [any ShellCommand.Type] = [
        BashAliasCommand.self, BashCdCommand.self, BashCommandCommand.self, BashDeclareCommand.self,
        BashDirectoryStackCommand.self, BashEchoCommand.self, BashExecCommand.self, BashExitCommand.self,
        BashGetoptsCommand.self, BashHelpCommand.self, BashHistoryCommand.self, BashJobsCommand.self,
        BashKillCommand.self, BashLetCommand.self, BashLoopControlCommand.self, BashMapfileCommand.self,
        BashPrintfCommand.self, BashPwdCommand.self, BashQuietCommand.self, BashReadCommand.self,
        BashReturnCommand.self, BashSetCommand.self, BashShiftCommand.self, BashShoptCommand.self,
        BashSourceCommand.self, BashTestCommand.self, BashTrapCommand.self, BashTypeCommand.self,
        BashUlimitCommand.self, BashUmaskCommand.self, BashUnsetCommand.self, SelectCommand.self,
        ColonCommand.self, EvalCommand.self, FalseCommand.self, TimesCommand.self, TrueCommand.self,
    ]

    private static let builtins: [ByteString: any ShellCommand.Type] = table(builtinTypes)

    /// What dash has built in.
    static let dashBuiltins: Set<ByteString> = [
        ".", ":", "[", "alias", "bg", "break", "cd", "chdir", "command", "continue", "echo", "eval", "exec", "exit",
        "export", "false", "fg", "getopts", "hash", "jobs", "kill", "local", "printf", "pwd", "read", "readonly",
        "return", "set", "shift", "test", "times", "trap", "true", "type", "ulimit", "umask", "unalias", "unset",
        "wait",
    ]

    private static let programs: [ByteString: any ShellCommand.Type] = table(programTypes)

    private static func table(_ types: [any ShellCommand.Type]) -> [ByteString: any ShellCommand.Type] {
        var table: [ByteString: any ShellCommand.Type] = [:]
        for type in types {
            for name in type.names { table[name] = type }
        }
        return table
    }

    static func builtin(_ name: ByteString, _ dialect: ShellDialect) -> (any ShellCommand.Type)? {
        if dialect == .dash, !dashBuiltins.contains(name) { return nil }
        if dialect == .bash, name == "chdir" { return nil }
        return builtins[name]
    }

    /// The program a file of that name is.
    static func program(_ name: ByteString) -> (any ShellCommand.Type)? {
        programs[name] ?? (AnswerCommand.answers[name] == nil ? nil : AnswerCommand.self)
    }

    static var bashBuiltinNames: [ByteString] {
        builtins.keys.filter { $0 != "chdir" && $0 != SelectCommand.name }.sorted()
    }
}
