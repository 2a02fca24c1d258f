/// `echo` of bash and of dash, which expands escapes always.
struct BashEchoCommand: ShellCommand {
    static let names: [ByteString] = ["echo"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var rest = words.dropFirst()
        var endsLine = true
        var expands = shell.scope.dialect == .dash
        if expands {
            if rest.first == "-n" {
                endsLine = false
                rest.removeFirst()
            }
        } else {
            while let word = rest.first, word.count > 1, word.first == UInt8(ascii: "-"),
                word.dropFirst().allSatisfy({ "neE".utf8.contains($0) })
            {
                for letter in word.dropFirst() {
                    if letter == UInt8(ascii: "n") { endsLine = false } else { expands = letter == UInt8(ascii: "e") }
                }
                rest.removeFirst()
            }
        }
        var text = rest.joined(by: " ")
        if expands {
            let style: EchoEscapes.Style = shell.scope.dialect == .dash ? .echo : .bashEcho
            let (bytes, isEnded) = EchoEscapes.expand(text, style: style)
            text = ByteString(bytes)
            if isEnded { endsLine = false }
        }
        if endsLine { text.append(0x0a) }
        guard shell.print(text) || shell.isPipeBroken || shell.budget.isSpent || text.isEmpty else {
            return shell.complainOfOutput("echo")
        }
        return .success
    }
}

extension Shell {
    /// What a builtin says whose output could not be written.
    mutating func complainOfOutput(_ builtin: ByteString) -> CommandOutcome {
        complain(
            builtin: builtin, scope.dialect == .dash ? "\(builtin): I/O error" : "write error: \(writeFault)", status: 1
        )
    }

    /// Why the last write to the output failed.
    var writeFault: ByteString {
        guard descriptors.count > 1, case .stream(let number) = descriptors[1],
            case .file(let id, _) = streams[number]?.kind
        else { return "Bad file descriptor" }
        if case .device = files[id].kind { return "No space left on device" }
        if let fault = files.unwritable[id] { return fault.message }
        if case .file(.live) = files[id].kind { return "Input/output error" }
        return "No space left on device"
    }
}
