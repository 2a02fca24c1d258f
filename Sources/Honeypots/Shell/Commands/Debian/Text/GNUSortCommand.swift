struct GNUSortCommand: ShellCommand {
    static let names: [ByteString] = ["sort"]

    private static let long: [GNUOptions.Long] = [
        .init("ignore-leading-blanks", "b"), .init("dictionary-order", "d"), .init("ignore-case", "f"),
        .init("general-numeric-sort", "g"), .init("human-numeric-sort", "h"), .init("ignore-nonprinting", "i"),
        .init("month-sort", "M"), .init("numeric-sort", "n"), .init("random-sort", "R"), .init("reverse", "r"),
        .init("version-sort", "V"), .init("check", "c", .optional), .init("key", "k", .required),
        .init("merge", "m"), .init("output", "o", .required), .init("stable", "s"),
        .init("field-separator", "t", .required), .init("unique", "u"), .init("zero-terminated", "z"),
        .init("buffer-size", "S", .required), .init("temporary-directory", "T", .required),
        .init("parallel", "P", .required),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let manners = GNUOptions.Manners(status: 2)
        guard
            case .options(let options) = GNUOptions.read(
                words, "bcCdfghik:mMno:rRsS:t:T:uVz", long, manners, in: &shell)
        else { return .exit(shell.usageStatus) }
        var keys: [SortKey] = []
        for text in options.all("k") {
            guard let key = SortKey(text) else {
                return shell.fail(
                    "sort", "invalid number at field start: invalid count at start of '\(text)'", status: 2)
            }
            keys.append(key)
        }
        var order = SortOrder()
        for option in options.given { order.take(option.letter) }
        if let separator = options.argument("t") {
            if separator.isEmpty { return shell.fail("sort", "empty tab", status: 2) }
            if separator.count > 1, separator != "\\0" {
                return shell.fail("sort", "multi-character tab '\(separator)'", status: 2)
            }
        }
        let files: [(name: ByteString, bytes: [UInt8])]
        switch shell.gnuInputs(options.operands, of: "sort", lead: "cannot read: ") {
        case .outcome(let outcome): return outcome
        case .files(_, 1): return .exit(2)
        case .files(let all, _): files = all
        }
        let end: UInt8 = options.has("z") ? 0 : 0x0a
        let sorter = LineSorter(
            keys: keys, order: order, separator: options.argument("t")?.first, isStable: options.has("s", "u"))
        if options.has("c", "C") { return check(files, sorter, options, &shell) }
        var lines = files.flatMap { file in
            (end == 0x0a ? file.bytes.lines : file.bytes.split(separator: 0)).map { ByteString($0) }
        }
        let bytes = files.reduce(0) { $0 + $1.bytes.count }
        guard shell.charge(bytes * 3 + lines.count * 96 * (1 + keys.count)) else { return .exit(2) }
        lines = sorter.sorted(lines, unique: options.has("u"))
        var text: [UInt8] = []
        text.reserveCapacity(bytes + 16)
        for line in lines {
            text += line
            text.append(end)
        }
        if let path = options.argument("o") {
            do {
                try shell.store(text, at: path)
            } catch {
                return shell.fail("sort", "open failed: \(path): \(error.message)", status: 2)
            }
            return .success
        }
        shell.print(text)
        return .success
    }

    private static func check(
        _ files: [(name: ByteString, bytes: [UInt8])], _ sorter: LineSorter, _ options: GNUOptions, _ shell: inout Shell
    ) -> CommandOutcome {
        guard let file = files.first else { return .success }
        let lines = file.bytes.lines.map { ByteString($0) }
        guard shell.charge(file.bytes.count * 3 + lines.count * 32) else { return .exit(2) }
        for index in lines.indices.dropFirst() {
            let order = sorter.compare(lines[index - 1], lines[index])
            if order > 0 || order == 0 && options.has("u") {
                if options.has("c") {
                    shell.print("sort: \(file.name):\(index + 1): disorder: \(lines[index])\n", to: 2)
                }
                return .failure
            }
        }
        return .success
    }
}
