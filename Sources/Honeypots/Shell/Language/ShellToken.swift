/// What the parser reads the text as.
enum ShellToken: Hashable, Sendable {
    case word(ShellWord)
    /// An operator, and the number written right before it when it redirects.
    case symbol(Symbol, descriptor: Int?)
    case newline
    case end

    /// Longer ones first: that is the order in which they are tried (POSIX.1-2017, XCU 2.10.2; `&>` is bash's).
    enum Symbol: String, CaseIterable, Sendable {
        case hereString = "<<<"
        case hereDocumentTabs = "<<-"
        case hereDocument = "<<"
        case readWrite = "<>"
        case duplicateInput = "<&"
        case append = ">>"
        case duplicateOutput = ">&"
        case clobber = ">|"
        case appendBoth = "&>>"
        case writeBoth = "&>"
        case and = "&&"
        case or = "||"
        case choiceGoesOn = ";;&"
        case choiceEnd = ";;"
        case choiceFallsThrough = ";&"
        case semicolon = ";"
        case background = "&"
        case pipeBoth = "|&"
        case pipe = "|"
        case openParenthesis = "("
        case closeParenthesis = ")"
        case read = "<"
        case write = ">"

        var isRedirection: Bool {
            switch self {
            case .hereDocumentTabs, .hereDocument, .readWrite, .duplicateInput, .append, .duplicateOutput, .clobber,
                .writeBoth, .read, .write, .hereString, .appendBoth:
                true
            case .and, .or, .choiceEnd, .semicolon, .background, .pipe, .openParenthesis, .closeParenthesis,
                .choiceGoesOn, .choiceFallsThrough, .pipeBoth:
                false
            }
        }

        /// bash has it, the smaller shells read it as two.
        var isOfBashAlone: Bool {
            switch self {
            case .hereString, .appendBoth, .choiceGoesOn, .choiceFallsThrough, .pipeBoth: true
            case .hereDocumentTabs, .hereDocument, .readWrite, .duplicateInput, .append, .duplicateOutput, .clobber,
                .writeBoth, .and, .or, .choiceEnd, .semicolon, .background, .pipe, .openParenthesis, .closeParenthesis,
                .read, .write:
                false
            }
        }
    }

    /// How ash names it in a syntax error.
    var shown: ByteString {
        switch self {
        case .word(let word):
            if let text = word.plainText, ShellReservedWord(rawValue: text.text) != nil {
                ByteString("\"") + text + "\""
            } else {
                "word"
            }
        case .symbol(let symbol, _): symbol.isRedirection ? "redirection" : ByteString("\"\(symbol.rawValue)\"")
        case .newline: "newline"
        case .end: "end of file"
        }
    }
}
