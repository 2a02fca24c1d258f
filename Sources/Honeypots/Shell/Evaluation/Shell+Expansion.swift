extension Shell {
    /// Words one command can have, and their bytes: ARG_MAX of small devices.
    static let mostWords = 4096
    static let mostWordBytes = 128 * 1024

    /// Expands words into the fields of a command (POSIX.1-2017, XCU 2.6): parameters, commands and arithmetic, then
    /// splitting, then file names.
    mutating func expand(_ written: [ShellWord]) throws(ExpansionError) -> [ByteString] {
        var words = written
        if scope.dialect == .bash {
            words = []
            for word in written { words += try expandBraces(word) }
        }
        var fields: [ByteString] = []
        var bytes = 0
        for word in words {
            if let text = word.plainText,
                !text.contains(where: { $0 == 0x2a || $0 == 0x3f || $0 == 0x5b || $0 == 0x28 && hasChoices })
            {
                fields.append(text)
                bytes += text.count
            } else {
                var builder = FieldBuilder(separators: fieldSeparators, hasChoices: hasChoices)
                try expand(word, into: &builder, splits: true)
                for field in builder.finish() {
                    let names = scope.options.contains(UInt8(ascii: "f")) ? [] : try matches(of: field)
                    if names.isEmpty, field.mayBePattern, scope.bash.has("nullglob") { continue }
                    if names.isEmpty { fields.append(field.text) } else { fields += names }
                    bytes += names.isEmpty ? field.text.count : names.reduce(0) { $0 + $1.count }
                    guard fields.count <= Self.mostWords, bytes <= Self.mostWordBytes else {
                        throw .message("Argument list too long")
                    }
                }
            }
            guard charge(16) else { throw .spent }
        }
        guard charge(bytes) else { throw .spent }
        return fields
    }

    /// Expands a word without splitting it and without file names: the value of an assignment, a redirection's target.
    mutating func expandText(_ word: ShellWord) throws(ExpansionError) -> ByteString {
        if let text = word.plainText { return text }
        var builder = FieldBuilder(separators: fieldSeparators)
        try expand(word, into: &builder, splits: false)
        let text = builder.joined
        guard text.count <= Self.mostWordBytes else { throw .message("out of memory") }
        guard charge(text.count) else { throw .spent }
        return text
    }

    /// Expands a word as a pattern: what was quoted in it is literal. It may hold choices where it stands in a condition,
    /// whatever else may.
    mutating func expandPattern(_ word: ShellWord, isCondition: Bool = false) throws(ExpansionError) -> GlobPattern {
        var builder = FieldBuilder(separators: fieldSeparators, hasChoices: hasChoices || isCondition)
        try expand(word, into: &builder, splits: false)
        guard charge(builder.count) else { throw .spent }
        let pattern = builder.pattern
        return pattern
    }

    private var fieldSeparators: ByteString { scope["IFS"] ?? " \t\n" }

    /// `isFallback`: the word stands behind an operator of a parameter, where unquoted text is split as well.
    private mutating func expand(
        _ word: ShellWord, into builder: inout FieldBuilder, splits: Bool, isFallback: Bool = false
    ) throws(ExpansionError) {
        for part in word.parts {
            guard builder.count <= Self.mostWordBytes else { throw .message("out of memory") }
            switch part {
            case .plain(let text): append(text, to: &builder, isQuoted: false, splits: splits && isFallback)
            case .quoted(let text): builder.append(text, isQuoted: true)
            case .tilde(let name): builder.append(home(of: name), isQuoted: true)
            case .parameter(let parameter, let isQuoted):
                try expand(parameter, isQuoted: isQuoted, into: &builder, splits: splits)
            case .command(let list, let isQuoted):
                let output = try capture(list)
                append(ByteString(output), to: &builder, isQuoted: isQuoted, splits: splits)
            case .arithmetic(let expression, let isQuoted):
                let value = try evaluate(expression)
                append("\(value)", to: &builder, isQuoted: isQuoted, splits: splits)
            case .array: break
            case .process(let list, let isInput):
                builder.append(try openProcess(list, isInput: isInput), isQuoted: true)
            }
        }
    }

    func append(_ text: ByteString, to builder: inout FieldBuilder, isQuoted: Bool, splits: Bool) {
        if isQuoted || !splits { builder.append(text, isQuoted: isQuoted) } else { builder.appendSplitting(text) }
    }

    private func home(of name: ByteString) -> ByteString {
        if name.isEmpty { return scope["HOME"] ?? "~" }
        if scope.dialect.isDebian { return homeDirectory(of: name) ?? "~" + name }
        return name == "root" ? "/root" : "~" + name
    }

    mutating func evaluate(_ expression: ShellWord) throws(ExpansionError) -> Int {
        let text = try expandText(expression)
        return try evaluate(text)
    }

    mutating func evaluate(_ text: ByteString) throws(ExpansionError) -> Int {
        guard charge(text.count * 2) else { throw .spent }
        var arithmetic = Arithmetic(scope.dialect == .bash ? expandIndices(in: text) : text)
        arithmetic.isLazy = scope.dialect == .bash
        do {
            return try arithmetic.evaluate(in: &scope)
        } catch {
            switch scope.dialect {
            case .ash: throw .message(error.message)
            case .bash: throw .message("\(ByteString(text.drop { $0.isBlank })): \(arithmetic.bashMessage(error))")
            case .dash:
                throw .fatal(
                    error == .divisionByZero
                        ? "arithmetic expression: division by zero: \"\(text)\""
                        : "arithmetic expression: expecting primary: \"\(text)\"")
            }
        }
    }

    // MARK: Parameters

    /// The value of a variable or of a special parameter; nil when it is not set.
    func value(of name: ByteString) -> ByteString? {
        guard let first = name.first else { return nil }
        if first.isNameStart { return liveVariable(name) ?? scope[name] }
        if first.isDigit {
            guard let index = name.decimal else { return nil }
            if index == 0 { return scope.name }
            return scope.parameters.indices.contains(index - 1) ? scope.parameters[index - 1] : nil
        }
        switch first {
        case UInt8(ascii: "?"): return "\(status)"
        case UInt8(ascii: "$"): return "\(scope.processID)"
        case UInt8(ascii: "#"): return "\(scope.parameters.count)"
        case UInt8(ascii: "!"): return scope.lastBackground.map { "\($0)" } ?? ""
        case UInt8(ascii: "-") where scope.dialect == .bash:
            let set = scope.options.filter { $0 != UInt8(ascii: "h") && $0 != UInt8(ascii: "B") }.sorted()
            let source: [UInt8] =
                scope.source == .string
                ? [UInt8(ascii: "c")] : scope.isInteractive ? [] : scope.source == .input ? [UInt8(ascii: "s")] : []
            let head = Array((scope.isInteractive ? "himB" : "hB").utf8)
            return ByteString(set + head + (scope.isInteractive ? Array("H".utf8) + [UInt8(ascii: "s")] : source))
        case UInt8(ascii: "-"):
            return ByteString(
                (scope.options + (scope.isInteractive ? [UInt8(ascii: "i"), UInt8(ascii: "m")] : [])).sorted())
        case UInt8(ascii: "@"), UInt8(ascii: "*"):
            return scope.parameters.isEmpty ? nil : ByteString(scope.parameters.joined(separator: [0x20]))
        default: return nil
        }
    }

    /// Variables that are computed when they are looked at.
    private func liveVariable(_ name: ByteString) -> ByteString? {
        if scope.variables[name] == nil, scope.dialect == .bash, let value = bashVariable(name) { return value }
        guard name == "RANDOM", scope[name] == nil, scope.dialect != .dash else { return nil }
        var generator = SeededGenerator(seed: chance)
        return "\(generator.below(32_768))"
    }

    private mutating func expand(
        _ parameter: ShellWord.Parameter, isQuoted: Bool, into builder: inout FieldBuilder, splits: Bool
    ) throws(ExpansionError) {
        let name = parameter.name
        // Each look at it gives another number.
        if name == "RANDOM" { _ = charge(1) }
        if scope.dialect == .bash,
            try expandBash(parameter, isQuoted: isQuoted, into: &builder, splits: splits)
        {
            return
        }
        if case .value = parameter.operation, name == "@" || name == "*" {
            return expandAll(separately: name == "@", isQuoted: isQuoted, into: &builder, splits: splits)
        }
        let value = value(of: name)
        switch parameter.operation {
        case .value:
            if value == nil, scope.options.contains(UInt8(ascii: "u")), name.first?.isNameStart == true {
                throw scope.dialect == .bash
                    ? .fatal(name + ": unbound variable") : .message(name + ": parameter not set")
            }
            append(value ?? "", to: &builder, isQuoted: isQuoted, splits: splits)
        case .length: builder.append("\((value ?? "").count)", isQuoted: isQuoted)
        case .fallback(let kind, let word, let emptyCounts):
            let isSet = value.map { !emptyCounts || !$0.isEmpty } ?? false
            switch kind {
            case .alternative where !isSet: builder.append("", isQuoted: isQuoted)
            case .use where !isSet, .alternative:
                try expand(word, into: &builder, splits: splits && !isQuoted, isFallback: true)
            case .assign where !isSet:
                let text = try expandText(word)
                guard name.first?.isNameStart == true, scope.set(name, text) else { throw .message("bad substitution") }
                append(text, to: &builder, isQuoted: isQuoted, splits: splits)
            case .complain where !isSet:
                let text = try expandText(word)
                if scope.dialect.isDebian {
                    let isNull: ByteString =
                        scope.dialect == .bash ? "parameter null or not set" : "parameter not set or null"
                    let usual: ByteString = emptyCounts ? isNull : "parameter not set"
                    throw .fatal("\(name): \(text.isEmpty ? usual : text)")
                }
                let standard: ByteString = emptyCounts ? "parameter not set or null" : "parameter not set"
                throw .message("\(name): \(text.isEmpty ? standard : text)")
            case .use, .assign, .complain: append(value ?? "", to: &builder, isQuoted: isQuoted, splits: splits)
            }
        case .trim(let word, let fromEnd, let longest):
            let pattern = try expandPattern(word)
            let trimmed = try trim(value ?? "", pattern, fromEnd: fromEnd, longest: longest)
            append(trimmed, to: &builder, isQuoted: isQuoted, splits: splits)
        case .slice(let offset, let length):
            let start = try evaluate(offset)
            let count = try length.map { (word) throws(ExpansionError) in try evaluate(word) }
            append((value ?? "").slice(from: start, count: count), to: &builder, isQuoted: isQuoted, splits: splits)
        case .replace(let word, let replacement, let all):
            let pattern = try expandPattern(word)
            let text = try expandText(replacement)
            let replaced = try replace(pattern, in: value ?? "", with: text, all: all)
            append(replaced, to: &builder, isQuoted: isQuoted, splits: splits)
        case .changeCase, .indirect, .names, .subscripts, .transform, .replaceAnchored: break
        }
    }

    /// `$@` and `$*`.
    private func expandAll(separately: Bool, isQuoted: Bool, into builder: inout FieldBuilder, splits: Bool) {
        if isQuoted, !separately || !splits {
            let joint = fieldSeparators.first.map { [$0] } ?? []
            builder.append(ByteString(scope.parameters.joined(separator: separately ? [0x20] : joint)), isQuoted: true)
            return
        }
        for (index, text) in scope.parameters.enumerated() {
            if index > 0 { builder.endField() }
            if isQuoted {
                builder.append(text, isQuoted: true)
            } else if splits {
                builder.appendSplitting(text)
            } else {
                builder.append((index > 0 ? " " : "") + text, isQuoted: false)
            }
        }
    }

    mutating func trim(
        _ text: ByteString, _ pattern: GlobPattern, fromEnd: Bool, longest: Bool
    ) throws(ExpansionError) -> ByteString {
        if pattern.isLiteral {
            let literal = pattern.literalBytes
            if fromEnd { return text.hasSuffix(literal) ? ByteString(text.dropLast(literal.count)) : text }
            return text.hasPrefix(literal) ? ByteString(text.dropFirst(literal.count)) : text
        }
        guard let count = try extent(of: pattern, in: text, fromEnd: fromEnd, longest: longest) else { return text }
        return ByteString(fromEnd ? text.dropLast(count) : text.dropFirst(count))
    }

    mutating func replace(
        _ pattern: GlobPattern, in text: ByteString, with replacement: ByteString, all: Bool
    ) throws(ExpansionError) -> ByteString {
        guard !pattern.elements.isEmpty else { return text }
        var result = ByteString()
        var rest = text[...]
        while !rest.isEmpty {
            let matched = try longestMatch(of: pattern, at: rest)
            guard result.count <= Self.mostWordBytes else { throw .message("out of memory") }
            if let matched {
                result += replacement
                rest = rest.dropFirst(matched)
                if !all { break }
            } else if let byte = rest.popFirst() {
                result.append(byte)
            }
        }
        return result + ByteString(rest)
    }
}

extension ByteString {
    /// `${name:offset:length}`: a negative offset counts from the end, a negative length ends that far from it.
    func slice(from offset: Int, count length: Int?) -> ByteString {
        let start = offset < 0 ? Swift.max(0, count &+ offset) : Swift.min(offset, count)
        guard let length else { return ByteString(dropFirst(start)) }
        if length < 0 { return ByteString(dropFirst(start).dropLast(-Swift.max(length, -count))) }
        return ByteString(dropFirst(start).prefix(length))
    }
}
