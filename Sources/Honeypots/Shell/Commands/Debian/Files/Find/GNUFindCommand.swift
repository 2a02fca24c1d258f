/// `find` of GNU findutils 4.8.
struct GNUFindCommand: ShellCommand {
    static let names: [ByteString] = ["find"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        if words.count == 2, words[1] == "--help" || words[1] == "-help" {
            shell.print("Usage: find \(GNUSynopsis.of("find"))\n")
            return .success
        }
        if words.count == 2, words[1] == "--version" || words[1] == "-version" {
            shell.print("find (GNU findutils) 4.8.0\n")
            return .success
        }
        var rest = words.dropFirst()
        var follows = false
        while let word = rest.first, word == "-L" || word == "-H" || word == "-P" || word.hasPrefix("-O") {
            follows = word == "-L" || follows && word != "-P"
            rest.removeFirst()
        }
        let paths = rest.prefix { word in
            !(word.first == UInt8(ascii: "-") && word.count > 1) && word != "!" && word != "(" && word != ")"
                && word != ","
        }
        var parser = FindParser(rest.dropFirst(paths.count), shell)
        let expression: FindExpression
        do {
            expression = try parser.expression()
        } catch {
            return shell.fail("find", error.message)
        }
        var walk = FindWalk(expression, parser, follows: follows)
        for path in paths.isEmpty ? ["."] : Array(paths) {
            guard walk.visit(path, 0, in: &shell) else { break }
        }
        if shell.isPipeBroken { return .failure }
        walk.runTogether(in: &shell)
        return shell.budget.isSpent ? .endless : .exit(walk.status)
    }
}

/// One walk of `find` through the tree.
struct FindWalk {
    private let expression: FindExpression
    private let leastDepth: Int
    private let mostDepth: Int
    private let isDepthFirst: Bool
    private let staysOnFileSystem: Bool
    private let follows: Bool
    private(set) var status: UInt8 = 0
    private var start: ByteString = ""
    private var isOver = false
    private var prunes = false
    private var gathered: [Int: (program: [ByteString], paths: [ByteString])] = [:]
    /// Files that it has begun to write.
    private var begun: Set<ByteString> = []

    /// Paths for one call of a program, and calls of programs.
    private static let mostGathered = 4000
    private static let mostCalls = 400
    private var calls = 0

    init(_ expression: FindExpression, _ parser: FindParser, follows: Bool) {
        self.expression = expression
        (leastDepth, mostDepth) = (parser.leastDepth, parser.mostDepth)
        (isDepthFirst, staysOnFileSystem) = (parser.isDepthFirst, parser.staysOnFileSystem)
        self.follows = follows
    }

    private struct File {
        var path: ByteString
        var id: Int
        var node: FileNode
        var depth: Int
    }

    /// One file and all below it; false: the walk is over. `known` is what the directory above has under its name.
    mutating func visit(_ path: ByteString, _ depth: Int, known: Int? = nil, in shell: inout Shell) -> Bool {
        if depth == 0 { start = path }
        guard shell.charge(16), depth <= FileSystem.deepestPath else { return false }
        let id: Int
        do {
            // What was run meanwhile may have taken it away.
            if let known, !follows, calls == 0 {
                id = known
            } else if follows, let found = try? shell.files.find(path, from: shell.scope.directory) {
                id = found
            } else {
                id = try shell.files.find(path, from: shell.scope.directory, follow: false)
            }
        } catch {
            complain("\(path.quotedForFind): \(error.message)", &shell)
            return true
        }
        let file = File(path: path, id: id, node: shell.files[id], depth: depth)
        prunes = false
        if !isDepthFirst, depth >= leastDepth { _ = evaluate(expression, file, &shell) }
        let isPruned = prunes
        if isOver { return false }
        if case .directory(let entries) = file.node.kind, depth < mostDepth, !isPruned {
            if !shell.files.may(.read, id) || !shell.files.may(.execute, id) {
                complain("\(path.quotedForFind): Permission denied", &shell)
            } else if !staysOnFileSystem || depth == 0 || !shell.files.mounts.contains(where: { $0.path == path }) {
                for (name, id) in entries.sorted(by: { $0.key < $1.key }) {
                    guard visit(path.appending(name), depth + 1, known: id, in: &shell) else { return false }
                }
            }
        }
        if isDepthFirst, depth >= leastDepth { _ = evaluate(expression, file, &shell) }
        return !isOver && !shell.budget.isSpent && !shell.isPipeBroken
    }

    private mutating func complain(_ message: ByteString, _ shell: inout Shell) {
        shell.print("find: \(message)\n", to: 2)
        status = 1
    }

    private mutating func evaluate(_ expression: FindExpression, _ file: File, _ shell: inout Shell) -> Bool {
        guard !isOver else { return false }
        switch expression {
        case .test(let test): return holds(test, file, &shell)
        case .action(let action): return act(action, file, &shell)
        case .not(let inner): return !evaluate(inner, file, &shell)
        case .and(let a, let b): return evaluate(a, file, &shell) && evaluate(b, file, &shell)
        case .or(let a, let b): return evaluate(a, file, &shell) || evaluate(b, file, &shell)
        case .list(let a, let b):
            _ = evaluate(a, file, &shell)
            return evaluate(b, file, &shell)
        }
    }

    // MARK: Tests

    private func holds(_ test: FindExpression.Test, _ file: File, _ shell: inout Shell) -> Bool {
        let node = file.node
        let age = Int(shell.files.now &- node.modified)
        switch test {
        case .constant(let value): return value
        case .name(let pattern, let ignoresCase):
            let name = file.path.lastPathComponent
            return pattern.matches(ignoresCase ? name.lowercased : name)
        case .path(let pattern, let ignoresCase):
            return pattern.matches(ignoresCase ? file.path.lowercased : file.path)
        case .link(let pattern):
            guard case .link(let target) = node.kind else { return false }
            return pattern.matches(target)
        case .expression(let expression):
            guard shell.charge(file.path.count * expression.size / 8) else { return false }
            return expression.firstMatch(in: file.path.bytes, from: 0) != nil
        case .type(let letters): return letters.contains(node.typeLetter)
        case .permission(let bits, let all, let any):
            return all
                ? node.mode & bits == bits : any ? bits == 0 || node.mode & bits != 0 : node.mode & 0o7777 == bits
        case .size(let amount, let unit): return amount.holds((node.size + unit - 1) / unit)
        case .age(let amount, let unit): return amount.holds(unit == 60 ? (age &+ 59) / 60 : age / unit)
        case .newer(let time): return node.modified > time
        case .empty:
            if case .directory(let entries) = node.kind { return entries.isEmpty }
            return node.isFile && node.size == 0
        case .owner(let id): return node.owner == id
        case .group(let id): return node.group == id
        case .nobody: return shell.account(node.owner) == nil
        case .may(let access):
            return shell.files.user.map { $0.may(access, node) } ?? (access != .execute || node.isExecutable)
        case .number(let amount): return amount.holds(file.id + FileNode.firstNumber)
        case .links(let amount): return amount.holds(node.isDirectory ? 2 : 1)
        case .same(let id): return file.id == id
        }
    }

    // MARK: Actions

    private mutating func act(_ action: FindExpression.Action, _ file: File, _ shell: inout Shell) -> Bool {
        switch action {
        case .print(let end, let target): return put(file.path + end, target, &shell)
        case .format(let format, let target): return put(formatted(format, file, shell), target, &shell)
        case .list: return put(listed(file, shell), nil, &shell)
        case .prune:
            prunes = true
            return true
        case .quit:
            isOver = true
            return true
        case .delete:
            guard file.path != "." else { return true }
            do throws(FileError) {
                let place = try shell.place(file.path, follow: false)
                if !file.node.isDirectory { shell.recordFiles(under: place.path, file.id) }
                try shell.files.remove(place)
                return true
            } catch {
                complain("cannot delete \(file.path.quotedForFind): \(error.message)", &shell)
                return false
            }
        case .run(let program, let inFolder, let asks):
            let name = file.path.lastPathComponent
            let shown: ByteString = inFolder ? "./" + (name.isEmpty ? file.path : name) : file.path
            if asks {
                shell.print("< \(program[0]) ... \(file.path) > ? ", to: 2)
                guard let answer = shell.readInputLine(), answer.first.map({ $0 | 0x20 }) == UInt8(ascii: "y") else {
                    return false
                }
            }
            return start(program.map { $0.replacing("{}", with: shown) }, &shell) == 0
        case .runTogether(let program, let number):
            var all = gathered[number] ?? (program, [])
            all.paths.append(file.path)
            gathered[number] = all
            if all.paths.count >= Self.mostGathered { runTogether(in: &shell) }
            return true
        }
    }

    /// Runs what stands before `+` with everything that was found for it.
    mutating func runTogether(in shell: inout Shell) {
        for (_, group) in gathered.sorted(by: { $0.key < $1.key }) where !group.paths.isEmpty {
            if start(group.program + group.paths, &shell) != 0 { status = 1 }
        }
        gathered = [:]
    }

    private mutating func start(_ words: [ByteString], _ shell: inout Shell) -> UInt8 {
        calls += 1
        guard calls < Self.mostCalls || shell.charge(20_000), let name = words.first else {
            isOver = true
            return 1
        }
        guard case .found = shell.findProgram(name) else {
            shell.print("find: \(name.quotedForFind): No such file or directory\n", to: 2)
            return 1
        }
        return shell.runWords(words)
    }

    private mutating func put(_ text: ByteString, _ target: ByteString?, _ shell: inout Shell) -> Bool {
        if let target, target != "/dev/stdout" {
            try? shell.store(text.bytes, at: target, appends: !begun.insert(target).inserted)
            return true
        }
        if !shell.print(text) { isOver = !text.isEmpty }
        return true
    }

    private func listed(_ file: File, _ shell: Shell) -> ByteString {
        let node = file.node
        let number = ByteString("\(file.id + FileNode.firstNumber)").indented(to: 9)
        let blocks = ByteString("\((node.size + 4095) / 4096 * 4)").indented(to: 6)
        let links = ByteString(node.isDirectory ? "2" : "1").indented(to: 3)
        let owner = shell.userName(node.owner).padded(to: 8)
        let group = (shell.groupName(node.group) ?? "\(node.group)").padded(to: 8)
        let size = ByteString("\(node.size)").indented(to: 8)
        let recent = (shell.files.now &- node.modified).magnitude < 15_778_476
        let time = TimeFormat.text(of: node.modified, recent ? "%b %e %H:%M" : "%b %e  %Y")
        var line: ByteString =
            "\(number) \(blocks) \(ByteString([node.typeLetter]))\(node.permissions) \(links) \(owner) \(group) \(size) \(time) \(file.path)"
        if case .link(let target) = node.kind { line += " -> \(target)" }
        return line + "\n"
    }

    private func formatted(_ format: ByteString, _ file: File, _ shell: Shell) -> ByteString {
        let node = file.node
        var text = ByteString()
        var rest = EchoEscapes.expand(format, style: .gnuFormat).bytes[...]
        while let byte = rest.popFirst(), text.count < 8192 {
            guard byte == UInt8(ascii: "%"), !rest.isEmpty else {
                text.append(byte)
                continue
            }
            var width = rest.prefix { $0.isDigit || $0 == UInt8(ascii: "-") }
            rest = rest.dropFirst(width.count)
            let isLeft = width.first == UInt8(ascii: "-")
            if isLeft { width = width.dropFirst() }
            guard let kind = rest.popFirst() else { break }
            var piece: ByteString
            switch Unicode.Scalar(kind) {
            case "%": piece = "%"
            case "p": piece = file.path
            case "f": piece = file.path == "/" ? "/" : file.path.lastPathComponent
            case "h":
                piece =
                    file.path.contains(UInt8(ascii: "/"))
                    ? ByteString(file.path.prefix(file.path.lastIndex(of: UInt8(ascii: "/")) ?? 0)) : "."
            case "P":
                piece =
                    file.path.hasPrefix(start) ? ByteString(file.path.dropFirst(start.count).drop { $0 == 0x2f }) : ""
            case "H": piece = start
            case "s": piece = "\(node.size)"
            case "b": piece = "\((node.size + 4095) / 4096 * 8)"
            case "k": piece = "\((node.size + 4095) / 4096 * 4)"
            case "m": piece = ByteString(String(node.mode & 0o7777, radix: 8))
            case "M": piece = ByteString([node.typeLetter]) + node.permissions
            case "y", "Y": piece = node.isFile ? "f" : ByteString([node.typeLetter])
            case "d": piece = "\(file.depth)"
            case "u": piece = shell.userName(node.owner)
            case "g": piece = shell.groupName(node.group) ?? "\(node.group)"
            case "U": piece = "\(node.owner)"
            case "G": piece = "\(node.group)"
            case "i": piece = "\(file.id + FileNode.firstNumber)"
            case "n": piece = node.isDirectory ? "2" : "1"
            case "l": if case .link(let target) = node.kind { piece = target } else { piece = "" }
            case "t", "a", "c": piece = TimeFormat.text(of: node.modified, "%a %b %e %H:%M:%S.0000000000 %Y")
            case "T", "A", "C":
                let form = rest.popFirst() ?? UInt8(ascii: "c")
                switch Unicode.Scalar(form) {
                case "@": piece = "\(node.modified).0000000000"
                case "+": piece = TimeFormat.text(of: node.modified, "%Y-%m-%d+%H:%M:%S.0000000000")
                case "S", "T": piece = TimeFormat.text(of: node.modified, "%" + ByteString([form])) + ".0000000000"
                default: piece = TimeFormat.text(of: node.modified, "%" + ByteString([form]))
                }
            default: piece = "%" + ByteString([kind])
            }
            let count = min(width.decimal ?? 0, 200)
            piece = isLeft ? piece.padded(to: count) : piece.indented(to: count)
            text += piece
        }
        return text
    }
}

extension FileNode {
    /// The number of the first file, which the others are counted from.
    static let firstNumber = 131_073
}

extension Shell {
    /// Runs one program at once, in the middle of another; its status.
    mutating func runWords(_ words: [ByteString], input: [UInt8]? = nil) -> UInt8 {
        let line = words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(by: " ")
        let (output, status) = runCommand(line, input: input)
        print(output)
        return status
    }
}
