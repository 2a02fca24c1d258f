struct DfCommand: ShellCommand {
    static let names: [ByteString] = ["df"]
    static let usage: ByteString = "df [-Pkmhai] [FILESYSTEM]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "PkmhaiTt:B:", in: &shell) else { return .failure }
        let unit: ByteString = options.has("h") ? "Size" : options.has("m") ? "1M-blocks" : "1K-blocks"
        var text: ByteString =
            "Filesystem           \(unit.indented(to: options.has("h") ? 9 : 9))      Used Available Use% Mounted on\n"
        var mounts = shell.files.mounts.filter { $0.sizeKiB > 0 || options.has("a") }
        if !options.operands.isEmpty {
            mounts = options.operands.compactMap { operand in
                (try? shell.place(operand)).flatMap { shell.files.mount(of: $0.path) }
            }
        }
        let amount = { (kibibytes: Int) -> ByteString in
            if options.has("h") { return kibibytes == 0 ? "0" : (kibibytes * 1024).humanReadable }
            return "\(options.has("m") ? kibibytes / 1024 : kibibytes)"
        }
        for mount in mounts {
            // What the visitor stores takes room where it can be written.
            let used =
                mount.usedKiB
                + (mount.isWritable && mount.sizeKiB > 0
                    ? min(shell.files.storedBytes / 1024, mount.sizeKiB - mount.usedKiB) : 0)
            let percent = mount.sizeKiB == 0 ? 0 : (used * 100 + mount.sizeKiB - 1) / mount.sizeKiB
            let source =
                mount.source.count > 20
                ? mount.source + "\n" + ByteString([UInt8](repeating: 0x20, count: 20)) : mount.source.padded(to: 20)
            text +=
                "\(source) \(amount(mount.sizeKiB).indented(to: 9)) \(amount(used).indented(to: 9)) \(amount(mount.sizeKiB - used).indented(to: 9)) \(ByteString("\(percent)").indented(to: 3))% \(mount.path)\n"
        }
        shell.print(text)
        return .success
    }
}
