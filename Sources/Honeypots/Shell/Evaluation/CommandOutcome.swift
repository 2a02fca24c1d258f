/// What becomes of a command once it has run as far as it can by itself.
enum CommandOutcome: Sendable {
    case exit(UInt8)
    /// Another program takes its place: `busybox`, `env`, `nohup`.
    case become([ByteString])
    /// The same, even where a function or builtin has that name.
    case becomeProgram([ByteString])
    /// Several programs run, one after the other.
    case programs([[ByteString]])
    /// A script runs in a process of its own.
    case script(ScriptText)
    /// A script runs in this very shell: `eval`, `.`.
    case source([UInt8], name: ByteString?)
    /// The same with parameters of its own; messages name the file.
    case sourceFile([UInt8], name: ByteString, parameters: [ByteString]?)
    /// A shell at the terminal.
    case interactiveShell(name: ByteString)
    /// It reads what is typed.
    case reading(any TerminalReader)
    /// It wants all of its standard input, which is the terminal: what is typed is collected, then it runs again with
    /// that. It must not have done anything yet.
    case collectingInput
    /// It waits, and is back when this time has passed.
    case waiting(Duration)
    /// It never comes back by itself.
    case endless
    /// The shell ends: `exit`.
    case leaving(UInt8)
    /// `break` and `continue`.
    case loopControl(levels: Int, continues: Bool)
    /// `return`.
    case returning(UInt8)
    /// The connection ends: `reboot`.
    case hangingUp

    static let success = Self.exit(0)
    static let failure = Self.exit(1)

    struct ScriptText: Sendable {
        var text: [UInt8]
        /// `$0`.
        var name: ByteString
        var parameters: [ByteString]
        var source: Source
        /// The shell that reads it, when it is another one.
        var dialect: ShellDialect?
        /// Options it is started with.
        var options: Set<UInt8> = []

        enum Source: Hashable, Sendable {
            /// Messages name the file and the line.
            case file
            case input
            case string
        }
    }
}
