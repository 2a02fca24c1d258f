/// Assignments as bash makes them, and what it says of programs it does not find.
extension Shell {
    /// Assignments that stand alone: `a=1 b[2]=x c+=y d=(1 2)`.
    mutating func assignBash(_ simple: ShellSyntax.Simple) {
        guard redirect(simple.redirections) else { return }
        if !simple.assignments.contains(where: { $0.value.hasSubstitution }) { status = 0 }
        for assignment in simple.assignments {
            do {
                try assign(assignment)
            } catch {
                return giveUp(error)
            }
        }
        if status != 0 { noteFailure() }
    }

    private mutating func assign(_ assignment: ShellSyntax.Simple.Assignment) throws(ExpansionError) {
        let name = assignment.name
        if case .array(let words) = assignment.value.parts.first {
            return try assignArray(name, words, appends: assignment.appends)
        }
        var value = try expandText(assignment.value)
        guard scope.variables[name]?.isReadOnly != true else { throw .message(name + ": readonly variable") }
        if let index = assignment.index {
            let isAssociative = scope.variables[name]?.array?.isAssociative ?? false
            let index = try evaluateIndex(index, isAssociative: isAssociative)
            guard charge(16 + (scope.variables[name]?.array?.count ?? 0) * 4) else { throw .spent }
            if assignment.appends { value = (element(name, index) ?? "") + value }
            guard scope.setElement(name, index, to: value) else { throw .message("\(name): out of memory") }
            return
        }
        if scope.options.contains(UInt8(ascii: "x")) {
            print("+ \(name)\(assignment.appends ? "+" : "")=\(value.quotedForTrace)\n", to: 2)
        }
        value = try attributed(value, of: name, appends: assignment.appends)
        guard scope.set(name, value, export: scope.options.contains(UInt8(ascii: "a"))) else {
            throw .message("\(name): out of memory")
        }
    }

    /// What `declare -i`, `-l` and `-u` make of a new value.
    mutating func attributed(
        _ value: ByteString, of name: ByteString, appends: Bool = false
    ) throws(ExpansionError) -> ByteString {
        let variable = scope.variables[name]
        if variable?.isInteger == true {
            let number = try evaluate(value)
            let before = appends ? try evaluate(scope[name] ?? "0") : 0
            return "\(before &+ number)"
        }
        let whole = appends ? (scope[name] ?? "") + value : value
        guard whole.count <= Self.mostWordBytes else { throw .message("out of memory") }
        if variable?.isLower == true { return whole.lowercased }
        if variable?.isUpper == true { return ByteString(whole.map { $0.uppercased }) }
        return whole
    }

    /// Arrays among the words of `declare` and its like, after these have set the attributes.
    mutating func assignArrays(in words: [ShellWord]) {
        for word in words where word.parts.count == 2 {
            guard case .plain(let text) = word.parts[0], case .array(let elements) = word.parts[1] else { continue }
            let appends = text.hasSuffix("+=")
            let isReadOnly = scope.variables[ByteString(text.dropLast(appends ? 2 : 1))]?.isReadOnly ?? false
            let name = ByteString(text.dropLast(appends ? 2 : 1))
            scope.setAttributes(name) { $0.isReadOnly = false }
            do {
                try assignArray(name, elements, appends: appends)
            } catch {
                giveUp(error)
            }
            if isReadOnly { scope.setAttributes(name) { $0.isReadOnly = true } }
        }
    }

    /// The message about a program that is not there.
    func missingProgram(_ name: ByteString) -> ByteString {
        guard scope.dialect == .bash else { return name + ": not found" }
        if name.contains(UInt8(ascii: "/")) || (scope["PATH"] ?? "").isEmpty {
            if let error = fileError(of: name) { return name + ": " + error.message }
            return name + ": No such file or directory"
        }
        return name + ": command not found"
    }

    private func fileError(of path: ByteString) -> FileError? {
        do {
            _ = try files.find(path, from: scope.directory)
            return nil
        } catch {
            return error
        }
    }

    /// `name[index]` in an expression exchanged for its value.
    mutating func expandIndices(in text: ByteString) -> ByteString {
        guard text.contains(UInt8(ascii: "[")) else { return text }
        var result = ByteString()
        var rest = text[...]
        while let byte = rest.first {
            guard byte.isNameStart else {
                result.append(byte)
                rest = rest.dropFirst()
                continue
            }
            let name = ByteString(rest.prefix { $0.isName })
            rest = rest.dropFirst(name.count)
            guard rest.first == UInt8(ascii: "["), let close = rest.firstIndex(of: UInt8(ascii: "]")) else {
                result += name
                continue
            }
            let inside = ByteString(rest[(rest.startIndex + 1)..<close])
            rest = rest[(close + 1)...]
            let isAssociative = scope.variables[name]?.array?.isAssociative ?? false
            let index: ShellArrayIndex =
                isAssociative ? .name(inside) : .number((try? evaluate(inside)) ?? 0)
            let value = element(name, index) ?? "0"
            result += value.isEmpty ? "0" : value
        }
        return result
    }
}

extension ShellWord {
    /// Whether a command substitution stands in it.
    fileprivate var hasSubstitution: Bool {
        parts.contains { part in
            if case .command = part { true } else { false }
        }
    }
}

extension ByteString {
    /// As `set -x` shows it: in quotes where it needs them.
    var quotedForTrace: ByteString {
        if isEmpty { return "''" }
        let isPlain = allSatisfy { $0.isName || "-+./:,=@%^".utf8.contains($0) }
        return isPlain ? self : quotedForBash
    }
}
