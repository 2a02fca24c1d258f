struct NslookupCommand: ShellCommand {
    static let names: [ByteString] = ["nslookup"]
    static let usage: ByteString = "nslookup [HOST] [SERVER]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard words.count > 1 else { return showUsage(in: &shell) }
        let server = words.count > 2 ? words[2] : "127.0.0.1"
        shell.print("Server:    \(server)\nAddress 1: \(server)\n\n")
        guard let address = shell.resolve(words[1]) else { return shell.fail(words[0], "can't resolve '\(words[1])'") }
        shell.print("Name:      \(words[1])\nAddress 1: \(address)\n")
        return .success
    }
}
