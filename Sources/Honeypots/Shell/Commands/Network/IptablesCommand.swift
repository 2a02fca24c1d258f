struct IptablesCommand: ShellCommand {
    static let names: [ByteString] = ["iptables"]
    static let place = CommandPlace.program(folder: "/usr/sbin")

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard words.count > 1 else {
            let version: ByteString = shell.scope.dialect.isDebian ? "v1.8.7 (nf_tables)" : "v1.4.16.3"
            shell.print(
                "iptables \(version): no command specified\nTry `iptables -h' or 'iptables --help' for more information.\n",
                to: 2)
            return .exit(2)
        }
        // Rules are taken without a word; only listings speak.
        if words.contains("-S") || words.contains("--list-rules") {
            shell.print("-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n")
        } else if words.dropFirst().contains(where: {
            $0 == "--list"
                || $0.first == UInt8(ascii: "-") && $0.dropFirst().first != UInt8(ascii: "-")
                    && $0.contains(UInt8(ascii: "L"))
        }) {
            let chains = ["INPUT", "FORWARD", "OUTPUT"].map {
                "Chain \($0) (policy ACCEPT)\ntarget     prot opt source               destination         \n"
            }
            shell.print(ByteString(chains.joined(separator: "\n")))
        }
        return .success
    }
}
