/// What the terminal hands to the shell.
extension Shell {
    /// A line for the program that reads in the foreground.
    mutating func deliver(_ line: [UInt8]) {
        guard case .reading(var reader) = frames.popLast() else { return }
        if let outcome = reader.read(line, in: &self) {
            follow(outcome, of: [])
        } else {
            push(.reading(reader))
        }
        run()
    }

    /// The end of an unfinished line, when input ends behind it.
    mutating func deliverRest(_ rest: [UInt8]) {
        guard case .reading(var reader) = frames.popLast() else { return }
        if let outcome = reader.readRest(rest, in: &self) {
            follow(outcome, of: [])
        } else {
            push(.reading(reader))
        }
        run()
    }

    /// The end of input for the program that reads in the foreground.
    mutating func deliverEnd() {
        guard case .reading(var reader) = frames.popLast() else { return }
        follow(reader.end(in: &self), of: [])
        run()
    }

    /// The end of input at a prompt: this shell is over.
    mutating func endOfInput() {
        guard case .prompt = frames.last else { return }
        frames.removeLast()
    }

    /// What an interactive bash reads first: ~/.bashrc, which says the same of the prompt as is shown anyway.
    mutating func readSettings() {
        guard scope.dialect == .bash, let home = scope["HOME"],
            let id = try? files.find(home + "/.bashrc", from: "/"), files.may(.read, id)
        else { return }
        let prompt = scope["PS1"] ?? ""
        let bytes = contents(of: id, range: 0..<Self.mostSettings)
        guard charge(bytes.count) else { return }
        follow(.sourceFile(bytes, name: home + "/.bashrc", parameters: nil), of: [])
        run()
        _ = scope.set("PS1", prompt)
    }

    /// Bytes of a settings file that are read.
    private static let mostSettings = 16_384

    mutating func remember(_ command: [UInt8]) {
        guard !command.allSatisfy({ $0.isSpace }), command.count <= Self.longestRemembered,
            history.last?.bytes != command
        else { return }
        history.append(ByteString(command))
        if history.count > Self.mostHistory { history.removeFirst() }
    }

    /// Bytes of a line that `history` keeps.
    private static let longestRemembered = 512

    /// The prompt with its escapes expanded, as BusyBox's fancy prompts have them.
    var prompt: ByteString {
        var text = ByteString()
        var rest = (scope["PS1"] ?? "")[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let letter = rest.popFirst() else {
                text.append(byte)
                continue
            }
            switch letter {
            case UInt8(ascii: "w"): text += shownDirectory
            case UInt8(ascii: "W"): text += shownDirectory == "~" ? "~" : scope.directory.lastPathComponent
            case UInt8(ascii: "u"): text += visit.kind == .server ? account.name : "root"
            case UInt8(ascii: "h"): text += ByteString(hostname.prefix { $0 != UInt8(ascii: ".") })
            case UInt8(ascii: "H"): text += hostname
            case UInt8(ascii: "$"): text += visit.kind == .server && !account.isRoot ? "$" : "#"
            case UInt8(ascii: "n"): text += "\r\n"
            case UInt8(ascii: "\\"): text += "\\"
            default: text += ByteString([byte, letter])
            }
        }
        return ByteString(text.prefix(Self.longestPrompt))
    }

    /// Bytes a prompt may have: a visitor can set it, and gets it often.
    private static let longestPrompt = 256

    /// The working directory with the home folder short.
    private var shownDirectory: ByteString {
        guard let home = scope["HOME"], home.count > 1, scope.directory.hasPrefix(home) else { return scope.directory }
        let rest = scope.directory.dropFirst(home.count)
        return rest.isEmpty || rest.first == UInt8(ascii: "/") ? "~" + ByteString(rest) : scope.directory
    }
}
