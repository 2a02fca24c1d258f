/// `perl` and `python3`: what prints constants is printed, everything else runs without a word.
struct InterpreterCommand: ShellCommand {
    static let names: [ByteString] = ["perl", "python3", "python3.9"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let isPerl = words[0] == "perl"
        var rest = words.dropFirst()
        while let word = rest.popFirst() {
            switch word {
            case "--version", "-V", "-v":
                if isPerl {
                    shell.print(
                        "\nThis is perl 5, version 32, subversion 1 (v5.32.1) built for x86_64-linux-gnu-thread-multi\n"
                    )
                } else {
                    shell.print("Python 3.9.2\n")
                }
                return .success
            case "-e", "-c", "-le", "-E":
                guard let code = rest.first else {
                    return isPerl
                        ? shell.failPlainly("No code specified for -e.", status: 2)
                        : shell.failPlainly("Argument expected for the -c option", status: 2)
                }
                return evaluate(code, isPerl: isPerl, endsLines: word == "-le" || word == "-E", &shell)
            default:
                if word.first == UInt8(ascii: "-") { continue }
                guard let place = try? shell.place(word), let id = place.id else {
                    return shell.failPlainly(
                        isPerl
                            ? "Can't open perl script \"\(word)\": No such file or directory"
                            : "python3: can't open file '\(FileSystem.normalised(word, from: shell.scope.directory))': [Errno 2] No such file or directory",
                        status: 2)
                }
                shell.executed(place.path, id)
                return .success
            }
        }
        if shell.isTerminal(0) { return .endless }
        return .success
    }

    private static func evaluate(
        _ code: ByteString, isPerl: Bool, endsLines: Bool, _ shell: inout Shell
    ) -> CommandOutcome {
        guard shell.charge(code.count * 4) else { return .failure }
        for part in statements(code) {
            let statement = ByteString(part.drop { $0.isSpace })
            guard statement.hasPrefix("print") || isPerl && statement.hasPrefix("say") else { continue }
            var list = ByteString(statement.dropFirst(statement.hasPrefix("say") ? 3 : 5).drop { $0.isBlank })
            while list.last?.isSpace == true { list.removeLast() }
            if list.first == UInt8(ascii: "("), list.last == UInt8(ascii: ")") {
                list = ByteString(list.dropFirst().dropLast())
            }
            var values: [ByteString] = []
            for item in split(list, at: UInt8(ascii: ",")) {
                guard let value = value(of: ByteString(item.drop { $0.isSpace }), isPerl: isPerl, &shell) else {
                    return .success
                }
                values.append(value)
            }
            let ends: ByteString = !isPerl || endsLines || statement.hasPrefix("say") ? "\n" : ""
            shell.print(values.joined(by: isPerl ? "" : " ") + ends)
        }
        return .success
    }

    private static func statements(_ code: ByteString) -> [ByteString] {
        split(code, at: UInt8(ascii: ";")).flatMap { split($0, at: 0x0a) }
    }

    /// Outside of quotes and parentheses.
    private static func split(_ text: ByteString, at mark: UInt8) -> [ByteString] {
        var parts: [ByteString] = [ByteString()]
        var quote: UInt8?
        var open = 0
        var isEscaped = false
        for byte in text {
            if let mark = quote {
                if byte == mark, !isEscaped { quote = nil }
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: "(") {
                open += 1
            } else if byte == UInt8(ascii: ")") {
                open -= 1
            } else if byte == mark, open <= 0 {
                parts.append(ByteString())
                continue
            }
            parts[parts.count - 1].append(byte)
        }
        return parts
    }

    /// A text or a sum; nil: it is more than that.
    private static func value(of text: ByteString, isPerl: Bool, _ shell: inout Shell) -> ByteString? {
        var text = text
        while text.last?.isSpace == true { text.removeLast() }
        if let quote = text.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") {
            let pieces = split(text, at: isPerl ? UInt8(ascii: ".") : UInt8(ascii: "+")).map {
                ByteString($0.drop { $0.isSpace })
            }
            if pieces.count > 1 {
                var joined = ByteString()
                for piece in pieces {
                    guard let value = value(of: piece, isPerl: isPerl, &shell) else { return nil }
                    joined += value
                }
                return joined
            }
            guard text.count > 1, text.last == quote else { return nil }
            let inside = ByteString(text.dropFirst().dropLast())
            if isPerl, quote == UInt8(ascii: "'") { return inside }
            if isPerl, inside.contains(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "@") }) { return nil }
            return ByteString(EchoEscapes.expand(inside, style: .gnuFormat).bytes)
        }
        let times = split(text, at: UInt8(ascii: "x"))
        if isPerl, times.count == 2, let count = ByteString(times[1].filter { !$0.isSpace }).decimal,
            let piece = value(of: times[0], isPerl: true, &shell), count >= 0,
            count * max(1, piece.count) < Shell.mostWordBytes
        {
            return ByteString(repeatElement(piece.bytes, count: count).joined())
        }
        guard !text.isEmpty, text.allSatisfy({ $0.isDigit || "+-*/%() ".utf8.contains($0) }),
            let number = try? shell.evaluate(text)
        else { return nil }
        return "\(number)"
    }
}
