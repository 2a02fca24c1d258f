/// `uname` and `arch`.
struct GNUUnameCommand: ShellCommand {
    static let names: [ByteString] = ["uname", "arch"]

    private static let long: [GNUOptions.Long] = [
        .init("all", "a"), .init("kernel-name", "s"), .init("nodename", "n"), .init("kernel-release", "r"),
        .init("kernel-version", "v"), .init("machine", "m"), .init("processor", "p"),
        .init("hardware-platform", "i"), .init("operating-system", "o"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let letters = words[0] == "arch" ? "" : "asnrvmpio"
        guard case .options(let options) = GNUOptions.read(words, letters, long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        if let extra = options.operands.first { return shell.refuse(words[0], "extra operand '\(extra)'") }
        let kernel = shell.machine.kernel
        if words[0] == "arch" {
            shell.print(kernel.machine + "\n")
            return .success
        }
        let fields: [(letter: Unicode.Scalar, value: ByteString)] = [
            ("s", "Linux"), ("n", shell.hostname), ("r", kernel.release), ("v", kernel.version),
            ("m", kernel.machine), ("p", "unknown"), ("i", "unknown"), ("o", "GNU/Linux"),
        ]
        let isAll = options.has("a")
        var chosen = fields.filter { field in
            isAll ? field.letter != "p" && field.letter != "i" : options.given.contains { $0.letter == field.letter }
        }
        if chosen.isEmpty { chosen = [fields[0]] }
        shell.print(chosen.map(\.value).joined(by: " ") + "\n")
        return .success
    }
}
