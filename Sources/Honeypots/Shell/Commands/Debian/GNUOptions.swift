/// Options as getopt_long(3) of the GNU library takes them: letters, long names that may be cut short, operands in
/// between unless the specification begins with `+`. What is wrong is told in the library's own words.
struct GNUOptions: Sendable {
    /// A long option: its name, the letter it stands for, and whether it takes an argument.
    struct Long: Sendable {
        enum Argument: Hashable, Sendable {
            case none
            case required
            case optional
        }
        var name: ByteString
        var letter: Unicode.Scalar
        var argument: Argument

        init(_ name: ByteString, _ letter: Unicode.Scalar, _ argument: Argument = .none) {
            (self.name, self.letter, self.argument) = (name, letter, argument)
        }
    }

    /// Options in the order they came, by letter.
    private(set) var given: [(letter: Unicode.Scalar, argument: ByteString?)] = []
    var operands: [ByteString] = []

    func has(_ letters: Unicode.Scalar...) -> Bool { given.contains { letters.contains($0.letter) } }
    /// The last argument of that option.
    func argument(_ letter: Unicode.Scalar) -> ByteString? { given.last { $0.letter == letter }?.argument }
    func all(_ letter: Unicode.Scalar) -> [ByteString] { given.filter { $0.letter == letter }.compactMap(\.argument) }
    /// Which of these letters came last.
    func last(_ letters: Unicode.Scalar...) -> Unicode.Scalar? {
        given.last { letters.contains($0.letter) }?.letter
    }

    enum Result {
        case options(GNUOptions)
        /// Wrong, or all that was asked for is told already.
        case done(CommandOutcome)
    }

    /// How a program ends when it is called wrongly.
    struct Manners: Sendable {
        var status: UInt8 = 1
        /// What follows the library's message; `%0` is the program.
        var hint: ByteString = "Try '%0 --help' for more information.\n"
        /// The package of `--version`, nil: it has none.
        var version: ByteString? = "(GNU coreutils) 8.32"
        /// What stands behind the program in the first line of `--help`; nil: as ``GNUSynopsis`` has it.
        var synopsis: ByteString?
    }

    static func read(
        _ words: [ByteString], _ specification: String, _ long: [Long] = [], _ manners: Manners = Manners(),
        in shell: inout Shell
    ) -> Result {
        var options = GNUOptions()
        let letters = Array(specification.unicodeScalars)
        var rest = words.dropFirst()
        func refuse(_ message: ByteString) -> Result {
            shell.print("\(words[0]): \(message)\n" + manners.hint.replacing("%0", with: words[0]), to: 2)
            shell.usageStatus = manners.status
            return .done(.exit(manners.status))
        }
        while let word = rest.popFirst() {
            if word == "--" {
                options.operands += rest
                break
            }
            guard word.count > 1, word.first == UInt8(ascii: "-") else {
                options.operands.append(word)
                if letters.first == "+" {
                    options.operands += rest
                    break
                }
                continue
            }
            if word.hasPrefix("--") {
                let sign = word.firstIndex(of: UInt8(ascii: "="))
                let name = ByteString(word[2..<(sign ?? word.count)])
                let all = long + [Long("help", "\u{1}"), Long("version", "\u{2}")]
                let exact = all.filter { $0.name == name }
                let fitting = exact.isEmpty ? all.filter { $0.name.hasPrefix(name) } : exact
                guard let option = fitting.first else {
                    return refuse("unrecognized option '\(word.prefix { $0 != 0x3d })'")
                }
                if Set(fitting.map(\.letter)).count > 1 {
                    return refuse(
                        "option '--\(name)' is ambiguous; possibilities:\(fitting.map { " '--\($0.name)'" as ByteString }.joined(by: ""))"
                    )
                }
                var argument = sign.map { ByteString(word[($0 + 1)...]) }
                if argument != nil, option.argument == .none {
                    return refuse("option '--\(option.name)' doesn't allow an argument")
                }
                if argument == nil, option.argument == .required {
                    guard let next = rest.popFirst() else {
                        return refuse("option '--\(option.name)' requires an argument")
                    }
                    argument = next
                }
                if option.letter == "\u{1}" {
                    shell.print("Usage: \(words[0]) \(manners.synopsis ?? GNUSynopsis.of(words[0]))\n")
                    shell.usageStatus = 0
                    return .done(.success)
                }
                if option.letter == "\u{2}" {
                    shell.usageStatus = 0
                    shell.print("\(words[0]) \(manners.version ?? "")\n")
                    return .done(.success)
                }
                options.given.append((option.letter, argument))
                continue
            }
            var flags = word.dropFirst()
            while let byte = flags.popFirst() {
                let letter = Unicode.Scalar(byte)
                guard letter != ":", letter != "+", let index = letters.firstIndex(of: letter) else {
                    return refuse("invalid option -- '\(ByteString([byte]))'")
                }
                let takes = index + 1 < letters.count && letters[index + 1] == ":"
                let isOptional = takes && index + 2 < letters.count && letters[index + 2] == ":"
                guard takes else {
                    options.given.append((letter, nil))
                    continue
                }
                if !flags.isEmpty || isOptional {
                    options.given.append((letter, flags.isEmpty ? nil : ByteString(flags)))
                } else if let next = rest.popFirst() {
                    options.given.append((letter, next))
                } else {
                    return refuse("option requires an argument -- '\(ByteString([byte]))'")
                }
                break
            }
        }
        return .options(options)
    }
}

extension Shell {
    /// "program: message" and the hint at its help, as coreutils have it.
    mutating func refuse(_ program: ByteString, _ message: ByteString, status: UInt8 = 1) -> CommandOutcome {
        print("\(program): \(message)\nTry '\(program) --help' for more information.\n", to: 2)
        return .exit(status)
    }

    /// Reads operands as coreutils do: `-` and none mean standard input, and what fails is told in `message`.
    mutating func gnuInputs(
        _ operands: [ByteString], of program: ByteString, lead: ByteString = "", tail: ByteString = "",
        quoted: Bool = false
    ) -> CommandInputs {
        var files: [(name: ByteString, bytes: [UInt8])] = []
        var status: UInt8 = 0
        for operand in operands.isEmpty ? ["-"] : operands {
            let result: ReadResult
            do {
                result = operand == "-" ? readInput() : try read(path: operand)
            } catch {
                let name = quoted ? "'\(operand)'" : operand.quotedWhereNeeded
                if error == .isDirectory, quoted {
                    print("\(program): error reading '\(operand)': Is a directory\n", to: 2)
                } else {
                    print("\(program): \(lead)\(name)\(tail): \(error.message)\n", to: 2)
                }
                status = 1
                continue
            }
            switch result {
            case .bytes(let bytes): files.append((operand, bytes))
            case .terminal: return .outcome(.collectingInput)
            case .endless: return .outcome(.endless)
            }
        }
        return .files(files, status: status)
    }
}

extension ByteString {
    /// In quotes where a shell would need them, as GNU programs name files in messages.
    var quotedWhereNeeded: ByteString {
        let isPlain = !isEmpty && allSatisfy { $0.isName || "-+./:,@%^~#{}]".utf8.contains($0) || $0 >= 0x80 }
        if isPlain { return self }
        return contains(UInt8(ascii: "'")) && !contains(UInt8(ascii: "\"")) ? "\"" + self + "\"" : quotedForBash
    }

}

extension BidirectionalCollection<UInt8> {
    /// Lines with their ends kept apart: the last may have none.
    var linesAndEnd: (lines: [SubSequence], endsLine: Bool) { (lines, last == 0x0a || isEmpty) }
}
