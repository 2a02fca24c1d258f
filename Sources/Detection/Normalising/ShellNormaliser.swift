/// Brings a command line into the one form that patterns are written for: words and operators, each followed by a single
/// space, with a space before the first. So ` sh ` is the word `sh` wherever it stands, and `| sh ` is a pipe into it,
/// however the visitor spaced, quoted or encoded it.
///
/// - Quotes go, and the `$` of `$'…'`; backslash escapes become what they stand for (`\x77`, `\167`, `\w`).
/// - `$IFS` and `${IFS…}` become a space; expansions that are empty in a fresh shell (`$@`, `${@}`, `$1`, `wg${x}et`) go.
/// - `busybox`, with its path or without, goes before another word; so do `sudo`, `nohup` and their like before a command.
/// - The folder of a program goes where a command begins: `/usr/bin/wget` and `/bin/./wget` become `wget`.
/// - A word that is the base64 of text is replaced by that text in this same form; once, not again inside it.
/// - `;` `(` `)` `$(` and backticks, and runs of `|` `&` `<` `>`, stand alone; the end of a line becomes `;`.
///
/// One pass; work and memory are proportional to the input.
struct ShellNormaliser: Sendable {
    private(set) var output: [UInt8] = []
    /// Where the word being written begins in ``output``; its end when no word has begun.
    private var wordStart = 0
    /// Where the word before it begins, if that is a `busybox` or `sudo` that only introduces the next.
    private var introducerStart: Int?
    /// Whether the next word names a program: at the beginning, behind most operators and behind words like `then`.
    private var isAtCommand = true
    /// Whether the last byte was one of `|` `&` `<` `>`, so that another one joins it.
    private var isInRun = false
    private var decoded: [UInt8] = []
    private var isDecoding = false

    /// Shorter words are never taken for base64: too many ordinary ones would be.
    static let shortestBase64 = 16
    /// How far the brace that closes a `${` is looked for.
    static let longestExpansion = 32

    mutating func normalise(_ text: Span<UInt8>) {
        output.removeAll(keepingCapacity: true)
        output.append(UInt8(ascii: " "))
        wordStart = 1
        introducerStart = nil
        isAtCommand = true
        isInRun = false
        read(text)
    }

    private mutating func read(_ text: Span<UInt8>) {
        var quote: UInt8?
        var index = 0
        while index < text.count {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                if quote == nil { quote = byte } else if quote == byte { quote = nil }
                index += 1
            case UInt8(ascii: "\\"):
                index = readEscape(text, at: index, isQuoted: quote != nil)
            case UInt8(ascii: "$"):
                index = readExpansion(text, at: index)
            default:
                put(byte)
                index += 1
            }
        }
        endWord()
    }
}

// MARK: - Writing

extension ShellNormaliser {
    /// One byte that hides nothing any more.
    private mutating func put(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\n"):
            putOperator(";")
        case UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "`"):
            putOperator(String(UnicodeScalar(byte)))
        case UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"):
            endWord()
            let isBetweenCommands = byte == UInt8(ascii: "|") || byte == UInt8(ascii: "&")
            // A file's name follows `>&` and `&>`, not a command.
            isAtCommand = isBetweenCommands && (!isInRun || isAtCommand)
            // Takes back the space behind the run's last byte.
            if isInRun { output.removeLast() }
            output.append(byte)
            endOperator()
            isInRun = true
        case _ where ASCII.isSpace(byte):
            endWord()
            isInRun = false
        default:
            putInWord(byte)
        }
    }

    private mutating func putInWord(_ byte: UInt8) {
        if let start = introducerStart {
            // With options of its own it is kept: they would make no sense alone.
            if byte != UInt8(ascii: "-") {
                output.removeLast(output.count - start)
                wordStart = start
            }
            introducerStart = nil
        }
        isInRun = false
        output.append(byte)
    }

    private mutating func putOperator(_ text: String) {
        endWord()
        output.append(contentsOf: text.utf8)
        endOperator()
        isAtCommand = true
        isInRun = false
    }

    private mutating func endOperator() {
        output.append(UInt8(ascii: " "))
        wordStart = output.count
        introducerStart = nil
    }

    private mutating func endWord() {
        guard output.count > wordStart else { return }
        if !isDecoding, replaceBase64() { return }
        if isAtCommand, let length = folderLength { output.removeSubrange(wordStart..<wordStart + length) }
        let role = role
        introducerStart = role == .introducer ? wordStart : nil
        isAtCommand = role != .argument
        output.append(UInt8(ascii: " "))
        wordStart = output.count
    }
}

// MARK: - Words

extension ShellNormaliser {
    private enum Role {
        /// Runs the command behind it and means nothing itself.
        case introducer
        /// A command follows, as behind `then` or `X=1`.
        case prefix
        /// Everything else, commands included: what follows is an argument.
        case argument
    }

    /// Programs and builtins that run the command behind them.
    private static let introducers = [
        "sudo", "doas", "nohup", "exec", "command", "builtin", "setsid", "time", "nice", "env",
    ].map { Array($0.utf8) }

    private static let keywords = ["then", "do", "else", "elif", "if", "while", "until", "{", "!"].map {
        Array($0.utf8)
    }

    /// What the word just written does.
    private var role: Role {
        let word = output[wordStart...]
        if Self.isBusybox(word) { return .introducer }
        // What a shell is given behind `-c` is a command line of its own.
        if word.elementsEqual("-c".utf8) { return .prefix }
        guard isAtCommand else { return .argument }
        if Self.introducers.contains(where: { word.elementsEqual($0) }) { return .introducer }
        let isPrefix = word.contains(UInt8(ascii: "=")) || Self.keywords.contains { word.elementsEqual($0) }
        return isPrefix ? .prefix : .argument
    }

    private static func isBusybox(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.last == UInt8(ascii: "x"), word.count >= 7 else { return false }
        return word.suffix(7).elementsEqual("busybox".utf8)
            && (word.count == 7 || word.dropLast(7).last == UInt8(ascii: "/"))
    }

    /// Where a system keeps its programs. A program from anywhere else is known by its place, which stays.
    private static let programRoots = ["/bin/", "/sbin/", "/usr/", "/system/"].map { Array($0.utf8) }

    /// How many bytes of the word just written name a folder of the system's programs.
    private var folderLength: Int? {
        let word = output[wordStart...]
        guard word.first == UInt8(ascii: "/"), let slash = word.lastIndex(of: UInt8(ascii: "/")),
            slash + 1 < word.endIndex, Self.programRoots.contains(where: { word.starts(with: $0) })
        else { return nil }
        var folder = word[..<slash]
        // "/bin/./wget" and "/bin//wget" are "/bin/wget".
        while folder.last == UInt8(ascii: "/") || folder.suffix(2).elementsEqual("/.".utf8) { folder.removeLast() }
        return folder.suffix(3).elementsEqual("bin".utf8) ? slash + 1 - wordStart : nil
    }
}

// MARK: - Reading

extension ShellNormaliser {
    /// Reads a backslash and what belongs to it; returns where to go on.
    private mutating func readEscape(_ text: Span<UInt8>, at index: Int, isQuoted: Bool) -> Int {
        guard index + 1 < text.count else { return index + 1 }
        let next = text[index + 1]
        switch next {
        case UInt8(ascii: "x"):
            return readNumber(text, from: index + 2, digits: 2, bitsEach: 4) ?? readPlain(next, at: index)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            let digits = next == UInt8(ascii: "0") ? 4 : 3
            return readNumber(text, from: index + 1, digits: digits, bitsEach: 3) ?? readPlain(next, at: index)
        case UInt8(ascii: "\n"):
            return index + 2
        case UInt8(ascii: "\r") where index + 2 < text.count && text[index + 2] == UInt8(ascii: "\n"):
            return index + 3
        case UInt8(ascii: "n") where isQuoted, UInt8(ascii: "r") where isQuoted:
            put(UInt8(ascii: "\n"))
            return index + 2
        case UInt8(ascii: "t") where isQuoted:
            put(UInt8(ascii: " "))
            return index + 2
        default:
            return readPlain(next, at: index)
        }
    }

    /// A backslash that only protects the byte after it.
    private mutating func readPlain(_ next: UInt8, at index: Int) -> Int {
        if ASCII.isSpace(next) { put(next) } else { putInWord(next) }
        return index + 2
    }

    /// The byte that up to so many digits stand for; `nil` when there is no digit.
    private mutating func readNumber(_ text: Span<UInt8>, from start: Int, digits: Int, bitsEach: Int) -> Int? {
        var value: UInt32 = 0
        var index = start
        while index < text.count, index < start + digits, let digit = ASCII.hexValue(text[index]),
            digit >> bitsEach == 0
        {
            value = value << UInt32(bitsEach) | UInt32(digit)
            index += 1
        }
        guard index > start else { return nil }
        put(UInt8(truncatingIfNeeded: value))
        return index
    }

    /// Reads a dollar sign and what belongs to it; returns where to go on.
    private mutating func readExpansion(_ text: Span<UInt8>, at index: Int) -> Int {
        guard index + 1 < text.count else {
            putInWord(text[index])
            return index + 1
        }
        switch text[index + 1] {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            return index + 1
        case UInt8(ascii: "("):
            putOperator("$(")
            return index + 2
        case UInt8(ascii: "@"), UInt8(ascii: "*"), UInt8(ascii: "1")...UInt8(ascii: "9"):
            return index + 2
        case UInt8(ascii: "{"):
            if let end = readBraces(text, from: index + 2) { return end }
        case UInt8(ascii: "I") where Self.isFieldSeparator(text, at: index + 1):
            put(UInt8(ascii: " "))
            return index + 4
        default:
            break
        }
        putInWord(text[index])
        return index + 1
    }

    /// Reads what stands in `${…}`, when it is something that vanishes; returns where to go on.
    private mutating func readBraces(_ text: Span<UInt8>, from start: Int) -> Int? {
        var end = start
        while end < text.count, end < start + Self.longestExpansion, text[end] != UInt8(ascii: "}") { end += 1 }
        guard end > start, end < text.count, text[end] == UInt8(ascii: "}") else { return nil }
        if Self.isFieldSeparator(text, at: start) {
            put(UInt8(ascii: " "))
            return end + 1
        }
        let first = text[start]
        if end == start + 1, first == UInt8(ascii: "@") || first == UInt8(ascii: "*") || ASCII.isDigit(first) {
            return end + 1
        }
        for index in start..<end where !ASCII.isNameByte(text[index]) { return nil }
        let isGlued =
            output.count > wordStart && output.last.map(ASCII.isNameByte) == true
            && end + 1 < text.count && ASCII.isNameByte(text[end + 1])
        return isGlued ? end + 1 : nil
    }

    /// Whether the variable's name at that place is `IFS`.
    private static func isFieldSeparator(_ text: Span<UInt8>, at index: Int) -> Bool {
        guard index + 3 <= text.count, text[index] == UInt8(ascii: "I"), text[index + 1] == UInt8(ascii: "F"),
            text[index + 2] == UInt8(ascii: "S")
        else { return false }
        return index + 3 == text.count || !ASCII.isNameByte(text[index + 3])
    }
}

// MARK: - Base64

extension ShellNormaliser {
    /// Replaces the word just written by what it encodes, if that is text; returns whether it did.
    private mutating func replaceBase64() -> Bool {
        guard output.count - wordStart >= Self.shortestBase64 else { return false }
        // Taken out while it is read, because reading writes to everything else here.
        var text = decoded
        decoded = []
        defer { decoded = text }
        text.removeAll(keepingCapacity: true)
        guard Base64Text.decode(output.span.extracting(wordStart..<output.count), into: &text), Self.isText(text) else {
            return false
        }
        output.removeLast(output.count - wordStart)
        isDecoding = true
        isAtCommand = true
        read(text.span)
        isDecoding = false
        return true
    }

    /// Whether at least seven of eight bytes are printable: with random bytes that happens once in thousands of words.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        bytes.lazy.filter { !ASCII.isText($0) }.count * 8 <= bytes.count
    }
}
