struct HostidCommand: ShellCommand {
    static let names: [ByteString] = ["hostid"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        if shell.visit.kind == .server {
            // Of 127.0.1.1, where Debian's /etc/hosts has the machine's own name.
            shell.print("007f0101\n")
            return .success
        }
        // The address in the halves' other order, as the C library makes it.
        let parts = shell.device.lanAddress.split(separator: ".").compactMap { UInt8($0) }
        guard parts.count == 4 else { return .failure }
        shell.print([parts[1], parts[0], parts[3], parts[2]].hexadecimal + "\n")
        return .success
    }
}
