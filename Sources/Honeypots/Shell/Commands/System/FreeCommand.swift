struct FreeCommand: ShellCommand {
    static let names: [ByteString] = ["free"]
    static let usage: ByteString = "free [-bkmg]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "bkmgh", in: &shell) else { return .failure }
        let memory = LiveFileReader(shell: shell).memory
        let amount = { (kibibytes: Int) -> ByteString in
            let value =
                options.has("b")
                ? kibibytes * 1024
                : options.has("m") ? kibibytes / 1024 : options.has("g") ? kibibytes / 1_048_576 : kibibytes
            return ByteString("\(value)").indented(to: 13)
        }
        let used = memory.used + memory.buffers + memory.cached
        let free = memory.total - used
        var text: ByteString = "             total         used         free       shared      buffers\n"
        text += "Mem: \(amount(memory.total))\(amount(used))\(amount(free))\(amount(0))\(amount(memory.buffers))\n"
        text += "-/+ buffers:      \(amount(used - memory.buffers))\(amount(free + memory.buffers))\n"
        text += "Swap:\(amount(0))\(amount(0))\(amount(0))\n"
        shell.print(text)
        return .success
    }
}
