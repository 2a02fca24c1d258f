/// One walk of `find` through the tree.
struct FindWalk {
    let expression: FindExpression
    private let leastDepth: Int
    private let mostDepth: Int
    private let isDepthFirst: Bool
    private let staysOnFileSystem: Bool
    let follows: Bool
    var status: UInt8 = 0
    var start: ByteString = ""
    var isOver = false
    var prunes = false
    var gathered: [Int: (program: [ByteString], paths: [ByteString])] = [:]
    /// Files that it has begun to write.
    var begun: Set<ByteString> = []

    /// Paths for one call of a program, and calls of programs.
    static let mostGathered = 4000
    static let mostCalls = 400
    var calls = 0

    init(_ expression: FindExpression, _ parser: FindParser, follows: Bool) {
        self.expression = expression
        (leastDepth, mostDepth) = (parser.leastDepth, parser.mostDepth)
        (isDepthFirst, staysOnFileSystem) = (parser.isDepthFirst, parser.staysOnFileSystem)
        self.follows = follows
    }

    struct File {
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

    mutating func complain(_ message: ByteString, _ shell: inout Shell) {
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

}
