/// `mktemp` of coreutils.
struct GNUMktempCommand: ShellCommand {
    static let names: [ByteString] = ["mktemp"]

    private static let long: [GNUOptions.Long] = [
        .init("directory", "d"), .init("quiet", "q"), .init("dry-run", "u"), .init("tmpdir", "p", .optional),
        .init("suffix", "S", .required),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard case .options(let options) = GNUOptions.read(words, "dp:qtuV", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        guard options.operands.count < 2 else { return shell.refuse("mktemp", "too many templates") }
        let template = options.operands.first ?? "tmp.XXXXXXXXXX"
        guard let last = template.lastIndex(of: UInt8(ascii: "X")) else {
            return shell.fail("mktemp", "too few X's in template '\(template)'")
        }
        let suffix = ByteString(template[(last + 1)...]) + (options.argument("S") ?? "")
        let marks = template[...last].reversed().prefix { $0 == UInt8(ascii: "X") }.count
        guard marks >= 3 else { return shell.fail("mktemp", "too few X's in template '\(template)'") }
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
        var generator = SeededGenerator(seed: shell.visit.seed ^ UInt64(shell.processes.next()))
        let name =
            ByteString(template[...last].dropLast(marks))
            + ByteString((0..<marks).map { _ in letters[generator.below(letters.count)] }) + suffix
        let isBare = options.operands.isEmpty || options.has("t", "p")
        let folder = options.argument("p") ?? shell.scope["TMPDIR"] ?? "/tmp"
        let path = isBare ? (folder.isEmpty ? "/tmp" : folder).appending(name) : name
        let isFolder = options.has("d")
        do throws(FileError) {
            let kind: FileNode.Kind = isFolder ? .directory([:]) : .file(.bytes([]))
            let place = try shell.place(path)
            if !options.has("u") {
                try shell.files.create(
                    place, FileNode(kind: kind, mode: isFolder ? 0o700 : 0o600, modified: shell.files.now))
            }
        } catch {
            if options.has("q") { return .failure }
            let what: ByteString = isFolder ? "directory" : "file"
            let shown = isBare ? folder.appending(template) : template
            return shell.fail("mktemp", "failed to create \(what) via template '\(shown)': \(error.message)")
        }
        shell.print(path + "\n")
        return .success
    }
}
