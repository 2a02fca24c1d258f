extension Shell {
    /// The names of files that fit a field with unquoted pattern characters, in order; none when it is no pattern or
    /// nothing fits (POSIX.1-2017, XCU 2.13.3).
    mutating func matches(of field: FieldBuilder.Field) throws(ExpansionError) -> [ByteString] {
        guard field.mayBePattern else { return [] }
        let pattern = field.pattern
        let steps = pattern.elements.split(separator: .literal(UInt8(ascii: "/"))).map { elements in
            GlobPattern(elements: Array(elements))
        }
        guard !steps.isEmpty else { return [] }
        let isAbsolute = pattern.elements.first == .literal(UInt8(ascii: "/"))
        let wantsDirectory = pattern.elements.last == .literal(UInt8(ascii: "/"))
        var found: [(path: ByteString, id: Int)]
        do {
            found = [
                isAbsolute ? ("/", FileTree.root) : ("", try files.find(scope.directory, from: "/"))
            ]
        } catch {
            return []
        }
        for (index, step) in steps.enumerated() {
            let isLast = index == steps.count - 1
            var next: [(path: ByteString, id: Int)] = []
            for (path, id) in found {
                let prefix = path.isEmpty || path == "/" ? path : path + "/"
                let fitting = try names(in: id, fitting: step)
                // What does not fit was paid for already; a path behind each that does is made, and walked.
                guard charge((1 + fitting.count) * (24 + prefix.count / 4)) else { throw .spent }
                for (name, entry) in fitting {
                    let target = isLast && !wantsDirectory ? entry : followed(entry, prefix + name)
                    if !isLast || wantsDirectory, !files[target].isDirectory { continue }
                    next.append((prefix + name, target))
                }
                guard next.count <= Self.mostWords else { throw .message("Argument list too long") }
            }
            found = next
        }
        return found.map { wantsDirectory ? $0.path + "/" : $0.path }.sorted()
    }

    private mutating func names(
        in directory: Int, fitting pattern: GlobPattern
    ) throws(ExpansionError) -> [(ByteString, Int)] {
        let entries = files.entries(of: directory)
        guard pattern.isLiteral || files.may(.read, directory) else { return [] }
        if pattern.isLiteral {
            let name = pattern.literalBytes
            if name == "." || name == ".." { return [(name, directory)] }
            return entries[name].map { [(name, $0)] } ?? []
        }
        guard charge(entries.count * (8 + pattern.elements.count)) else { throw .spent }
        // A leading dot must be written.
        let showsHidden = pattern.mayBeginWithDot
        var found: [(ByteString, Int)] = []
        for (name, id) in entries where showsHidden || name.first != UInt8(ascii: ".") {
            if pattern.hasChoices ? try fits(pattern, name) : pattern.matches(name) { found.append((name, id)) }
        }
        return found
    }

    private func followed(_ id: Int, _ path: ByteString) -> Int {
        guard case .link = files[id].kind else { return id }
        return (try? files.find(path, from: scope.directory)) ?? id
    }
}

extension GlobPattern {
    /// A dot is written where it begins.
    fileprivate var mayBeginWithDot: Bool {
        switch elements.first {
        case .literal(let byte): byte == UInt8(ascii: ".")
        case .choice(let choice): choice.kind != .none && choice.patterns.contains { $0.mayBeginWithDot }
        case .any, .run, .set, nil: false
        }
    }
}
