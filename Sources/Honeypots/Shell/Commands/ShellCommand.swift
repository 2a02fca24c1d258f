/// A command of the shell: one type, one file, one line in the ``CommandRegistry``.
///
/// A command does its work in one call, as far as it can without the visitor; what follows then it says by its outcome.
/// It must ask ``Shell/charge(_:)`` for what it looks at in loops, and end at once when that, or a
/// ``Shell/print(_:to:)``, returns false.
protocol ShellCommand: Sendable {
    /// The names it is called by.
    static var names: [ByteString] { get }
    static var place: CommandPlace { get }
    /// The synopsis behind "Usage: ", without descriptions.
    static var usage: ByteString { get }
    /// `words` begins with the name it was called by.
    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome
}

extension ShellCommand {
    static var place: CommandPlace { .applet }
    static var usage: ByteString { names.first ?? "" }
}

/// Where a command comes from.
enum CommandPlace: Hashable, Sendable {
    /// Part of the shell itself.
    case builtin
    /// Part of the shell, and an applet too: `echo`, `test`.
    case both
    /// A link to BusyBox in the file system.
    case applet
    /// A program of its own in the file system.
    case program(folder: String)
}
