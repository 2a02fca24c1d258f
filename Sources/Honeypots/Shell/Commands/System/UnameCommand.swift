struct UnameCommand: ShellCommand {
    static let names: [ByteString] = ["uname"]
    static let usage: ByteString = "uname [-amnrspv]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "amnrspvio", in: &shell) else { return .failure }
        guard options.operands.isEmpty else { return showUsage(in: &shell) }
        let firmware = shell.device.firmware
        let machine = shell.device.architecture.machineName
        let parts: [(letter: Unicode.Scalar, value: String)] = [
            ("s", "Linux"), ("n", shell.hostname.text), ("r", firmware.kernelRelease), ("v", firmware.kernelVersion),
            ("m", machine),
            ("p", "unknown"), ("i", "unknown"), ("o", "GNU/Linux"),
        ]
        let chosen =
            if options.has("a") {
                parts.filter { $0.letter != "p" && $0.letter != "i" }
            } else {
                options.letters.isEmpty ? [parts[0]] : parts.filter { options.has($0.letter) }
            }
        shell.print(ByteString(chosen.map(\.value).joined(separator: " ")) + "\n")
        return .success
    }
}

extension Shell {
    /// The hostname, as the visitor may have changed it.
    var hostname: ByteString { newHostname ?? machine.hostname }
}
