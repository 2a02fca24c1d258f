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

        var word: ShellWord {
            switch self {
            case .read(let word), .write(let word), .append(let word), .readWrite(let word), .duplicate(let word),
                .writeBoth(let word), .appendBoth(let word), .hereDocument(let word):
                word
            }
        }
    }

    var descriptor: Int
    var target: Target
}
