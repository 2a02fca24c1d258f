/// `mknod` and `mkfifo`.
struct MknodCommand: ShellCommand {
    static let names: [ByteString] = ["mknod", "mkfifo"]
    static let usage: ByteString = "mknod [-m MODE] NAME TYPE [MAJOR MINOR]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "m:", in: &shell) else { return .failure }
        let isPipe = words[0] == "mkfifo" || options.operands.dropFirst().first == "p"
        guard let path = options.operands.first, isPipe || options.operands.count == 4 else {
            return showUsage(in: &shell)
        }
        let kind: FileNode.Kind
        if isPipe {
            kind = .pipe
        } else {
            guard let major = options.operands[2].decimal, let minor = options.operands[3].decimal,
                (0...4095).contains(major),
                (0...1_048_575).contains(minor)
            else { return shell.fail(words[0], "invalid number '\(options.operands[2])'") }
            let isBlock = options.operands[1] == "b"
            let behaviours: [Int: SpecialFile.Behaviour] = [3: .null, 5: .zero, 7: .full, 8: .random, 9: .random]
            let behaviour = major == 1 && !isBlock ? behaviours[minor] ?? .idle : .idle
            kind = .device(SpecialFile(isBlock: isBlock, major: major, minor: minor, behaviour: behaviour))
        }
        do throws(FileError) {
            let mode = options.argument("m").flatMap { UInt16($0.text, radix: 8) } ?? 0o666 & ~shell.scope.mask
            try shell.files.create(try shell.place(path), FileNode(kind: kind, mode: mode, modified: shell.files.now))
            return .success
        } catch {
            return shell.fail(words[0], "\(path): \(error.message)")
        }
    }
}
