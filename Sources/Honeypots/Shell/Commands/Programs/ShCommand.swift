/// The shell as a program: at the terminal, with `-c`, or with a script.
struct ShCommand: ShellCommand {
    static let names: [ByteString] = ["sh", "ash"]
    static let usage: ByteString = "sh [-/+OPTIONS] [-/+o OPT]... [-c 'SCRIPT' [ARG0 [ARGS]] / FILE [ARGS]]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var rest = words.dropFirst()
        var isCommand = false
        var readsInput = false
        while let word = rest.first, word.count > 1, word[0] == UInt8(ascii: "-") {
            rest.removeFirst()
            if word == "--" { break }
            guard !word.hasPrefix("--") else { return shell.fail(words[0], "illegal option --", status: 2) }
            for letter in word.dropFirst() {
                switch letter {
                case UInt8(ascii: "c"): isCommand = true
                case UInt8(ascii: "s"): readsInput = true
                case let letter where "abCefhilmnuvx".utf8.contains(letter): break
                default: return shell.fail(words[0], "illegal option -\(ByteString([letter]))", status: 2)
                }
            }
        }
        if isCommand {
            guard let text = rest.popFirst() else { return shell.fail(words[0], "-c requires an argument", status: 2) }
            let name = rest.popFirst() ?? words[0]
            return .script(
                CommandOutcome.ScriptText(text: text.bytes, name: name, parameters: Array(rest), source: .string))
        }
        if !readsInput, let file = rest.popFirst() { return run(file: file, Array(rest), words[0], &shell) }
        switch shell.readInput() {
        case .terminal: return .interactiveShell(name: words[0])
        case .endless: return .endless
        case .bytes(let bytes):
            return .script(
                CommandOutcome.ScriptText(text: bytes, name: words[0], parameters: Array(rest), source: .input))
        }
    }

    private static func run(
        file: ByteString, _ parameters: [ByteString], _ name: ByteString, _ shell: inout Shell
    ) -> CommandOutcome {
        let path =
            file.contains(UInt8(ascii: "/")) || (try? shell.place(file).id) != nil
            ? file : shell.programPath(file) ?? file
        do {
            let result = try shell.read(path: path)
            if let place = try? shell.place(path), let id = place.id { shell.executed(place.path, id) }
            switch result {
            case .terminal: return .interactiveShell(name: name)
            case .endless: return .endless
            case .bytes(let bytes):
                guard !bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) else {
                    return shell.fail(file, "line 1: syntax error: unexpected word (expecting \")\")", status: 2)
                }
                return .script(
                    CommandOutcome.ScriptText(text: bytes, name: file, parameters: parameters, source: .file))
            }
        } catch {
            return shell.fail(name, "can't open '\(file)'", status: 2)
        }
    }
}
