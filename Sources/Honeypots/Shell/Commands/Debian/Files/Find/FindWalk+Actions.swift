/// What is done with a file that was found.
extension FindWalk {
    mutating func act(_ action: FindExpression.Action, _ file: File, _ shell: inout Shell) -> Bool {
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

    mutating func start(_ words: [ByteString], _ shell: inout Shell) -> UInt8 {
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
}
