/// Programs of coreutils and util-linux that run another one: `timeout`, `nohup`, `nice`, `env`, `setsid`, `chroot`,
/// `ionice`, `taskset`, `stdbuf`. It is as if that had been called itself.
struct GNUWrapperCommand: ShellCommand {
    static let names: [ByteString] = [
        "timeout", "nohup", "nice", "setsid", "chroot", "ionice", "taskset", "stdbuf", "env",
    ]

    /// Letters of the options, and the status that says that it was called wrongly.
    private static let shapes: [ByteString: (letters: String, status: UInt8)] = [
        "timeout": ("+k:s:v", 125), "nohup": ("+", 125), "nice": ("+n:0123456789", 125), "setsid": ("+cfwhV", 1),
        "chroot": ("+", 125), "ionice": ("+c:n:p:P:u:t", 1), "taskset": ("+apcV", 1), "stdbuf": ("+i:o:e:", 125),
        "env": ("+iu:0C:S:v", 125),
    ]

    private static let long: [GNUOptions.Long] = [
        .init("kill-after", "k", .required), .init("signal", "s", .required), .init("preserve-status", "p"),
        .init("foreground", "f"), .init("adjustment", "n", .required), .init("ctty", "c"), .init("wait", "w"),
        .init("userspec", "U", .required), .init("groups", "G", .required), .init("ignore-environment", "i"),
        .init("unset", "u", .required), .init("null", "0"), .init("chdir", "C", .required),
        .init("input", "i", .required), .init("output", "o", .required), .init("error", "e", .required),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = words[0]
        let shape = shapes[program] ?? ("+", 1)
        let isCore = !["setsid", "ionice", "taskset"].contains(program)
        let manners = GNUOptions.Manners(
            status: shape.status, version: isCore ? "(GNU coreutils) 8.32" : "from util-linux 2.36.1")
        guard case .options(let options) = GNUOptions.read(words, shape.letters, long, manners, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        var rest = options.operands[...]
        func wrong(_ message: ByteString) -> CommandOutcome { shell.refuse(program, message, status: shape.status) }
        switch program {
        case "timeout":
            guard rest.count >= 2, let time = rest.popFirst() else {
                shell.print("Try 'timeout --help' for more information.\n", to: 2)
                return .exit(125)
            }
            let digits = time.prefix { $0.isDigit || $0 == UInt8(ascii: ".") }
            guard !digits.isEmpty, digits.contains(where: { $0.isDigit }),
                ["", "s", "m", "h", "d"].contains(ByteString(time.dropFirst(digits.count)))
            else { return wrong("invalid time interval '\(time)'") }
        case "chroot":
            guard let root = rest.popFirst() else { return wrong("missing operand") }
            guard let id = try? shell.files.find(root, from: shell.scope.directory) else {
                return shell.fail(
                    "chroot", "cannot change root directory to '\(root)': No such file or directory", status: 125)
            }
            guard shell.files.user?.uid ?? 0 == 0 else {
                return shell.fail(
                    "chroot", "cannot change root directory to '\(root)': Operation not permitted", status: 125)
            }
            guard shell.files[id].isDirectory else {
                return shell.fail("chroot", "cannot change root directory to '\(root)': Not a directory", status: 125)
            }
            // Only the real root has anything in it.
            guard FileSystem.normalised(root, from: shell.scope.directory) == "/" else {
                return shell.fail(
                    "chroot", "failed to run command '\(rest.first ?? "/bin/bash")': No such file or directory",
                    status: 127)
            }
            if rest.isEmpty { return .interactiveShell(name: "bash") }
        case "env": return environment(options, &shell)
        case "taskset": if !options.has("p") { _ = rest.popFirst() }
        case "nice" where rest.isEmpty:
            shell.print("0\n")
            return .success
        case "ionice" where rest.isEmpty:
            shell.print("none: prio 0\n")
            return .success
        case "setsid" where rest.isEmpty:
            shell.print("setsid: no command specified\nTry 'setsid --help' for more information.\n", to: 2)
            return .failure
        default: break
        }
        guard let name = rest.first else {
            return program == "taskset" && options.has("p") ? .success : wrong("missing operand")
        }
        return start(Array(rest), name, by: program, &shell)
    }

    private static func start(
        _ words: [ByteString], _ name: ByteString, by program: ByteString, _ shell: inout Shell
    ) -> CommandOutcome {
        switch shell.findProgram(name) {
        case .found:
            if program == "nohup", shell.isTerminal(1) {
                shell.print("nohup: ignoring input and appending output to 'nohup.out'\n", to: 2)
                if let file = try? shell.prepareForWriting("nohup.out", appends: true),
                    let stream = shell.streams.open(.file(file, appends: true))
                {
                    shell.push(.descriptors(shell.descriptors, closing: [stream]))
                    shell.descriptors[1] = .stream(stream)
                    if shell.isTerminal(2) { shell.descriptors[2] = .stream(stream) }
                }
            }
            return .becomeProgram(words)
        case .missing, .forbidden:
            let reason: ByteString =
                if case .missing = shell.findProgram(name) { "No such file or directory" } else { "Permission denied" }
            let status: UInt8 = reason == "Permission denied" ? 126 : 127
            switch program {
            case "env": return shell.fail("env", "'\(name)': \(reason)", status: status)
            case "setsid", "ionice", "taskset":
                return shell.fail(program, "failed to execute \(name): \(reason)", status: status)
            default: return shell.fail(program, "failed to run command '\(name)': \(reason)", status: status)
            }
        }
    }

    private static func environment(_ options: GNUOptions, _ shell: inout Shell) -> CommandOutcome {
        var rest = options.operands[...]
        var clears = options.has("i")
        if rest.first == "-" {
            clears = true
            rest.removeFirst()
        }
        let change = EnvironmentChange(&rest, clears: clears, gone: options.all("u"))
        guard let name = rest.first else {
            let end: ByteString = options.has("0") ? "\0" : "\n"
            for line in change.lines(in: shell.scope) { shell.print(line + end) }
            return .success
        }
        change.apply(to: &shell)
        return start(Array(rest), name, by: "env", &shell)
    }
}
