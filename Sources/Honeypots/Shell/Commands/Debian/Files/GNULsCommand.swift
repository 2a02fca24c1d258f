struct GNULsCommand: ShellCommand {
    static let names: [ByteString] = ["ls", "dir", "vdir"]

    private static let long: [GNUOptions.Long] = [
        .init("all", "a"), .init("almost-all", "A"), .init("author", "Y"), .init("escape", "b"),
        .init("block-size", "K", .required), .init("ignore-backups", "B"), .init("color", "O", .optional),
        .init("directory", "d"), .init("dired", "D"), .init("classify", "F"), .init("file-type", "p"),
        .init("format", "W", .required), .init("full-time", "E"), .init("group-directories-first", "J"),
        .init("no-group", "G"), .init("human-readable", "h"), .init("si", "h"), .init("dereference", "L"),
        .init("dereference-command-line", "H"), .init("hide", "j", .required), .init("inode", "i"),
        .init("ignore", "I", .required), .init("kibibytes", "k"), .init("numeric-uid-gid", "n"),
        .init("literal", "N"), .init("hide-control-chars", "q"), .init("show-control-chars", "e"),
        .init("quote-name", "Q"), .init("quoting-style", "y", .required), .init("reverse", "r"),
        .init("recursive", "R"), .init("size", "s"), .init("sort", "z", .required), .init("time", "w", .required),
        .init("time-style", "P", .required), .init("tabsize", "T", .required), .init("width", "w", .required),
        .init("context", "Z"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let manners = GNUOptions.Manners(status: 2)
        guard
            case .options(let options) = GNUOptions.read(
                words, "1aAbBcCdDfFgGhHiI:klLmnNopqQrRsStT:uUvw:xXZ", long, manners, in: &shell)
        else { return .exit(shell.usageStatus) }
        let listing = GNUListing(options, isTerminal: shell.isTerminal(1), shell)
        let operands = options.operands.isEmpty ? ["."] : options.operands
        var files: [GNUListing.Entry] = []
        var directories: [GNUListing.Entry] = []
        var status: UInt8 = 0
        for operand in operands {
            let follows = !options.has("l", "d", "F", "n", "g", "o", "E") || options.has("L", "H")
            do {
                let id: Int
                if follows, let found = try? shell.files.find(operand, from: shell.scope.directory) {
                    id = found
                } else {
                    id = try shell.files.find(
                        operand, from: shell.scope.directory, follow: operand.last == UInt8(ascii: "/"))
                }
                let entry = GNUListing.Entry(name: operand, id: id)
                if shell.files[id].isDirectory, !options.has("d") {
                    directories.append(entry)
                } else {
                    files.append(entry)
                }
            } catch {
                status = 2
                shell.print("ls: cannot access '\(operand)': \(error.message)\n", to: 2)
            }
        }
        if !files.isEmpty {
            guard shell.print(listing.text(listing.sorted(files), isOperand: true)) else { return .exit(2) }
        }
        let showsNames = operands.count > 1 || options.has("R")
        var pending = Array(listing.sorted(directories).reversed())
        var isFirst = files.isEmpty
        while let directory = pending.popLast() {
            guard shell.files.may(.read, directory.id) else {
                shell.print("ls: cannot open directory '\(directory.name)': Permission denied\n", to: 2)
                status = 2
                continue
            }
            let entries = listing.entries(of: directory.id)
            guard shell.charge(entries.count * 60 + 40) else { return .exit(2) }
            if showsNames {
                guard shell.print((isFirst ? "" : "\n") + directory.name.quotedForListing(listing.quotes) + ":\n")
                else {
                    return .exit(2)
                }
            }
            isFirst = false
            let text = listing.text(entries, isOperand: false)
            guard shell.print(text) || text.isEmpty else { return .exit(2) }
            guard options.has("R") else { continue }
            for entry in entries.reversed()
            where shell.files[entry.id].isDirectory && entry.name != "." && entry.name != ".." {
                pending.append(GNUListing.Entry(name: directory.name.appending(entry.name), id: entry.id))
            }
        }
        return .exit(status)
    }
}
