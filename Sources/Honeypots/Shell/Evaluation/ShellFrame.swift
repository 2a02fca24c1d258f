import ThreatModel

/// One level of what the shell is doing. The evaluator keeps these on a stack of its own instead of calling itself, so
/// that it can stop anywhere, for input or because a budget ran out, and be interrupted anywhere.
enum ShellFrame: Sendable {
    case list(ShellList, next: Int)
    case andOr(ShellList.AndOr, next: Int)
    case pipeline(Pipeline)
    /// Tells how long the pipeline before it took: `time`.
    case timing(isPortable: Bool, from: Timestamp)
    /// Ends a trap: what it ran does not change the status.
    case restoringStatus(UInt8, errorTrap: ByteString)
    /// Runs what reads the files of `>( … )` that are not among the older ones; nil: the present status is to stay.
    case sinks(older: Set<ByteString>, status: UInt8?)
    /// Inverts the status of the pipeline before it.
    case negation
    /// Decides by the status of branch `next`'s condition.
    case conditional([ShellSyntax.Branch], otherwise: ShellList?, next: Int)
    case loop(Loop)
    case forEach(name: ByteString, values: [ByteString], next: Int, body: ShellList)
    /// The lines of a script, one complete command after the other.
    case script(ShellParser)
    /// Programs run one after the other: `xargs`, `find -exec`.
    case programs([[ByteString]], next: Int)
    /// Ends a redirection.
    case descriptors([Descriptor], closing: [Int])
    /// Ends assignments that were made for one command only.
    case variables([(name: ByteString, variable: ShellScope.Variable?)])
    /// Ends a function or a sourced file: the place `return` leads to.
    case call(Call)
    /// Ends a process: the place `exit` leads to.
    case process(Process)
    /// A prompt: waits for a line of commands.
    case prompt
    /// A program that reads the terminal.
    case reading(any TerminalReader)
    /// A program that does not come back before then, or not at all.
    case hanging(until: Int64?)

    struct Pipeline: Sendable {
        var commands: [ShellSyntax]
        var next = 0
        /// The pipe the command before `next` wrote into.
        var input: Int?
        /// Of the commands that are over.
        var statuses: [UInt8] = []
    }

    struct Loop: Sendable {
        var condition: ShellList
        var isUntil: Bool
        var body: ShellList
        /// The condition was evaluated just now.
        var isDeciding = false
        var isStarted = false
        /// Status of the body when it last ran.
        var status: UInt8 = 0
        /// The third part of `for (( … ))`.
        var update: ShellWord?
    }

    struct Call: Sendable {
        /// nil: a sourced file, which has the parameters of its caller.
        var parameters: [ByteString]?
        /// Values of variables that `local` hid.
        var hidden: [(name: ByteString, variable: ShellScope.Variable?)] = []
        /// The script whose lines went on before; nil: it stays the same.
        var script: ByteString??
        var line = 0
    }

    struct Process: Sendable {
        var scope: ShellScope
        var descriptors: [Descriptor]
        var closing: [Int] = []
        /// `&`: nobody waits for it, so its waiting takes no time.
        var isBackground = false
    }
}
