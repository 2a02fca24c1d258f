/// `nc` and `telnet`: connections that are made, and say nothing.
struct NcCommand: ShellCommand {
    static let names: [ByteString] = ["nc", "telnet"]
    static let usage: ByteString = "nc [OPTIONS] HOST PORT  - connect"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        // Everything behind -e is a program and its arguments.
        let own = words.prefix { $0 != "-e" }
        guard let options = options(Array(own), "lp:w:i:f:s:vnukztal:", in: &shell) else { return .failure }
        if words[0] == "nc", options.has("l") { return .endless }
        guard let host = options.operands.first, words[0] == "telnet" || options.operands.count > 1 else {
            return showUsage(in: &shell)
        }
        let port = options.operands.dropFirst().first?.decimal ?? 23
        guard let address = shell.resolve(host) else { return shell.fail(words[0], "bad address '\(host)'") }
        guard (1...65_535).contains(port) else { return shell.fail(words[0], "bad port '\(options.operands[1])'") }
        guard shell.answers(address) else {
            return shell.fail(words[0], "can't connect to remote host (\(address)): Connection refused")
        }
        // What comes through a pipe is sent, and the other end hangs up.
        return shell.isTerminal(0) && own.count == words.count && !options.has("z") ? .endless : .success
    }
}
