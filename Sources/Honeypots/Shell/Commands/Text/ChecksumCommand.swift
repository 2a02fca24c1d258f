struct ChecksumCommand: ShellCommand {
    static let names: [ByteString] = ["md5sum", "sha1sum", "sha256sum"]
    static let usage: ByteString = "md5sum [-c[sw]] [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "cswb", in: &shell) else { return .failure }
        switch shell.inputs(options.operands, of: words[0]) {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            if options.has("c") {
                return check(files.flatMap { $0.bytes.lines.map { ByteString($0) } }, words[0], &shell)
            }
            for file in files {
                guard shell.charge(file.bytes.count * workPerByte) else { return .failure }
                guard shell.print("\(digest(file.bytes, words[0]))  \(file.name)\n") else { return .failure }
            }
            return .exit(status)
        }
    }

    /// Hashing costs several times what copying does.
    private static let workPerByte = 4

    private static func digest(_ bytes: [UInt8], _ name: ByteString) -> ByteString {
        switch name {
        case "md5sum": Digest.md5(bytes).hexadecimal
        case "sha1sum": Digest.sha1(bytes).hexadecimal
        default: Digest.sha256(bytes).hexadecimal
        }
    }

    private static func check(_ lines: [ByteString], _ name: ByteString, _ shell: inout Shell) -> CommandOutcome {
        var failed = 0
        for line in lines {
            let parts = line.words
            guard parts.count == 2, case .bytes(let bytes)? = try? shell.read(path: parts[1]),
                shell.charge(bytes.count * workPerByte)
            else {
                failed += 1
                continue
            }
            let isRight = digest(bytes, name) == parts[0].lowercased
            if !isRight { failed += 1 }
            shell.print("\(parts[1]): \(isRight ? "OK" : "FAILED")\n")
        }
        if failed > 0 {
            shell.print("\(name): WARNING: \(failed) of \(lines.count) computed checksums did NOT match\n", to: 2)
        }
        return .exit(failed > 0 ? 1 : 0)
    }
}
