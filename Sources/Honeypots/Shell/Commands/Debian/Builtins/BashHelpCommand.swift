struct BashHelpCommand: ShellCommand {
    static let names: [ByteString] = ["help"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let topics = words.dropFirst().filter { $0.first != UInt8(ascii: "-") }
        if topics.isEmpty {
            shell.print("GNU bash, version 5.1.4(1)-release (x86_64-pc-linux-gnu)\n")
            for name in DebianRegistry.bashBuiltinNames { shell.print(" \(name)\n") }
            return .success
        }
        var status: UInt8 = 1
        for topic in topics {
            if DebianRegistry.builtin(topic, .bash) != nil {
                shell.print("\(topic): \(topic) [arguments]\n")
                status = 0
            }
        }
        if status != 0 {
            return shell.complain(
                builtin: "help",
                "no help topics match `\(topics[0])'.  Try `help help' or `man -k \(topics[0])' or `info \(topics[0])'.",
                status: 1)
        }
        return .success
    }
}
