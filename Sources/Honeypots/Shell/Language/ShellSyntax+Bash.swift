extension ShellSyntax {
    /// The same command with its errors led where its output goes: what `|&` makes of the one before it.
    var withErrorsOnOutput: Self {
        let errors = ShellRedirection(descriptor: 2, target: .duplicate(ShellWord(quoted: "1")))
        switch self {
        case .simple(var simple):
            simple.redirections.append(errors)
            return .simple(simple)
        case .compound(let compound, let redirections): return .compound(compound, redirections + [errors])
        case .function: return self
        }
    }
}

extension ShellParser {
    /// `name+=value` and `name[index]=value`.
    static func bashAssignment(in word: ShellWord) -> ShellSyntax.Simple.Assignment? {
        guard case .plain(let head) = word.parts.first, head.first?.isNameStart == true else { return nil }
        let name = ByteString(head.prefix { $0.isName })
        var rest = word
        var index: ShellWord?
        if head.count > name.count, head[name.count] == UInt8(ascii: "[") {
            guard let (inside, behind) = split(word, from: name.count + 1) else { return nil }
            index = inside
            rest = behind
        } else {
            rest.parts[0] = .plain(ByteString(head.dropFirst(name.count)))
        }
        guard case .plain(var text) = rest.parts.first else { return nil }
        let appends = text.first == UInt8(ascii: "+")
        if appends { text.removeFirst() }
        guard text.first == UInt8(ascii: "="), appends || index != nil || word.hasArray else { return nil }
        text.removeFirst()
        if text.isEmpty { rest.parts.removeFirst() } else { rest.parts[0] = .plain(text) }
        return ShellSyntax.Simple.Assignment(name: name, value: rest, index: index, appends: appends)
    }

    /// What stands up to the closing bracket, and what stands behind it.
    private static func split(_ word: ShellWord, from start: Int) -> (inside: ShellWord, behind: ShellWord)? {
        var inside = ShellWord()
        for (number, part) in word.parts.enumerated() {
            guard case .plain(let whole) = part else {
                inside.parts.append(part)
                continue
            }
            let text = number == 0 ? whole.dropFirst(start) : whole[...]
            guard let close = text.firstIndex(of: UInt8(ascii: "]")) else {
                if !text.isEmpty { inside.parts.append(.plain(ByteString(text))) }
                continue
            }
            if close > text.startIndex { inside.parts.append(.plain(ByteString(text[..<close]))) }
            var behind = ShellWord()
            behind.parts = [.plain(ByteString(text[(close + 1)...]))] + word.parts[(number + 1)...]
            return (inside, behind)
        }
        return nil
    }
}

extension ShellWord {
    var hasArray: Bool {
        parts.contains { part in
            if case .array = part { true } else { false }
        }
    }
}
