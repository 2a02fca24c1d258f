struct TeeCommand: ShellCommand {
    static let names: [ByteString] = ["tee"]
    static let usage: ByteString = "tee [-ai] [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "ai", in: &shell) else { return .failure }
        let input: [UInt8]
        switch shell.readInput() {
        case .terminal: return .collectingInput
        case .endless: return .endless
        case .bytes(let bytes): input = bytes
        }
        var status: UInt8 = 0
        for path in options.operands {
            do {
                try shell.store(input, at: path, appends: options.has("a"))
            } catch {
                shell.print("tee: \(path): \(error.message)\n", to: 2)
                status = 1
            }
        }
        shell.print(input)
        return .exit(status)
    }
}

extension Shell {
    /// Writes a whole file, or adds to one.
    mutating func store(
        _ bytes: [UInt8], at path: ByteString, appends: Bool = false, origin: FileOrigin = .redirect
    ) throws(FileError) {
        if let sink = processSinks[path] {
            guard charge(bytes.count), streams.append(bytes, toPipe: sink.pipe) else { throw .noSpace }
            return
        }
        let id = try prepareForWriting(path, appends: appends)
        guard files[id].isFile else { return }
        guard charge(bytes.count) else { throw .noSpace }
        try files.write(bytes, to: id, at: appends ? nil : 0, origin: origin)
    }
}
