/// `du` of coreutils, on a file system of 4-KiB blocks.
struct GNUDuCommand: ShellCommand {
    static let names: [ByteString] = ["du"]

    private static let long: [GNUOptions.Long] = [
        .init("all", "a"), .init("apparent-size", "A"), .init("block-size", "B", .required), .init("bytes", "b"),
        .init("total", "c"), .init("dereference-args", "D"), .init("max-depth", "d", .required),
        .init("human-readable", "h"), .init("si", "h"), .init("inodes", "I"), .init("count-links", "l"),
        .init("dereference", "L"), .init("no-dereference", "P"), .init("separate-dirs", "S"),
        .init("summarize", "s"), .init("threshold", "t", .required), .init("time", "T", .optional),
        .init("exclude", "E", .required), .init("exclude-from", "X", .required), .init("one-file-system", "x"),
        .init("null", "0"),
    ]

    private let options: GNUOptions
    private let excluded: [GlobPattern]
    private let mostDepth: Int
    private var status: UInt8 = 0

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard case .options(let options) = GNUOptions.read(words, "0aAB:bcDd:hHklLmPSst:X:x", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        var depth = options.has("s") ? 0 : Int.max
        if let text = options.argument("d") {
            guard let number = text.decimal, number >= 0 else {
                return shell.refuse("du", "invalid maximum depth '\(text)'")
            }
            if options.has("s"), number > 0 {
                return shell.refuse("du", "warning: summarizing conflicts with --max-depth=\(number)")
            }
            if options.has("s", "a"), options.has("s") && options.has("a") {
                return shell.refuse("du", "cannot both summarize and show all entries")
            }
            depth = number
        }
        if options.has("s"), options.has("a") {
            return shell.refuse("du", "cannot both summarize and show all entries")
        }
        var command = Self(options, depth)
        var total = 0
        for operand in options.operands.isEmpty ? ["."] : options.operands {
            guard let id = try? shell.files.find(operand, from: shell.scope.directory, follow: options.has("L", "D"))
            else {
                shell.print("du: cannot access \(operand.quotedForFind): No such file or directory\n", to: 2)
                command.status = 1
                continue
            }
            guard let size = command.add(operand, id, 0, &shell) else { return .endless }
            total += size
        }
        if options.has("c") { command.tell(total, "total", &shell) }
        return .exit(command.status)
    }

    private init(_ options: GNUOptions, _ depth: Int) {
        self.options = options
        mostDepth = depth
        excluded = options.all("E").map { GlobPattern($0) }
    }

    /// Bytes of a path and everything below; directories are told behind what they hold. nil: it is too much.
    private mutating func add(_ path: ByteString, _ id: Int, _ depth: Int, _ shell: inout Shell) -> Int? {
        guard shell.charge(40), depth <= FileSystem.deepestPath else { return nil }
        guard depth == 0 || !excluded.contains(where: { $0.matches(path.lastPathComponent) || $0.matches(path) })
        else { return 0 }
        let node = shell.files[id]
        // What the kernel makes up takes no room.
        let isReal =
            !(shell.files.mount(of: FileSystem.normalised(path, from: shell.scope.directory))?.isKernel ?? false)
        let own =
            options.has("b", "A")
            ? node.size : !isReal || !node.isFile && !node.isDirectory ? 0 : (node.size + 4095) / 4096 * 4096
        guard case .directory(let entries) = node.kind else {
            if depth == 0 || options.has("a") && depth <= mostDepth { tell(own, path, &shell) }
            return own
        }
        guard shell.files.may(.read, id) else {
            shell.print("du: cannot read directory \(path.quotedForFind): Permission denied\n", to: 2)
            status = 1
            tell(own, path, &shell)
            return own
        }
        var sum = own
        for name in entries.keys.sorted() {
            guard let entry = entries[name] else { continue }
            guard let size = add(path.appending(name), entry, depth + 1, &shell) else { return nil }
            if !options.has("S") || !shell.files[entry].isDirectory { sum += size }
        }
        if depth <= mostDepth { tell(sum, path, &shell) }
        return shell.isPipeBroken ? nil : sum
    }

    private func tell(_ bytes: Int, _ path: ByteString, _ shell: inout Shell) {
        let unit = options.has("b") ? 1 : options.has("m") ? 1_048_576 : Self.unit(options.argument("B")) ?? 1024
        let size: ByteString = options.has("h") ? bytes.readableSize : "\((bytes + unit - 1) / unit)"
        shell.print("\(size)\t\(path)" + (options.has("0") ? "\0" : "\n"))
    }

    private static func unit(_ text: ByteString?) -> Int? {
        guard let text else { return nil }
        let units: [ByteString: Int] = ["1": 1, "K": 1024, "M": 1_048_576, "G": 1 << 30, "1K": 1024, "1M": 1_048_576]
        return units[text] ?? text.decimal.flatMap { $0 > 0 ? $0 : nil }
    }
}
