struct GNUChownCommand: ShellCommand {
    static let names: [ByteString] = ["chown", "chgrp"]

    private static let long: [GNUOptions.Long] = [
        .init("changes", "c"), .init("quiet", "f"), .init("silent", "f"), .init("verbose", "v"),
        .init("no-dereference", "h"), .init("recursive", "R"), .init("reference", "Q", .required),
        .init("from", "F", .required),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = words[0]
        guard case .options(let options) = GNUOptions.read(words, "HLPRcfhv", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        guard let text = options.operands.first else { return shell.refuse(program, "missing operand") }
        guard options.operands.count > 1 else { return shell.refuse(program, "missing operand after '\(text)'") }
        let isGroup = program == "chgrp"
        let parts = text.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        var owner: Int?
        var group: Int?
        if !isGroup, let name = parts.first, !name.isEmpty {
            owner = ByteString(name).decimal ?? shell.account(named: ByteString(name))?.uid
            guard owner != nil else { return shell.fail(program, "invalid user: '\(text)'") }
        }
        if isGroup || parts.count > 1, let name = isGroup ? text[...] : parts.last, !name.isEmpty {
            group = ByteString(name).decimal ?? shell.groups.first { $0.name == ByteString(name) }?.id
            guard group != nil else { return shell.fail(program, "invalid group: '\(text)'") }
        }
        var paths = Array(options.operands.dropFirst())
        if options.has("R") { paths = shell.everythingUnder(paths) }
        var status: UInt8 = 0
        for path in paths {
            do throws(FileError) {
                let place = try shell.place(path, follow: !options.has("h"))
                guard let id = place.id else { throw .noEntry }
                try shell.files.checkWritable(place.path)
                let node = shell.files[id]
                if let user = shell.files.user, user.uid != 0 {
                    // Owners may give files to groups they are in, and to nobody else (chown(2)).
                    try shell.files.checkOwner(id)
                    guard owner ?? node.owner == node.owner, group.map({ user.groups.contains($0) }) ?? true else {
                        throw .notPermitted
                    }
                }
                try shell.files.update(id) { node in
                    node.owner = owner ?? node.owner
                    node.group = group ?? node.group
                }
            } catch {
                status = 1
                if options.has("f") { continue }
                shell.print(
                    error == .noEntry || error == .notDirectory
                        ? "\(program): cannot access '\(path)': \(error.message)\n"
                        : "\(program): changing \(isGroup ? "group" : "ownership") of '\(path)': \(error.message)\n",
                    to: 2)
            }
        }
        return .exit(status)
    }
}
