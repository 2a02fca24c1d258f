/// Reads shell text (POSIX.1-2017, XCU 2; the extensions are BusyBox ash's) into a syntax tree, one complete command at a
/// time, as a shell does: what stands before a mistake has been run when it is found.
///
/// Everything is bounded: the text by its caller, nesting and the number of parts here. A parse costs time linear in the
/// text it reads.
struct ShellParser: Sendable {
    /// Nesting of compound commands, substitutions and quotes.
    static let deepestNesting = 48
    /// Words and commands of one complete command.
    static let mostParts = 20_000

    let text: [UInt8]
    var position: Int
    /// Files count their lines from 1, strings from 0.
    var firstLine = 0
    /// Lines may still follow: what is not closed at the end is incomplete rather than wrong.
    let isInteractive: Bool
    let dialect: ShellDialect
    /// Parentheses behind `@` and its kin belong to a word, as with `extglob`.
    var hasChoices = false
    /// Conditions of `[[` around this place, where they always do.
    var conditions = 0
    var depth: Int
    var parts = 0
    /// Where the text goes on after this line, when here-documents follow it.
    var documentsEnd: Int?
    /// Here-documents the text ended in, by line and delimiter.
    var openDocuments: [(line: Int, delimiter: ByteString)] = []
    private var counted = (position: 0, lines: 0)
    private var peeked: (token: ShellToken, end: Int)?

    init(_ text: some Sequence<UInt8>, isInteractive: Bool = false, dialect: ShellDialect = .ash, depth: Int = 0) {
        self.text = Array(text)
        position = 0
        self.isInteractive = isInteractive
        self.dialect = dialect
        self.depth = depth
    }

    /// The next complete command: everything up to the end of its line. nil at the end of the text.
    mutating func next() throws(ShellSyntaxError) -> ShellList? {
        parts = 0
        while try peek() == .newline { try advance() }
        if try peek() == .end { return nil }
        let list = try parseList(isLine: true)
        switch try peek() {
        case .newline: try advance()
        case .end: break
        case let token: throw ShellSyntaxError.unexpected(token.shown)
        }
        return list
    }

    /// The number of the present line, from `firstLine`. What was counted once is not counted again.
    mutating func currentLine() -> Int {
        if position >= counted.position {
            counted.lines += text[counted.position..<position].count { $0 == 0x0a }
        } else {
            counted.lines -= text[position..<counted.position].count { $0 == 0x0a }
        }
        counted.position = position
        return firstLine + counted.lines
    }

    // MARK: Tokens

    mutating func peek() throws(ShellSyntaxError) -> ShellToken {
        if let peeked { return peeked.token }
        let start = position
        let token = try readToken()
        peeked = (token, position)
        position = start
        return token
    }

    /// The text of the token that comes next, as it was written.
    var peekedText: ByteString {
        guard let peeked, position <= peeked.end else { return "" }
        return ByteString(text[position..<peeked.end].drop { $0.isBlank })
    }

    mutating func advance() throws(ShellSyntaxError) {
        _ = try peek()
        if let peeked { position = peeked.end }
        peeked = nil
    }

    private mutating func readToken() throws(ShellSyntaxError) -> ShellToken {
        skipBlanks()
        guard position < text.count else { return .end }
        if text[position] == 0x0a {
            position = documentsEnd ?? position + 1
            documentsEnd = nil
            return .newline
        }
        if startsProcess { return .word(try readWord()) }
        let digits = text[position...].prefix { $0.isDigit }
        if !digits.isEmpty, digits.count <= 3, digits.endIndex < text.count,
            text[digits.endIndex] == UInt8(ascii: "<") || text[digits.endIndex] == UInt8(ascii: ">"),
            let descriptor = digits.decimal
        {
            position = digits.endIndex
            if let symbol = takeSymbol() { return .symbol(symbol, descriptor: descriptor) }
        }
        if let symbol = takeSymbol() { return .symbol(symbol, descriptor: nil) }
        return .word(try readWord())
    }

    private mutating func takeSymbol() -> ShellToken.Symbol? {
        guard Self.isOperatorByte(text[position]) else { return nil }
        for symbol in ShellToken.Symbol.allCases where text[position...].starts(with: symbol.rawValue.utf8) {
            if dialect != .bash, symbol.isOfBashAlone { continue }
            // dash knows nothing of `&>`.
            if dialect == .dash, symbol == .writeBoth { continue }
            position += symbol.rawValue.utf8.count
            return symbol
        }
        return nil
    }

    static func isOperatorByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "("), UInt8(ascii: ")"):
            true
        default: false
        }
    }

    /// Blanks, joined lines and comments.
    private mutating func skipBlanks() {
        while position < text.count {
            let byte = text[position]
            if byte.isBlank {
                position += 1
            } else if byte == UInt8(ascii: "\\"), position + 1 < text.count, text[position + 1] == 0x0a {
                position += 2
            } else if byte == UInt8(ascii: "#") {
                position = text[position...].firstIndex(of: 0x0a) ?? text.count
            } else {
                return
            }
        }
    }

    // MARK: Bounds

    mutating func count() throws(ShellSyntaxError) {
        parts += 1
        if parts > Self.mostParts { throw ShellSyntaxError.faulty("out of memory") }
    }

    /// Runs `body` one level deeper.
    mutating func nested<Value>(
        _ body: (inout Self) throws(ShellSyntaxError) -> Value
    ) throws(ShellSyntaxError) -> Value {
        guard depth < Self.deepestNesting else { throw ShellSyntaxError.faulty("out of memory") }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }
}
