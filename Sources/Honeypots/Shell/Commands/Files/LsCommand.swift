struct LsCommand: ShellCommand {
    static let names: [ByteString] = ["ls"]
    static let usage: ByteString = "ls [-1AacCdeFilnpLRrSsTtuvwxXhk] [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        // `--color` may stand alone, which getopt would take a word for.
        let words = words.filter { $0 != "--color" && !$0.hasPrefix("--color=") }
        guard let options = options(words, "1AacCdeFilnpLRrSsTtuvxXhkgGoHqbw:", in: &shell) else { return .failure }
        let listing = DirectoryListing(options: options, shell: shell)
        let operands = options.operands.isEmpty ? ["."] : options.operands
        var files: [DirectoryListing.Entry] = []
        var directories: [DirectoryListing.Entry] = []
        var status: UInt8 = 0
        for operand in operands {
            // A link is shown itself where details are, and followed elsewhere.
            let follows =
                !options.has("l") && !options.has("d") && !options.has("F") || options.has("L") || options.has("H")
            do {
                let id = try shell.files.find(operand, from: shell.scope.directory, follow: follows)
                let entry = DirectoryListing.Entry(name: operand, id: id)
                if shell.files[id].isDirectory, !options.has("d") {
                    directories.append(entry)
                } else {
                    files.append(entry)
                }
            } catch {
                status = 1
                shell.print("ls: \(operand): \(error.message)\n", to: 2)
            }
        }
        if !files.isEmpty {
            guard shell.print(listing.text(listing.sorted(files), isOperand: true)) else { return .failure }
        }
        let showsNames = options.operands.count > 1 || options.has("R")
        var pending = listing.sorted(directories).reversed().map { $0 }
        var isFirst = files.isEmpty
        while let directory = pending.popLast() {
            let entries = listing.entries(of: directory.id)
            guard shell.charge(entries.count * 40 + 40) else { return .failure }
            if showsNames {
                guard shell.print((isFirst ? "" : "\n") + directory.name + ":\n") else { return .failure }
            }
            isFirst = false
            guard shell.print(listing.text(entries, isOperand: false)) else { return .failure }
            guard options.has("R") else { continue }
            for entry in entries.reversed()
            where shell.files[entry.id].isDirectory && entry.name != "." && entry.name != ".." {
                let base = directory.name.last == UInt8(ascii: "/") ? directory.name : directory.name + "/"
                pending.append(DirectoryListing.Entry(name: base + entry.name, id: entry.id))
            }
        }
        return .exit(status)
    }
}
