struct PingCommand: ShellCommand {
    static let names: [ByteString] = ["ping"]
    static let usage: ByteString = "ping [OPTIONS] HOST"

    /// Echo requests that are waited for in virtual time.
    private static let mostRequests = 20

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "c:s:q46I:w:W:t:", in: &shell) else { return .failure }
        guard let host = options.operands.first else { return showUsage(in: &shell) }
        guard let address = shell.resolve(host) else { return shell.fail(words[0], "bad address '\(host)'") }
        let size = options.argument("s")?.decimal ?? 56
        guard (0...65_507).contains(size) else { return shell.fail(words[0], "invalid number '\(size)'") }
        shell.print("PING \(host) (\(address)): \(size) data bytes\n")
        var generator = SeededGenerator(seed: address.reduce(7) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
        let base = address.hasPrefix("127.") ? 60 : generator.number(in: 8000...210_000)
        let count = options.argument("c")?.decimal ?? mostRequests
        var times: [Int] = []
        for sequence in 0..<max(0, min(count, mostRequests)) {
            if sequence > 0, !shell.pass(.seconds(1)) { return .endless }
            let time = base + generator.below(base / 20 + 9)
            times.append(time)
            guard
                shell.print(
                    "\(size + 8) bytes from \(address): seq=\(sequence) ttl=\(base < 100 ? 64 : 52) time=\(Self.milliseconds(time)) ms\n"
                )
            else { return .failure }
        }
        if options.argument("c") == nil { return .endless }
        let average = times.isEmpty ? 0 : times.reduce(0, +) / times.count
        shell.print(
            "\n--- \(host) ping statistics ---\n\(times.count) packets transmitted, \(times.count) packets received, 0% packet loss\n"
        )
        shell.print(
            "round-trip min/avg/max = \(Self.milliseconds(times.min() ?? 0))/\(Self.milliseconds(average))/\(Self.milliseconds(times.max() ?? 0)) ms\n"
        )
        return .success
    }

    /// Microseconds as "12.345".
    private static func milliseconds(_ microseconds: Int) -> String {
        let digits = String(microseconds % 1000)
        return "\(microseconds / 1000).\(String(repeating: "0", count: 3 - digits.count))\(digits)"
    }
}
