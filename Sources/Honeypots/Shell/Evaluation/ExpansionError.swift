/// Why a command could not be made out of its words.
enum ExpansionError: Error, Hashable, Sendable {
    /// What the shell says, behind its own name; the command line is given up.
    case message(ByteString)
    /// The same, and a shell that is not at a prompt ends with a status of its own.
    case fatal(ByteString)
    /// A budget ran out.
    case spent
}
