struct ChownCommand: ShellCommand {
    static let names: [ByteString] = ["chown", "chgrp"]
    static let usage: ByteString = "chown [-Rh] OWNER[:[GROUP]] FILE..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "RhLHPcvf", in: &shell) else { return .failure }
        guard options.operands.count >= 2 else { return showUsage(in: &shell) }
        let parts = options.operands[0].split(maxSplits: 1, omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
        }
        let isGroup = words[0] == "chgrp"
        let names = isGroup ? [nil, parts[0]] : [parts[0], parts.count > 1 ? parts[1] : nil]
        var ids: [Int?] = []
        for (index, name) in names.enumerated() {
            guard let name, !name.isEmpty else {
                ids.append(nil)
                continue
            }
            guard let id = Self.id(of: ByteString(name), in: shell) else {
                return shell.fail(words[0], "unknown \(index == 0 ? "user" : "group") \(ByteString(name))")
            }
            ids.append(id)
        }
        var paths = Array(options.operands.dropFirst())
        if options.has("R") { paths = shell.everythingUnder(paths) }
        var status: UInt8 = 0
        for path in paths {
            do throws(FileError) {
                let place = try shell.place(path, follow: !options.has("h"))
                guard let id = place.id else { throw .noEntry }
                try shell.files.checkWritable(place.path)
                let (owner, group) = (ids[0], ids[1])
                try shell.files.update(id) { node in
                    node.owner = owner ?? node.owner
                    node.group = group ?? node.group
                }
            } catch {
                status = 1
                shell.print("\(words[0]): \(path): \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }

    private static func id(of name: ByteString, in shell: Shell) -> Int? {
        if let number = name.decimal { return (0...65_534).contains(number) ? number : nil }
        if name == "nobody" || name == "nogroup" { return 99 }
        let known = ["root", "wheel"] + shell.device.model.accounts.map { ByteString($0) } + [shell.visit.user]
        return known.contains(name) ? 0 : nil
    }
}
