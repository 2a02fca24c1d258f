/// `read`: one line into variables, or into an array.
struct BashReadCommand: ShellCommand {
    static let names: [ByteString] = ["read"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let options: CommandOptions
        do {
            options = try CommandOptions(words.dropFirst(), "+ersa:p:t:n:N:u:d:i:")
        } catch {
            if case .unknown(let option) = error { _ = shell.complain(builtin: "read", "-\(option): invalid option") }
            shell.print(
                "read: usage: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]\n",
                to: 2)
            return .exit(2)
        }
        let reader = Reader(
            names: options.operands, array: options.argument("a"), keepsBackslash: options.has("r"),
            echoes: !options.has("s"), count: (options.argument("n") ?? options.argument("N"))?.decimal)
        if shell.isTerminal(0) {
            if let prompt = options.argument("p") { shell.print(prompt, to: 2) }
            return .reading(reader)
        }
        guard let line = line(options, reader, &shell) else {
            reader.assign([], in: &shell)
            return .failure
        }
        reader.assign(line.bytes, in: &shell)
        return .exit(line.isEnded ? 0 : 1)
    }

    private static func line(
        _ options: CommandOptions, _ reader: Reader, _ shell: inout Shell
    ) -> (bytes: [UInt8], isEnded: Bool)? {
        guard case .stream(let number) = shell.descriptors[0] else { return nil }
        let end = options.argument("d").map { $0.first ?? 0 } ?? 0x0a
        var bytes: [UInt8] = []
        while let start = shell.streams[number]?.position, let ahead = shell.readInput(upTo: 4096), !ahead.isEmpty {
            if let count = reader.count {
                let taken = ahead.prefix(max(0, count)).prefix { $0 != end }
                let hasEnd = taken.count < count && taken.count < ahead.count
                shell.streams[number]?.position = start + taken.count + (hasEnd ? 1 : 0)
                return (Array(taken), hasEnd || taken.count == count)
            }
            guard let stop = ahead.firstIndex(of: end) else {
                bytes += ahead
                guard bytes.count <= Shell.mostWordBytes else { return (bytes, false) }
                continue
            }
            bytes += ahead[..<stop]
            shell.streams[number]?.position = start + stop + 1
            // A backslash joins the next line.
            let backslashes = bytes.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
            if !reader.keepsBackslash, backslashes % 2 == 1 {
                bytes.removeLast()
                continue
            }
            return (bytes, true)
        }
        return bytes.isEmpty ? nil : (bytes, false)
    }

    struct Reader: TerminalReader {
        var names: [ByteString]
        var array: ByteString?
        var keepsBackslash: Bool
        var echoes: Bool
        var count: Int?

        mutating func read(_ line: [UInt8], in shell: inout Shell) -> CommandOutcome? {
            assign(line, in: &shell)
            return .success
        }

        mutating func end(in shell: inout Shell) -> CommandOutcome { .failure }

        /// One word a variable, the rest of the line for the last.
        func assign(_ line: [UInt8], in shell: inout Shell) {
            let separators = shell.scope["IFS"] ?? " \t\n"
            let text = ByteString(keepsBackslash ? line : unescaped(line))
            if let array {
                shell.scope.unset(array)
                _ = shell.scope.setArray(array, ShellArray(shell.fields(of: text)))
                return
            }
            guard !names.isEmpty else {
                _ = shell.scope.set("REPLY", text)
                return
            }
            var rest = text[...]
            for (index, name) in names.enumerated() {
                rest = rest.drop { $0.isWordBreak && separators.contains($0) }
                let isLast = index == names.count - 1
                var value = isLast ? rest : rest.prefix { !separators.contains($0) }
                rest = rest.dropFirst(value.count)
                if let byte = rest.first, byte.isWordBreak {
                    rest = rest.drop { $0.isWordBreak && separators.contains($0) }
                    if let next = rest.first, separators.contains(next), !next.isWordBreak { rest = rest.dropFirst() }
                } else {
                    rest = rest.dropFirst()
                }
                while isLast, let last = value.last, last.isWordBreak, separators.contains(last) { value.removeLast() }
                _ = shell.scope.set(name, ByteString(value))
            }
        }

        private func unescaped(_ line: [UInt8]) -> [UInt8] {
            var bytes: [UInt8] = []
            var isEscaped = false
            for byte in line {
                if byte == UInt8(ascii: "\\"), !isEscaped {
                    isEscaped = true
                } else {
                    bytes.append(byte)
                    isEscaped = false
                }
            }
            return bytes
        }
    }
}
