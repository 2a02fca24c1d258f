/// Programs that run another one: here it is as if it had been called itself.
struct NohupCommand: ShellCommand {
    static let names: [ByteString] = ["nohup", "setsid", "nice", "chroot", "ionice", "taskset"]
    static let usage: ByteString = "nohup PROG ARGS"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var rest = words.dropFirst()
        while let option = rest.first, option.count > 1, option[0] == UInt8(ascii: "-") {
            rest.removeFirst()
            if option == "-n" || option == "-c" { _ = rest.popFirst() }
        }
        if words[0] == "chroot" || words[0] == "taskset" { _ = rest.popFirst() }
        guard !rest.isEmpty else { return words[0] == "chroot" ? .interactiveShell(name: "sh") : showUsage(in: &shell) }
        return .become(Array(rest))
    }
}
