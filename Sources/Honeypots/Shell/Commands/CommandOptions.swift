/// Options as getopt(3) takes them: letters behind a dash, each with an argument when the specification has a colon
/// behind it; `--` ends them. Operands may stand in between unless the specification begins with `+`.
struct CommandOptions: Sendable {
    private(set) var letters: [UInt8] = []
    private(set) var arguments: [UInt8: [ByteString]] = [:]
    var operands: [ByteString] = []

    enum Fault: Error, Hashable, Sendable {
        case unknown(ByteString)
        case missingArgument(UInt8)

        var message: ByteString {
            switch self {
            case .unknown(let option):
                option.count == 1 ? "invalid option -- '\(option)'" : "unrecognized option '\(option)'"
            case .missingArgument(let letter): "option requires an argument -- '\(ByteString([letter]))'"
            }
        }
    }

    /// `long` maps long names to letters of the specification.
    init(
        _ words: some Collection<ByteString>, _ specification: StaticString, long: [ByteString: UInt8] = [:]
    ) throws(Fault) {
        let specification = specification.withUTF8Buffer { Array($0) }
        let stopsAtOperand = specification.first == UInt8(ascii: "+")
        var rest = Array(words)[...]
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                return
            }
            guard word.count > 1, word.first == UInt8(ascii: "-") else {
                operands.append(word)
                guard stopsAtOperand else { continue }
                operands += rest
                return
            }
            if word.hasPrefix("--") {
                try takeLong(word, &rest, specification, long)
            } else {
                try takeLetters(word, &rest, specification)
            }
        }
    }

    private mutating func takeLetters(
        _ word: ByteString, _ rest: inout ArraySlice<ByteString>, _ specification: [UInt8]
    ) throws(Fault) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard letter != UInt8(ascii: ":"), letter != UInt8(ascii: "+"),
                let index = specification.firstIndex(of: letter)
            else { throw .unknown(ByteString([letter])) }
            self.letters.append(letter)
            guard index + 1 < specification.count, specification[index + 1] == UInt8(ascii: ":") else { continue }
            if !letters.isEmpty {
                arguments[letter, default: []].append(ByteString(letters))
                return
            }
            guard let argument = rest.popFirst() else { throw .missingArgument(letter) }
            arguments[letter, default: []].append(argument)
        }
    }

    private mutating func takeLong(
        _ word: ByteString, _ rest: inout ArraySlice<ByteString>, _ specification: [UInt8], _ long: [ByteString: UInt8]
    ) throws(Fault) {
        let sign = word.firstIndex(of: UInt8(ascii: "="))
        let name = ByteString(word[2..<(sign ?? word.count)])
        guard let letter = long[name] else { throw .unknown(word) }
        letters.append(letter)
        guard let index = specification.firstIndex(of: letter), index + 1 < specification.count,
            specification[index + 1] == UInt8(ascii: ":")
        else { return }
        if let sign {
            arguments[letter, default: []].append(ByteString(word[(sign + 1)...]))
        } else if let argument = rest.popFirst() {
            arguments[letter, default: []].append(argument)
        } else {
            throw .missingArgument(letter)
        }
    }

    func has(_ letter: Unicode.Scalar) -> Bool { letters.contains(UInt8(ascii: letter)) }

    /// The last argument of that option.
    func argument(_ letter: Unicode.Scalar) -> ByteString? { arguments[UInt8(ascii: letter)]?.last }

    func all(_ letter: Unicode.Scalar) -> [ByteString] { arguments[UInt8(ascii: letter)] ?? [] }
}

extension ShellCommand {
    /// Options as above; nil: they were wrong, and the visitor has been told.
    static func options(
        _ words: [ByteString], _ specification: StaticString, long: [ByteString: UInt8] = [:], in shell: inout Shell
    ) -> CommandOptions? {
        do {
            return try CommandOptions(words.dropFirst(), specification, long: long)
        } catch {
            shell.print("\(words[0]): \(error.message)\n", to: 2)
            if shell.scope.dialect.isDebian {
                shell.print("Try '\(words[0]) --help' for more information.\n", to: 2)
            } else {
                _ = showUsage(in: &shell)
            }
            return nil
        }
    }

    /// What BusyBox says when it is called wrongly.
    static func showUsage(in shell: inout Shell) -> CommandOutcome {
        if shell.scope.dialect.isDebian {
            let name = names.first ?? ""
            return shell.refuse(name, "missing operand")
        }
        shell.print(shell.device.busyboxBanner + "\n\nUsage: " + usage + "\n", to: 2)
        return .failure
    }
}

extension Device {
    /// "BusyBox v1.19.4 (2014-03-14 15:48:02 CST) multi-call binary."
    var busyboxBanner: ByteString {
        ByteString("BusyBox v\(firmware.busyboxVersion) (\(firmware.busyboxDate)) multi-call binary.")
    }
}
