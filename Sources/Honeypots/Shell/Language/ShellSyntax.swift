/// One command of the syntax tree.
indirect enum ShellSyntax: Hashable, Sendable {
    case simple(Simple)
    case compound(Compound, [ShellRedirection])
    case function(name: ByteString, body: ShellSyntax)

    struct Simple: Hashable, Sendable {
        struct Assignment: Hashable, Sendable {
            var name: ByteString
            var value: ShellWord
            /// The element of an array that is meant, as bash has it.
            var index: ShellWord?
            /// `+=`.
            var appends = false
        }
        var assignments: [Assignment] = []
        var words: [ShellWord] = []
        var redirections: [ShellRedirection] = []
        /// The line it stands on, for error messages.
        var line = 0
    }

    enum Compound: Hashable, Sendable {
        case group(ShellList)
        case subshell(ShellList)
        case conditional([Branch], otherwise: ShellList?)
        case loop(condition: ShellList, until: Bool, body: ShellList)
        /// `words` nil: over the positional parameters.
        case forEach(name: ByteString, words: [ShellWord]?, body: ShellList)
        case selection(ShellWord, [Choice])
        /// `(( … ))`
        case arithmetic(ShellWord)
        /// `[[ … ]]`
        case condition(ConditionExpression)
        /// `for (( first; condition; update ))`
        case counting(first: ShellWord, condition: ShellWord, update: ShellWord, body: ShellList)
    }

    struct Branch: Hashable, Sendable {
        var condition: ShellList
        var body: ShellList
    }

    struct Choice: Hashable, Sendable {
        var patterns: [ShellWord]
        var body: ShellList
        var end = End.leaves

        /// What follows the commands: `;;`, `;&` or `;;&`.
        enum End: Hashable, Sendable {
            case leaves
            case fallsThrough
            case goesOn
        }
    }
}
