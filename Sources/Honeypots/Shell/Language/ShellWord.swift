/// A word before expansion: its text in pieces, each knowing how it was quoted.
struct ShellWord: Hashable, Sendable {
    indirect enum Part: Hashable, Sendable {
        /// Unquoted text: subject to splitting where it comes from an expansion, to patterns everywhere.
        case plain(ByteString)
        /// Text that quotes or a backslash protect. An empty one still makes a word.
        case quoted(ByteString)
        case parameter(Parameter, isQuoted: Bool)
        case command(ShellList, isQuoted: Bool)
        /// `$(( … ))`: an expression that is itself expanded first.
        case arithmetic(ShellWord, isQuoted: Bool)
        /// `~` or `~name` at the beginning of a word.
        case tilde(ByteString)
        /// The elements of an array behind `name=`.
        case array([ShellWord])
        /// `<( … )` or `>( … )`: the name of a file the command writes or reads.
        case process(ShellList, isInput: Bool)
    }

    /// `$name`, `${name}` and `${name<operation>word}` (POSIX.1-2017, XCU 2.6.2).
    struct Parameter: Hashable, Sendable {
        enum Operation: Hashable, Sendable {
            case value
            case length
            /// `-`, `=`, `?`, `+`; with `:` an empty value counts as unset.
            case fallback(Fallback, ShellWord, emptyCounts: Bool)
            /// `#`, `##`, `%`, `%%`.
            case trim(ShellWord, fromEnd: Bool, longest: Bool)
            /// `:offset:length`, as ash and bash have it.
            case slice(offset: ShellWord, length: ShellWord?)
            /// `/pattern/replacement`, `//…` for all.
            case replace(ShellWord, with: ShellWord, all: Bool)
            /// The same at the beginning or the end of the value only.
            case replaceAnchored(ShellWord, with: ShellWord, atEnd: Bool)
            /// `^`, `^^`, `,`, `,,`.
            case changeCase(upper: Bool, all: Bool)
            /// `!name`: the value of the variable that is named there.
            case indirect
            /// `!prefix*`.
            case names
            /// `!name[@]`.
            case subscripts
            /// `@Q`, `@U` and so on.
            case transform(UInt8)
        }
        enum Fallback: Hashable, Sendable {
            case use
            case assign
            case complain
            case alternative
        }
        var name: ByteString
        var operation: Operation = .value
        /// What stands in brackets behind the name.
        var index: ShellWord?
    }

    var parts: [Part] = []

    init() {}
    init(quoted text: ByteString) { parts = [.quoted(text)] }

    /// The text, when nothing in it needs expansion or was quoted: how reserved words and names are recognised.
    var plainText: ByteString? {
        guard parts.count == 1, case .plain(let text) = parts[0] else { return nil }
        return text
    }
}
