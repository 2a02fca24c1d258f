import ThreatModel

/// `${…}` of bash: arrays, cases, names of names.
extension Shell {
    /// Expands what only bash knows; false: it is as in any shell.
    mutating func expandBash(
        _ parameter: ShellWord.Parameter, isQuoted: Bool, into builder: inout FieldBuilder, splits: Bool
    ) throws(ExpansionError) -> Bool {
        switch parameter.operation {
        case .names:
            let names = scope.variables.keys.filter { $0.hasPrefix(parameter.name) }.sorted()
            append(all: names, isQuoted: isQuoted, separately: true, into: &builder, splits: splits)
            return true
        case .subscripts:
            let subscripts = elements(of: parameter.name)?.subscripts ?? []
            append(
                all: subscripts, isQuoted: isQuoted, separately: parameter.index?.plainText != "*", into: &builder,
                splits: splits)
            return true
        case .indirect:
            let name = try plainValue(parameter) ?? ""
            guard name.first?.isName == true else {
                throw .message(
                    name.isEmpty ? "\(parameter.name): invalid indirect expansion" : "\(name): invalid variable name")
            }
            append(value(of: name) ?? "", to: &builder, isQuoted: isQuoted, splits: splits)
            return true
        default: break
        }
        let isAll = parameter.index?.plainText == "@" || parameter.index?.plainText == "*"
        let isParameters = parameter.name == "@" || parameter.name == "*"
        if isAll || isParameters && !parameter.operation.isForOneValue {
            return try expandAll(parameter, isQuoted: isQuoted, into: &builder, splits: splits)
        }
        switch parameter.operation {
        case .changeCase, .transform, .replaceAnchored:
            let value = try plainValue(parameter) ?? ""
            append(
                try changed(value, by: parameter.operation), to: &builder, isQuoted: isQuoted, splits: splits)
            return true
        default: break
        }
        guard parameter.index != nil else { return false }
        let value = try plainValue(parameter)
        switch parameter.operation {
        case .value:
            if value == nil, scope.options.contains(UInt8(ascii: "u")) {
                throw .fatal(parameter.name + ": unbound variable")
            }
            append(value ?? "", to: &builder, isQuoted: isQuoted, splits: splits)
        case .length: builder.append("\((value ?? "").count)", isQuoted: isQuoted)
        case .fallback(let kind, let word, let emptyCounts):
            let isSet = value.map { !emptyCounts || !$0.isEmpty } ?? false
            switch kind {
            case .use:
                append(isSet ? value ?? "" : try expandText(word), to: &builder, isQuoted: isQuoted, splits: splits)
            case .alternative:
                append(isSet ? try expandText(word) : "", to: &builder, isQuoted: isQuoted, splits: splits)
            case .assign, .complain: append(value ?? "", to: &builder, isQuoted: isQuoted, splits: splits)
            }
        default:
            append(try changed(value ?? "", by: parameter.operation), to: &builder, isQuoted: isQuoted, splits: splits)
        }
        return true
    }

    /// One value: of a variable, or of the element that is meant.
    private mutating func plainValue(_ parameter: ShellWord.Parameter) throws(ExpansionError) -> ByteString? {
        guard let index = parameter.index else { return value(of: parameter.name) }
        let isAssociative = scope.variables[parameter.name]?.array?.isAssociative ?? false
        return element(parameter.name, try evaluateIndex(index, isAssociative: isAssociative))
    }

    private mutating func changed(
        _ value: ByteString, by operation: ShellWord.Parameter.Operation
    ) throws(ExpansionError) -> ByteString {
        switch operation {
        case .changeCase(let upper, let all):
            let count = all ? value.count : min(1, value.count)
            return ByteString(
                value.prefix(count).map { upper ? $0.uppercased : $0.lowercased } + value.dropFirst(count))
        case .transform(let letter):
            switch letter {
            case UInt8(ascii: "Q"): return value.quotedForBash
            case UInt8(ascii: "U"): return ByteString(value.map { $0.uppercased })
            case UInt8(ascii: "u"): return ByteString(value.prefix(1).map { $0.uppercased } + value.dropFirst())
            case UInt8(ascii: "L"): return ByteString(value.map { $0.lowercased })
            case UInt8(ascii: "E"): return ByteString(EchoEscapes.expand(value, style: .bashQuotes).bytes)
            default: return value
            }
        case .replaceAnchored(let word, let replacement, let atEnd):
            let pattern = try expandPattern(word)
            let text = try expandText(replacement)
            guard let count = try extent(of: pattern, in: value, fromEnd: atEnd, longest: true) else { return value }
            return atEnd ? ByteString(value.dropLast(count)) + text : text + ByteString(value.dropFirst(count))
        case .trim(let word, let fromEnd, let longest):
            return try trim(value, try expandPattern(word), fromEnd: fromEnd, longest: longest)
        case .replace(let word, let replacement, let all):
            let pattern = try expandPattern(word)
            return try replace(pattern, in: value, with: try expandText(replacement), all: all)
        case .slice(let offset, let length):
            let start = try evaluate(offset)
            let count = try length.map { (word) throws(ExpansionError) in try evaluate(word) }
            return value.slice(from: start, count: count)
        case .value, .length, .fallback, .indirect, .names, .subscripts: return value
        }
    }

    /// `${name[@]…}` and operations on `$@`.
    private mutating func expandAll(
        _ parameter: ShellWord.Parameter, isQuoted: Bool, into builder: inout FieldBuilder, splits: Bool
    ) throws(ExpansionError) -> Bool {
        let isParameters = parameter.name == "@" || parameter.name == "*"
        let array = isParameters ? ShellArray(scope.parameters) : elements(of: parameter.name)
        var values = array?.values ?? []
        let separately = isParameters ? parameter.name == "@" : parameter.index?.plainText != "*"
        guard charge(values.count * 4) else { throw .spent }
        switch parameter.operation {
        case .value:
            if array == nil, scope.options.contains(UInt8(ascii: "u")), !isParameters {
                throw .fatal("\(parameter.name)[@]: unbound variable")
            }
        case .length:
            builder.append("\(values.count)", isQuoted: isQuoted)
            return true
        case .fallback(let kind, let word, let emptyCounts):
            let isSet = !values.isEmpty && !(emptyCounts && values.count == 1 && values[0].isEmpty)
            switch kind {
            case .alternative:
                if isSet { append(try expandText(word), to: &builder, isQuoted: isQuoted, splits: splits) }
                return true
            case .use, .assign, .complain:
                if !isSet {
                    append(try expandText(word), to: &builder, isQuoted: isQuoted, splits: splits)
                    return true
                }
            }
        case .slice(let offset, let length):
            var start = try evaluate(offset)
            let count = try length.map { (word) throws(ExpansionError) in try evaluate(word) }
            if isParameters { values.insert(scope.name, at: 0) }
            if isParameters, start == 0 { start = 0 }
            if start < 0 { start = max(0, values.count &+ start) }
            values = Array(values.dropFirst(start).prefix(max(0, count ?? Int.max)))
            if isParameters, start == 0, count == nil { values = [scope.name] + scope.parameters }
        default:
            var all: [ByteString] = []
            for value in values { all.append(try changed(value, by: parameter.operation)) }
            values = all
        }
        append(all: values, isQuoted: isQuoted, separately: separately, into: &builder, splits: splits)
        return true
    }

    private func append(
        all values: [ByteString], isQuoted: Bool, separately: Bool, into builder: inout FieldBuilder, splits: Bool
    ) {
        if isQuoted, !separately || !splits {
            let joint: [UInt8] = separately ? [0x20] : (scope["IFS"] ?? " ").first.map { [$0] } ?? []
            builder.append(ByteString(values.joined(separator: joint)), isQuoted: true)
            return
        }
        for (index, text) in values.enumerated() {
            if index > 0, splits { builder.endField() }
            if isQuoted {
                builder.append(text, isQuoted: true)
            } else if splits {
                builder.appendSplitting(text)
            } else {
                builder.append((index > 0 ? " " : "") + text, isQuoted: false)
            }
        }
    }

    /// Variables of bash that are computed when they are looked at.
    func bashVariable(_ name: ByteString) -> ByteString? {
        switch name {
        case "SECONDS": return "\(max(0, now.seconds - visit.started.seconds))"
        case "LINENO": return "\(scope.line)"
        case "BASHPID": return "\(scope.processID)"
        case "EPOCHSECONDS": return "\(now.seconds)"
        case "EPOCHREALTIME":
            return "\(now.seconds).\(ByteString(String(String(now.milliseconds % 1000 + 1000).dropFirst())))412"
        case "BASH_VERSION": return "5.1.4(1)-release"
        case "BASH_VERSINFO": return "5"
        case "BASH": return scope.name.hasPrefix("-") ? "/bin/bash" : "/usr/bin/bash"
        case "UID", "EUID": return "\(account.uid)"
        case "GROUPS": return "\(account.gid)"
        case "PPID":
            return "\(scope.processID == processes.shell ? processes.parentOfShell : processes.shell)"
        case "HOSTNAME": return hostname
        case "HOSTTYPE": return "x86_64"
        case "MACHTYPE": return "x86_64-pc-linux-gnu"
        case "OSTYPE": return "linux-gnu"
        case "BASH_SUBSHELL": return "0"
        case "SHLVL": return "1"
        case "PIPESTATUS": return "\(pipeStatus?.first ?? status)"
        case "SHELLOPTS": return "braceexpand:hashall:interactive-comments"
        case "FUNCNAME" where scope.callDepth > 0: return "main"
        default: return nil
        }
    }
}

extension ShellWord.Parameter.Operation {
    /// It takes `$@` as one text like any other value.
    fileprivate var isForOneValue: Bool {
        switch self {
        case .value, .fallback, .length: true
        case .trim, .slice, .replace, .replaceAnchored, .changeCase, .indirect, .names, .subscripts, .transform: false
        }
    }
}

extension UInt8 {
    var uppercased: UInt8 { (0x61...0x7a).contains(self) ? self & 0xdf : self }
    var lowercased: UInt8 { (0x41...0x5a).contains(self) ? self | 0x20 : self }
}

extension ByteString {
    /// In single quotes, as `${name@Q}` and `alias` print values.
    var quotedForBash: ByteString {
        var text: ByteString = "'"
        for byte in self { text += byte == UInt8(ascii: "'") ? "'\\''" : ByteString([byte]) }
        return text + "'"
    }

    /// In double quotes, as `declare -p` prints values.
    var quotedForDeclare: ByteString {
        var text: ByteString = "\""
        for byte in self {
            if "\"\\$`".utf8.contains(byte) { text.append(UInt8(ascii: "\\")) }
            text.append(byte)
        }
        return text + "\""
    }
}
