import ThreatModel

/// `telnet` of netkit.
struct LinuxTelnetCommand: ShellCommand {
    static let names: [ByteString] = ["telnet", "telnet.netkit"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let operands = words.dropFirst().filter { $0.first != UInt8(ascii: "-") }
        guard let host = operands.first else {
            shell.print("telnet> ")
            return shell.isTerminal(0) ? .collectingInput : .success
        }
        let port = operands.dropFirst().first
        guard let address = shell.resolve(host) else {
            return shell.fail(
                "telnet", "could not resolve \(host)/\(port ?? "telnet"): Temporary failure in name resolution")
        }
        shell.print("Trying \(address)...\n")
        guard shell.answers(address) else {
            return shell.fail("telnet", "Unable to connect to remote host: Connection refused")
        }
        _ = shell.pass(.milliseconds(140))
        shell.print("Connected to \(host).\nEscape character is '^]'.\n")
        if shell.isTerminal(0) { return .endless }
        shell.print("Connection closed by foreign host.\n")
        return .failure
    }
}
