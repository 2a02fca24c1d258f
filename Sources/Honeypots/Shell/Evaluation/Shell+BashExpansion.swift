/// Expansions only bash has.
extension Shell {
    /// Words one brace expression may become.
    private static let mostBraceWords = 4096

    /// `{a,b}` and `{1..9}` written out, before anything else is expanded.
    mutating func expandBraces(_ word: ShellWord) throws(ExpansionError) -> [ShellWord] {
        guard
            word.parts.contains(where: { part in
                if case .plain(let text) = part { text.contains(UInt8(ascii: "{")) } else { false }
            })
        else { return [word] }
        var symbols: [BraceExpansion.Symbol] = []
        for part in word.parts {
            if case .plain(let text) = part {
                symbols += text.map { .byte($0) }
            } else {
                symbols.append(.part(part))
            }
        }
        guard charge(symbols.count * 4) else { throw .spent }
        var expansion = BraceExpansion(mostWords: Self.mostBraceWords)
        guard let words = expansion.expand(symbols[...]) else {
            budget.exhaust()
            throw .spent
        }
        guard charge(words.reduce(0) { $0 + $1.count }) else { throw .spent }
        return words.map { BraceExpansion.word($0) }
    }

    /// The elements behind `name=`, with the subscripts they name themselves.
    mutating func expandArray(
        _ words: [ShellWord], isAssociative: Bool
    ) throws(ExpansionError) -> [(index: ShellArrayIndex?, value: ByteString)] {
        var elements: [(index: ShellArrayIndex?, value: ByteString)] = []
        for word in words {
            if case .plain(let text) = word.parts.first, text.first == UInt8(ascii: "["),
                let assignment = ShellParser.bashAssignment(in: word.named("x")), let index = assignment.index
            {
                let index = try evaluateIndex(index, isAssociative: isAssociative)
                elements.append((index, try expandText(assignment.value)))
            } else {
                elements += try expand([word]).map { (nil, $0) }
            }
            guard elements.count <= ShellArray.mostElements else { throw .message("out of memory") }
        }
        guard isAssociative, elements.contains(where: { $0.index == nil }) else { return elements }
        // Names and values in turn, as bash 5.1 has it.
        var pairs: [(index: ShellArrayIndex?, value: ByteString)] = []
        for start in stride(from: 0, to: elements.count, by: 2) {
            let value = start + 1 < elements.count ? elements[start + 1].value : ""
            pairs.append((.name(elements[start].value), value))
        }
        return pairs
    }

    mutating func evaluateIndex(
        _ word: ShellWord, isAssociative: Bool
    ) throws(ExpansionError) -> ShellArrayIndex {
        if isAssociative { return .name(try expandText(word)) }
        return .number(try evaluate(word))
    }

    /// Sets all or more elements of an array.
    mutating func assignArray(
        _ name: ByteString, _ words: [ShellWord], appends: Bool
    ) throws(ExpansionError) {
        let isAssociative = scope.variables[name]?.array?.isAssociative ?? false
        let elements = try expandArray(words, isAssociative: isAssociative)
        if scope.variables[name]?.isReadOnly == true { throw .message(name + ": readonly variable") }
        var array = ShellArray(isAssociative: isAssociative)
        if appends {
            _ = scope.makeArray(name)
            array = scope.variables[name]?.array ?? array
        }
        // The whole array is looked at, however little is added.
        guard charge((array.count + elements.count) * 16) else { throw .spent }
        var next = array.next
        for (index, value) in elements {
            switch index {
            case .name(let key): array[key] = value
            case .number(let number):
                array[number] = value
                next = number &+ 1
            case nil:
                array[next] = value
                next = next &+ 1
            }
        }
        guard scope.setArray(name, array) else { throw .message("\(name): out of memory") }
    }

    /// All elements of a variable: a plain one is its own first.
    func elements(of name: ByteString) -> ShellArray? {
        switch name {
        case "PIPESTATUS": return ShellArray((pipeStatus ?? [status]).map { "\($0)" })
        case "BASH_VERSINFO": return ShellArray(["5", "1", "4", "1", "release", "x86_64-pc-linux-gnu"])
        case "GROUPS": return ShellArray(["0"])
        case "DIRSTACK": return ShellArray([scope.directory] + scope.bash.directories.reversed())
        case "FUNCNAME" where scope.callDepth > 0: return ShellArray(["main"])
        default: break
        }
        if let array = scope.variables[name]?.array { return array }
        return value(of: name).map { ShellArray([$0]) }
    }

    func element(_ name: ByteString, _ index: ShellArrayIndex) -> ByteString? {
        guard let array = elements(of: name) else { return nil }
        switch index {
        case .number(let number): return array[number]
        case .name(let key): return array[key]
        }
    }

    /// A word of a pattern language of its own, where what was quoted is literal.
    mutating func expandExpression(_ word: ShellWord) throws(ExpansionError) -> ByteString {
        var pattern = ByteString()
        for part in word.parts {
            switch part {
            case .plain(let text): pattern += text
            case .quoted(let text): pattern += text.escapedForExpression
            case .parameter(_, let isQuoted), .command(_, let isQuoted), .arithmetic(_, let isQuoted):
                var single = ShellWord()
                single.parts = [part]
                let text = try expandText(single)
                pattern += isQuoted ? text.escapedForExpression : text
            case .tilde, .array, .process:
                var single = ShellWord()
                single.parts = [part]
                pattern += try expandText(single)
            }
        }
        return pattern
    }

    /// Splits at the separators, as `read` and unquoted expansions do.
    func fields(of text: ByteString) -> [ByteString] {
        var builder = FieldBuilder(separators: scope["IFS"] ?? " \t\n")
        builder.appendSplitting(text)
        return builder.finish().map(\.text)
    }
}

extension ShellWord {
    /// The same word behind a name, so that it reads as an assignment.
    fileprivate func named(_ name: ByteString) -> ShellWord {
        var word = self
        if case .plain(let text) = parts.first { word.parts[0] = .plain(name + text) }
        return word
    }
}

extension ByteString {
    /// With a backslash before everything a regular expression would take for an operator.
    fileprivate var escapedForExpression: ByteString {
        var text = ByteString()
        for byte in self {
            if "\\^$.[]|()*+?{}".utf8.contains(byte) { text.append(UInt8(ascii: "\\")) }
            text.append(byte)
        }
        return text
    }
}
