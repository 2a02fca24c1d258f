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
        }
        enum Fallback: Hashable, Sendable {
            case use
            case assign
            case complain
            case alternative
        }
        var name: ByteString
        var operation: Operation = .value
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
