/// `awk`, which on Debian is mawk.
struct AwkCommand: ShellCommand {
    static let names: [ByteString] = ["awk", "mawk", "nawk"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var rest = words.dropFirst()
        var separator: ByteString?
        var settings: [ByteString] = []
        var sources: [ByteString] = []
        var hasFile = false
        while let word = rest.first, word.count > 1, word[0] == UInt8(ascii: "-") {
            rest.removeFirst()
            if word == "--" { break }
            if word == "-version" || word == "--version" || word == "-W" || word == "-Wversion" {
                shell.print(version)
                return .success
            }
            let letter = word[1]
            guard letter == UInt8(ascii: "F") || letter == UInt8(ascii: "v") || letter == UInt8(ascii: "f") else {
                return shell.fail(words[0], "not an option: \(word)", status: 2)
            }
            guard let argument = word.count > 2 ? ByteString(word.dropFirst(2)) : rest.popFirst() else {
                return shell.fail(words[0], "option \(word) lacks argument", status: 2)
            }
            switch letter {
            case UInt8(ascii: "F"): separator = argument
            case UInt8(ascii: "v"): settings.append(argument)
            default:
                hasFile = true
                guard case .bytes(let bytes)? = try? shell.read(operand: argument)
                else {
                    return shell.fail(words[0], "cannot open \(argument) (No such file or directory)", status: 2)
                }
                sources.append(ByteString(bytes))
            }
        }
        if !hasFile {
            guard let source = rest.popFirst() else {
                shell.print(usageText, to: 2)
                return .exit(2)
            }
            sources = [source]
        }
        let program: AwkProgram
        let source = sources.joined(by: "\n")
        guard shell.charge(source.count * 8) else { return .endless }
        var parser = AwkParser(source.bytes)
        do throws(AwkFault) {
            program = try parser.parse()
        } catch {
            return shell.fail(words[0], error.message, status: 2)
        }
        if shell.isTerminal(0), rest.allSatisfy({ $0 == "-" || $0.contains(UInt8(ascii: "=")) }), program.readsInput {
            return .collectingInput
        }
        var run = AwkRun(program)
        if let separator { run.variables["FS"] = .text(separator == "t" ? "\t" : AwkLexer.unescaped(separator.bytes)) }
        for setting in settings {
            let name = ByteString(setting.prefix { $0 != UInt8(ascii: "=") })
            guard name.count < setting.count, name.first?.isNameStart == true, name.allSatisfy({ $0.isName }) else {
                return shell.fail(words[0], "improper assignment: -v \(setting)", status: 2)
            }
            run.setVariable(name, AwkLexer.unescaped(Array(setting.dropFirst(name.count + 1))))
        }
        for line in shell.scope.environment {
            let name = ByteString(line.prefix { $0 != UInt8(ascii: "=") })
            run.arrays["ENVIRON", default: [:]][name] = .input(ByteString(line.dropFirst(name.count + 1)))
        }
        run.inputs = Array(rest)
        run.variables["ARGC"] = .number(Double(rest.count + 1))
        for (index, word) in ([words[0]] + rest).enumerated() {
            run.arrays["ARGV", default: [:]]["\(index)"] = .input(word)
        }
        do throws(AwkFault) {
            try run.run(in: &shell)
        } catch {
            if error.isSpent { return shell.budget.isSpent ? .endless : .exit(2) }
            return shell.fail(words[0], error.message, status: error.status)
        }
        return .exit(run.exitStatus)
    }

    private static let version: ByteString =
        "mawk 1.3.4 20200120\nCopyright 2008-2019,2020, Thomas E. Dickey\nCopyright 1991-1996,2014, Michael D. Brennan\n\nrandom-funcs:       srandom/random\nregex-funcs:        internal\ncompiled limits:\nsprintf buffer      8192\nmaximum-integer     2147483647\n"

    private static let usageText: ByteString =
        "Usage: mawk [Options] [Program] [file ...]\n"
}

extension AwkProgram {
    /// Anything but BEGIN needs input.
    var readsInput: Bool { rules.contains { if case .begin = $0.pattern { false } else { true } } }
}

extension Shell {
    /// Runs a command line as system(3) does, and gives back what it printed.
    mutating func runCommand(_ text: ByteString, input: [UInt8]?) -> (output: [UInt8], status: UInt8) {
        var parser = ShellParser(text, dialect: .dash)
        var list = ShellList()
        do {
            while let next = try parser.next() { list.items += next.items }
        } catch {
            print("sh: 1: Syntax error\n", to: 2)
            return ([], 2)
        }
        let saved = (scope, descriptors, status)
        scope.dialect = .dash
        scope.name = "sh"
        scope.script = nil
        scope.functions = [:]
        if let input, let stream = streams.open(.text(input)) { descriptors[0] = .stream(stream) }
        let output = try? capture(list, keepsEnds: true)
        let own = status
        if input != nil, case .stream(let stream) = descriptors[0] { streams.close(stream) }
        (scope, descriptors, status) = saved
        return (output ?? [], own)
    }
}
