/// Reads the words behind the paths of a `find` (find(1) of GNU findutils 4.8).
struct FindParser {
    private var words: ArraySlice<ByteString>
    private let shell: Shell
    private var groups = 0
    private var depth = 0
    private(set) var leastDepth = 0
    private(set) var mostDepth = FileSystem.deepestPath
    private(set) var isDepthFirst = false
    private(set) var staysOnFileSystem = false
    private var syntax = RegularExpression.Syntax.basic

    private static let deepest = 60

    init(_ words: ArraySlice<ByteString>, _ shell: Shell) { (self.words, self.shell) = (words, shell) }

    mutating func expression() throws(FindFault) -> FindExpression {
        guard !words.isEmpty else { return .action(.print(end: "\n", file: nil)) }
        let expression = try list()
        if words.first == ")" { throw FindFault(message: "you have too many ')'") }
        return expression.hasAction ? expression : .and(expression, .action(.print(end: "\n", file: nil)))
    }

    private mutating func list() throws(FindFault) -> FindExpression {
        var left = try alternatives()
        while words.first == "," {
            words.removeFirst()
            left = .list(left, try alternatives())
        }
        return left
    }

    private mutating func alternatives() throws(FindFault) -> FindExpression {
        var left = try conjunction()
        while let word = words.first, word == "-o" || word == "-or" {
            words.removeFirst()
            guard !words.isEmpty else { throw FindFault(message: "expected an expression after '\(word)'") }
            left = .or(left, try conjunction())
        }
        return left
    }

    private mutating func conjunction() throws(FindFault) -> FindExpression {
        var left = try primary()
        while let word = words.first, ![")", ",", "-o", "-or"].contains(word) {
            if word == "-a" || word == "-and" {
                words.removeFirst()
                guard !words.isEmpty else { throw FindFault(message: "expected an expression after '\(word)'") }
            }
            left = .and(left, try primary())
        }
        return left
    }

    private mutating func primary() throws(FindFault) -> FindExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepest, let word = words.popFirst() else {
            throw FindFault(message: "invalid expression")
        }
        switch word {
        case "(":
            guard words.first != ")" else {
                throw FindFault(
                    message: "invalid expression; empty parentheses are not allowed.")
            }
            let missing: ByteString =
                "invalid expression; I was expecting to find a ')' somewhere but did not see one."
            guard !words.isEmpty else { throw FindFault(message: missing) }
            let inner = try list()
            guard words.popFirst() == ")" else { throw FindFault(message: missing) }
            return inner
        case "!", "-not":
            guard !words.isEmpty else { throw FindFault(message: "expected an expression after '\(word)'") }
            return .not(try primary())
        case "-a", "-and", "-o", "-or", ",":
            throw FindFault(
                message: "invalid expression; you have used a binary operator '\(word)' with nothing before it.")
        case ")": throw FindFault(message: "you have too many ')'")
        default:
            guard word.first == UInt8(ascii: "-"), word.count > 1 else {
                throw FindFault(
                    message: "paths must precede expression: `\(word)'")
            }
            if let setting = try setting(word) { return setting }
            if let action = try action(word) { return .action(action) }
            if let test = try test(word) { return .test(test) }
            throw FindFault(message: "unknown predicate `\(word)'")
        }
    }

    private mutating func argument(of word: ByteString) throws(FindFault) -> ByteString {
        guard let argument = words.popFirst() else { throw FindFault(message: "missing argument to `\(word)'") }
        return argument
    }

    // MARK: Settings

    private mutating func setting(_ word: ByteString) throws(FindFault) -> FindExpression? {
        switch word {
        case "-maxdepth", "-mindepth":
            let text = try argument(of: word)
            guard let number = text.decimal, number >= 0 else {
                throw FindFault(
                    message: "Expected a positive decimal integer argument to \(word), but got \(text.quotedForFind)")
            }
            if word == "-maxdepth" { mostDepth = min(number, mostDepth) } else { leastDepth = number }
        case "-depth", "-d": isDepthFirst = true
        case "-xdev", "-mount": staysOnFileSystem = true
        case "-regextype": syntax = try argument(of: word).contains(UInt8(ascii: "x")) ? .extended : .basic
        case "-follow", "-noleaf", "-warn", "-nowarn", "-ignore_readdir_race", "-noignore_readdir_race", "-daystart":
            break
        default: return nil
        }
        return .test(.constant(true))
    }

    // MARK: Actions

    private mutating func action(_ word: ByteString) throws(FindFault) -> FindExpression.Action? {
        switch word {
        case "-print": return .print(end: "\n", file: nil)
        case "-print0": return .print(end: "\0", file: nil)
        case "-printf": return .format(try argument(of: word), file: nil)
        case "-fprint": return .print(end: "\n", file: try argument(of: word))
        case "-fprint0": return .print(end: "\0", file: try argument(of: word))
        case "-fprintf":
            let file = try argument(of: word)
            return .format(try argument(of: word), file: file)
        case "-ls": return .list
        case "-delete":
            isDepthFirst = true
            return .delete
        case "-prune": return .prune
        case "-quit": return .quit
        case "-exec", "-ok", "-execdir", "-okdir":
            let end = words.firstIndex { $0 == ";" } ?? words.endIndex
            var together: Int?
            for index in words.indices.dropFirst() where index < end && words[index] == "+" && words[index - 1] == "{}"
            {
                together = index
                break
            }
            guard let stop = together ?? (end < words.endIndex ? end : nil), stop > words.startIndex else {
                throw FindFault(message: "missing argument to `\(word)'")
            }
            let program = Array(words[words.startIndex..<stop])
            words = words[(stop + 1)...]
            if together != nil {
                groups += 1
                return .runTogether(Array(program.dropLast()), groups)
            }
            return .run(program, inFolder: word.hasSuffix("dir"), asks: word.hasPrefix("-ok"))
        default: return nil
        }
    }

    // MARK: Tests

    private mutating func test(_ word: ByteString) throws(FindFault) -> FindExpression.Test? {
        switch word {
        case "-true": return .constant(true)
        case "-false": return .constant(false)
        case "-name": return .name(GlobPattern(try argument(of: word)), ignoresCase: false)
        case "-iname": return .name(GlobPattern(try argument(of: word).lowercased), ignoresCase: true)
        case "-path", "-wholename": return .path(GlobPattern(try argument(of: word)), ignoresCase: false)
        case "-ipath", "-iwholename": return .path(GlobPattern(try argument(of: word).lowercased), ignoresCase: true)
        case "-lname", "-ilname": return .link(GlobPattern(try argument(of: word)))
        case "-regex", "-iregex":
            let pattern = try argument(of: word)
            do {
                return .expression(
                    try RegularExpression("^" + pattern + "$", syntax: syntax, ignoresCase: word == "-iregex"))
            } catch {
                throw FindFault(message: "failed to compile regular expression '\(pattern)': \(error.message)")
            }
        case "-type", "-xtype": return .type(try types(of: word))
        case "-perm": return try permission(try argument(of: word))
        case "-size": return try size(try argument(of: word))
        case "-mtime", "-ctime", "-atime": return .age(try amount(of: word), unit: 86_400)
        case "-mmin", "-cmin", "-amin": return .age(try amount(of: word), unit: 60)
        case "-newer", "-anewer", "-cnewer":
            let path = try argument(of: word)
            return .newer(try node(path).modified)
        case "-newermt", "-newerct", "-newerat":
            let text = try argument(of: word)
            guard let seconds = TimeText.seconds(text, now: shell.files.now) else {
                throw FindFault(message: "I cannot figure out how to interpret '\(text)' as a date or time")
            }
            return .newer(seconds)
        case "-samefile":
            let path = try argument(of: word)
            _ = try node(path)
            return .same((try? shell.files.find(path, from: shell.scope.directory)) ?? -1)
        case "-empty": return .empty
        case "-user":
            let name = try argument(of: word)
            guard let id = shell.account(named: name)?.uid ?? name.decimal else {
                throw FindFault(message: "\(name.quotedForFind) is not the name of a known user")
            }
            return .owner(id)
        case "-group":
            let name = try argument(of: word)
            guard let id = shell.groups.first(where: { $0.name == name })?.id ?? name.decimal else {
                throw FindFault(message: "\(name.quotedForFind) is not the name of an existing group")
            }
            return .group(id)
        case "-uid": return .owner(try amount(of: word).number)
        case "-gid": return .group(try amount(of: word).number)
        case "-nouser", "-nogroup": return .nobody
        case "-readable": return .may(.read)
        case "-writable": return .may(.write)
        case "-executable": return .may(.execute)
        case "-inum": return .number(try amount(of: word))
        case "-links": return .links(try amount(of: word))
        default: return nil
        }
    }

    private func node(_ path: ByteString) throws(FindFault) -> FileNode {
        do {
            return shell.files[try shell.files.find(path, from: shell.scope.directory)]
        } catch {
            throw FindFault(message: "\(path.quotedForFind): \(error.message)")
        }
    }

    private mutating func types(of word: ByteString) throws(FindFault) -> [UInt8] {
        let text = try argument(of: word)
        var letters: [UInt8] = []
        for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            guard part.count == 1, let letter = part.first, "bcdpflsD".utf8.contains(letter) else {
                guard let letter = part.first else {
                    throw FindFault(message: "Arguments to \(word) should contain at least one letter")
                }
                throw FindFault(message: "Unknown argument to \(word): \(ByteString([letter]))")
            }
            letters.append(letter == UInt8(ascii: "f") ? UInt8(ascii: "-") : letter)
        }
        return letters
    }

    /// "+5" is more, "-5" less.
    private mutating func amount(of word: ByteString) throws(FindFault) -> FindExpression.Amount {
        let text = try argument(of: word)
        guard let amount = Self.amount(text) else {
            throw FindFault(message: "invalid argument `\(text)' to `\(word)'")
        }
        return amount
    }

    private static func amount(_ text: ByteString) -> FindExpression.Amount? {
        let order = text.first == UInt8(ascii: "+") ? 1 : text.first == UInt8(ascii: "-") ? -1 : 0
        let digits = order == 0 ? text[...] : text.dropFirst()
        guard digits.first?.isDigit == true, let number = ByteString(digits.prefix { $0.isDigit }).decimal,
            digits.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") })
        else { return nil }
        return FindExpression.Amount(order: order, number: number)
    }

    private func size(_ text: ByteString) throws(FindFault) -> FindExpression.Test {
        let units: [UInt8: Int] = [
            UInt8(ascii: "c"): 1, UInt8(ascii: "w"): 2, UInt8(ascii: "b"): 512, UInt8(ascii: "k"): 1024,
            UInt8(ascii: "M"): 1_048_576, UInt8(ascii: "G"): 1 << 30,
        ]
        let last = text.last ?? 0
        let unit = last.isDigit ? 512 : units[last]
        guard let unit else {
            throw FindFault(message: "invalid -size type `\(ByteString([last]))'")
        }
        guard let amount = Self.amount(last.isDigit ? text : ByteString(text.dropLast())) else {
            throw FindFault(message: "Invalid argument `\(text)' to -size")
        }
        return .size(amount, unit: unit)
    }

    private func permission(_ text: ByteString) throws(FindFault) -> FindExpression.Test {
        let isAll = text.first == UInt8(ascii: "-")
        let isAny = text.first == UInt8(ascii: "/")
        let mode = isAll || isAny ? ByteString(text.dropFirst()) : text
        guard let change = FileModeChange(mode) else {
            throw FindFault(message: "invalid mode \(text.quotedForFind)")
        }
        return .permission(change.applied(to: 0, isDirectory: false, mask: 0), all: isAll, any: isAny)
    }
}

extension ByteString {
    /// As findutils names files in messages in the C locale.
    var quotedForFind: ByteString { "'" + self + "'" }
}
