struct HostnameCommand: ShellCommand {
    static let names: [ByteString] = ["hostname"]
    static let usage: ByteString = "hostname [OPTIONS] [HOSTNAME]"

    /// HOST_NAME_MAX of Linux.
    private static let longestName = 64

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "dfisF:", in: &shell) else { return .failure }
        if let name = options.operands.first {
            guard name.count <= longestName else { return shell.fail(words[0], "sethostname: Invalid argument") }
            shell.newHostname = name
        } else if options.has("i") {
            shell.print("\(shell.device.lanAddress)\n")
        } else if options.has("d") {
            shell.print("\n")
        } else {
            shell.print(shell.hostname + "\n")
        }
        return .success
    }
}
