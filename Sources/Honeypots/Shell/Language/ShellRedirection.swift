/// Where a descriptor is to lead while a command runs.
struct ShellRedirection: Hashable, Sendable {
    enum Target: Hashable, Sendable {
        case read(ShellWord)
        case write(ShellWord)
        case append(ShellWord)
        case readWrite(ShellWord)
        /// `>&` and `<&`: the word is a descriptor's number or `-`.
        case duplicate(ShellWord)
        /// `&>` and `>&` with a file name: both outputs.
        case writeBoth(ShellWord)
        /// `&>>`.
        case appendBoth(ShellWord)
        case hereDocument(ShellWord)
    }

    var descriptor: Int
    var target: Target
}
