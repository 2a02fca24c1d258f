struct FindCommand: ShellCommand {
    static let names: [ByteString] = ["find"]
    static let usage: ByteString = "find [PATH]... [OPTIONS] [ACTIONS]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let operands = words.dropFirst().drop { $0 == "-L" || $0 == "-H" }
        let paths = operands.prefix { $0.first != UInt8(ascii: "-") && $0 != "!" && $0 != "(" }
        let search: FindSearch
        do {
            search = try FindSearch(operands.dropFirst(paths.count))
        } catch {
            return shell.fail(words[0], error.message)
        }
        var programs: [[ByteString]] = []
        var pending: [(path: ByteString, depth: Int)] = (paths.isEmpty ? ["."] : Array(paths)).reversed().map {
            ($0, 0)
        }
        var status: UInt8 = 0
        while let (path, depth) = pending.popLast() {
            guard shell.charge(60) else { return .failure }
            guard let id = try? shell.files.find(path, from: shell.scope.directory, follow: false) else {
                shell.print("find: \(path): No such file or directory\n", to: 2)
                status = 1
                continue
            }
            let node = shell.files[id]
            if depth >= search.leastDepth, search.accepts(path, node, now: shell.files.now) {
                switch search.action {
                case .print:
                    guard shell.print(path + (search.endsWithNull ? "\0" : "\n")) else { return .exit(status) }
                case .run(let program): programs.append(program.map { $0.replacing("{}", with: path) })
                case .delete:
                    if let place = try? shell.place(path, follow: false) {
                        shell.recordFiles(under: place.path, id)
                        try? shell.files.remove(place)
                    }
                }
            }
            guard case .directory(let entries) = node.kind, depth < search.mostDepth, programs.count < Shell.mostWords
            else { continue }
            pending += entries.keys.sorted(by: >).map { (path.appending($0), depth + 1) }
        }
        return programs.isEmpty ? .exit(status) : .programs(programs)
    }
}

/// What `find` looks for and does with it: tests are joined by "and".
struct FindSearch: Sendable {
    struct Fault: Error {
        var message: ByteString
    }

    enum Action: Sendable {
        case print
        case run([ByteString])
        case delete
    }

    private struct Test: Sendable {
        enum Kind: Sendable {
            case name(GlobPattern, ignoresCase: Bool)
            case path(GlobPattern)
            case type(UInt8)
            case permission(UInt16, all: Bool, any: Bool)
            case size(Int, order: Int)
            case age(days: Int, order: Int)
            case empty
            case user
        }
        var kind: Kind
        var isNegated: Bool
    }

    private(set) var action = Action.print
    private(set) var endsWithNull = false
    private(set) var leastDepth = 0
    private(set) var mostDepth = 64
    /// Alternatives of tests that must all hold.
    private var tests: [[Test]] = [[]]

    init(_ words: ArraySlice<ByteString>) throws(Fault) {
        var rest = words
        var isNegated = false
        while let word = rest.popFirst() {
            func argument() throws(Fault) -> ByteString {
                guard let argument = rest.popFirst() else { throw Fault(message: "\(word) requires an argument") }
                return argument
            }
            var kind: Test.Kind?
            switch word {
            case "!", "-not":
                isNegated.toggle()
                continue
            case "-a", "-and", "(", ")", "-xdev", "-mount", "-follow", "-print": continue
            case "-o", "-or": tests.append([])
            case "-print0": endsWithNull = true
            case "-delete": action = .delete
            case "-maxdepth": mostDepth = min(mostDepth, max(0, try argument().decimal ?? 0))
            case "-mindepth": leastDepth = max(0, try argument().decimal ?? 0)
            case "-exec", "-ok":
                let program = Array(rest.prefix { $0 != ";" && $0 != "+" })
                rest = rest.dropFirst(program.count + 1)
                action = .run(program)
            case "-name": kind = .name(GlobPattern(try argument()), ignoresCase: false)
            case "-iname": kind = .name(GlobPattern(try argument().lowercased), ignoresCase: true)
            case "-path", "-wholename": kind = .path(GlobPattern(try argument()))
            case "-type": kind = .type(try argument().first ?? 0)
            case "-perm": kind = Self.permission(try argument())
            case "-size":
                let text = try argument()
                let (order, number) = Self.ordered(ByteString(text.prefix { !$0.isLetter }))
                let units: [UInt8: Int] = [UInt8(ascii: "c"): 1, UInt8(ascii: "k"): 1024, UInt8(ascii: "M"): 1_048_576]
                kind = .size(number &* (text.last.flatMap { units[$0] } ?? 512), order: order)
            case "-mtime", "-ctime", "-atime":
                let (order, days) = Self.ordered(try argument())
                kind = .age(days: days, order: order)
            case "-empty": kind = .empty
            case "-user", "-group":
                _ = try argument()
                kind = .user
            default: throw Fault(message: "unrecognized: \(word)")
            }
            if let kind { tests[tests.count - 1].append(Test(kind: kind, isNegated: isNegated)) }
            isNegated = false
        }
    }

    /// "+5" is more, "-5" less.
    private static func ordered(_ text: ByteString) -> (order: Int, number: Int) {
        let order = text.first == UInt8(ascii: "+") ? 1 : text.first == UInt8(ascii: "-") ? -1 : 0
        return (order, (order == 0 ? text[...] : text.dropFirst()).decimal ?? 0)
    }

    private static func permission(_ text: ByteString) -> Test.Kind {
        let isAll = text.first == UInt8(ascii: "-")
        let isAny = text.first == UInt8(ascii: "+") || text.first == UInt8(ascii: "/")
        let digits = isAll || isAny ? ByteString(text.dropFirst()) : text
        return .permission(UInt16(digits.text, radix: 8) ?? 0, all: isAll, any: isAny)
    }

    func accepts(_ path: ByteString, _ node: FileNode, now: Int64) -> Bool {
        tests.contains { tests in tests.allSatisfy { Self.holds($0.kind, path, node, now) != $0.isNegated } }
    }

    private static func holds(_ kind: Test.Kind, _ path: ByteString, _ node: FileNode, _ now: Int64) -> Bool {
        switch kind {
        case .name(let pattern, let ignoresCase):
            pattern.matches(ignoresCase ? path.lastPathComponent.lowercased : path.lastPathComponent)
        case .path(let pattern): pattern.matches(path)
        case .type(let letter): node.typeLetter == (letter == UInt8(ascii: "f") ? UInt8(ascii: "-") : letter)
        case .permission(let bits, let all, let any):
            all ? node.mode & bits == bits : any ? node.mode & bits != 0 : node.mode & 0o7777 == bits
        case .size(let size, let order): compare(node.size, size, order)
        case .age(let days, let order): compare(Int((now - node.modified) / 86_400), days, order)
        case .empty: node.isDirectory ? node.size <= 40 : node.size == 0
        case .user: node.owner == 0
        }
    }

    private static func compare(_ value: Int, _ bound: Int, _ order: Int) -> Bool {
        order > 0 ? value > bound : order < 0 ? value < bound : value == bound
    }
}
