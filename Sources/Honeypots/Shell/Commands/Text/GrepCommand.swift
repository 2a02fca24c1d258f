struct GrepCommand: ShellCommand {
    static let names: [ByteString] = ["grep", "egrep", "fgrep"]
    static let usage: ByteString = "grep [-HhnlLoqvsriwFE] [-m N] [-A/B/C N] PATTERN/-e PATTERN.../-f FILE [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var words = words
        var included: [GlobPattern] = []
        if shell.scope.dialect.isDebian {
            do throws(GNUGrepOptions.Fault) {
                let read = try GNUGrepOptions(words)
                (words, included) = (read.words, read.included)
            } catch {
                let lead: ByteString = error.message.isEmpty ? "" : "\(words[0]): \(error.message)\n"
                shell.print(
                    lead + "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n",
                    to: 2)
                return .exit(2)
            }
        }
        guard var options = options(words, "HhnlLoqvsrRiwxFEace:f:m:A:B:C:", in: &shell) else { return .exit(2) }
        var patterns = options.all("e")
        if patterns.isEmpty, options.argument("f") == nil {
            guard !options.operands.isEmpty else { return showUsage(in: &shell) }
            patterns = [options.operands.removeFirst()]
        }
        if let file = options.argument("f"), case .bytes(let bytes)? = try? shell.read(path: file) {
            patterns += bytes.lines.map { ByteString($0) }
        }
        patterns = patterns.flatMap {
            $0.split(separator: 0x0a, omittingEmptySubsequences: false).map { ByteString($0) }
        }
        let syntax: RegularExpression.Syntax =
            words[0] == "fgrep" || options.has("F")
            ? .fixed : words[0] == "egrep" || options.has("E") ? .extended : .basic
        var expressions: [RegularExpression] = []
        for pattern in patterns.prefix(mostPatterns) {
            do {
                expressions.append(try RegularExpression(pattern, syntax: syntax, ignoresCase: options.has("i")))
            } catch {
                if shell.scope.dialect.isDebian {
                    return shell.fail(
                        words[0], error.message.hasPrefix("Unmatched [") ? "Invalid regular expression" : error.message,
                        status: 2)
                }
                return shell.fail(words[0], "bad regex '\(pattern)': \(error.message)", status: 2)
            }
        }
        var operands = options.operands
        let isRecursive = options.has("r") || options.has("R")
        if isRecursive {
            let isBare = operands.isEmpty && shell.scope.dialect.isDebian
            operands = shell.filesUnder(operands.isEmpty ? ["."] : operands)
            if isBare { operands = operands.map { $0.hasPrefix("./") ? ByteString($0.dropFirst(2)) : $0 } }
            if !included.isEmpty {
                operands = operands.filter { path in included.contains { $0.matches(path.lastPathComponent) } }
            }
        }
        let isSilent = options.has("s") && shell.scope.dialect.isDebian
        let errors = shell.descriptors
        if isSilent, shell.descriptors.count > 2 { shell.descriptors[2] = .closed }
        defer { shell.descriptors = errors }
        switch shell.inputs(operands, of: words[0], opening: false) {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            var search = Search(options: options, expressions: expressions)
            search.namesFiles = !options.has("h") && (options.has("H") || options.operands.count > 1 || isRecursive)
            for file in files {
                guard search.run(file.name == "-" ? "(standard input)" : file.name, file.bytes, &shell) else {
                    return .exit(2)
                }
            }
            return .exit(search.hasFound ? 0 : status == 0 ? 1 : 2)
        }
    }

    private static let mostPatterns = 64

    private struct Search {
        var options: CommandOptions
        var expressions: [RegularExpression]
        var namesFiles = false
        var hasFound = false

        /// False: a budget ran out, or nobody reads any more.
        mutating func run(_ name: ByteString, _ bytes: [UInt8], _ shell: inout Shell) -> Bool {
            let cost = expressions.reduce(0) { $0 + 1 + $1.size / 8 }
            let most = options.argument("m")?.decimal ?? Int.max
            let after = (options.argument("A") ?? options.argument("C"))?.decimal ?? 0
            let before = (options.argument("B") ?? options.argument("C"))?.decimal ?? 0
            let lines = bytes.lines
            let isBinary = bytes.prefix(1024).contains(0) && !options.has("a")
            var count = 0
            var showUntil = -1
            var shown = -1
            for (index, line) in lines.enumerated() where count < most {
                guard shell.charge(8 + line.count * cost) else { return false }
                guard matches(Array(line)) else {
                    if index <= showUntil, !options.has("c"), !emit(name, index, line, "-", &shell) { return false }
                    continue
                }
                count += 1
                hasFound = true
                if options.has("q") { return true }
                if options.has("l") || options.has("L") { break }
                if options.has("c") { continue }
                if isBinary, !options.has("o") {
                    return shell.print(
                        shell.scope.dialect.isDebian
                            ? "grep: \(name): binary file matches\n" : "Binary file \(name) matches\n",
                        to: shell.scope.dialect.isDebian ? 2 : 1)
                }
                for earlier in max(shown + 1, index - min(before, index))..<max(index, shown + 1) where before > 0 {
                    guard emit(name, earlier, lines[earlier], "-", &shell) else { return false }
                }
                guard options.has("o") ? emitMatches(name, line, &shell) : emit(name, index, line, ":", &shell) else {
                    return false
                }
                shown = index
                showUntil = index + min(after, lines.count)
            }
            if options.has("c") { return shell.print("\(namesFiles ? name + ":" : "")\(count)\n") }
            if options.has("l"), count > 0 { return shell.print(name + "\n") }
            if options.has("L"), count == 0 { return shell.print(name + "\n") }
            return true
        }

        private func matches(_ line: [UInt8]) -> Bool {
            expressions.contains { firstMatch($0, in: line, from: 0) != nil } != options.has("v")
        }

        /// The next match, a whole line or word where that is asked for.
        private func firstMatch(_ expression: RegularExpression, in line: [UInt8], from start: Int) -> Range<Int>? {
            var start = start
            while start <= line.count, let match = expression.firstMatch(in: line, from: start) {
                let range = match.range
                if options.has("x") { return range == 0..<line.count ? range : nil }
                guard options.has("w") else { return range }
                let isWord =
                    !(range.lowerBound > 0 && line[range.lowerBound - 1].isName)
                    && !(range.upperBound < line.count && line[range.upperBound].isName)
                if isWord { return range }
                start = range.lowerBound + 1
            }
            return nil
        }

        private func emit(
            _ name: ByteString, _ index: Int, _ line: ArraySlice<UInt8>, _ sign: ByteString, _ shell: inout Shell
        ) -> Bool {
            let head = (namesFiles ? name + sign : "") + (options.has("n") ? "\(index + 1)\(sign)" : "")
            return shell.print(head + ByteString(line) + "\n")
        }

        private func emitMatches(_ name: ByteString, _ line: ArraySlice<UInt8>, _ shell: inout Shell) -> Bool {
            let line = Array(line)
            for expression in expressions {
                var start = 0
                while start <= line.count, let range = firstMatch(expression, in: line, from: start) {
                    guard shell.charge(line.count + 8) else { return false }
                    if !range.isEmpty {
                        guard shell.print((namesFiles ? name + ":" : "") + ByteString(line[range]) + "\n") else {
                            return false
                        }
                    }
                    start = max(range.upperBound, range.lowerBound + 1)
                }
            }
            return true
        }
    }
}

extension Shell {
    /// Regular files at and under these paths, as far as the budget goes.
    mutating func filesUnder(_ paths: [ByteString]) -> [ByteString] {
        var found: [ByteString] = []
        var pending = Array(paths.reversed())
        while let path = pending.popLast(), charge(16), found.count < Self.mostWords {
            guard let id = try? files.find(path, from: scope.directory, follow: false) else {
                found.append(path)
                continue
            }
            switch files[id].kind {
            case .directory(let entries):
                guard charge(entries.count * 8) else { return found }
                pending += entries.keys.sorted(by: >).map {
                    path.last == UInt8(ascii: "/") ? path + $0 : path + "/" + $0
                }
            case .file: found.append(path)
            case .link, .device, .pipe, .socket: continue
            }
        }
        return found
    }
}
