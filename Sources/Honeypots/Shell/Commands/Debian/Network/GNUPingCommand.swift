/// `ping` of iputils.
struct GNUPingCommand: ShellCommand {
    static let names: [ByteString] = ["ping", "ping4"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let manners = GNUOptions.Manners(
            status: 2, hint: "\nUsage\n  ping [options] <destination>\n", version: "from iputils 20210202")
        guard
            case .options(let options) = GNUOptions.read(
                words, "46aAbBc:dDfhi:I:l:Lm:M:nOp:qQ:rRs:S:t:T:UvVw:W:", [], manners, in: &shell)
        else { return .exit(shell.usageStatus) }
        guard let host = options.operands.last else {
            shell.print("ping: usage error: Destination address required\n", to: 2)
            return .failure
        }
        guard let address = shell.resolve(host) else {
            shell.print("ping: \(host): Temporary failure in name resolution\n", to: 2)
            return .exit(2)
        }
        let isLocal = address.hasPrefix("127.")
        let count = options.argument("c")?.decimal
        let shown = max(1, min(count ?? 4, 60))
        var generator = SeededGenerator(seed: shell.visit.seed ^ UInt64(truncatingIfNeeded: address.hashValue))
        let base = isLocal ? 20 : generator.number(in: 1800...46_000)
        let source: ByteString = host == address ? address : "\(host) (\(address))"
        shell.print("PING \(host) (\(address)) 56(84) bytes of data.\n")
        var times: [Int] = []
        for sequence in 1...shown {
            if sequence > 1, !shell.pass(.seconds(1)) { return .endless }
            let time = base + generator.below(max(1, base / 9))
            times.append(time)
            if !options.has("q") {
                shell.print(
                    "64 bytes from \(source): icmp_seq=\(sequence) ttl=\(isLocal ? 64 : 53) time=\(text(time)) ms\n")
            }
        }
        guard count != nil else { return .endless }
        let total = (shown - 1) * 1000 + (shown - 1) * 2
        shell.print(
            "\n--- \(host) ping statistics ---\n\(shown) packets transmitted, \(shown) received, 0% packet loss, time \(total)ms\n"
        )
        let mean = times.reduce(0, +) / times.count
        let spread = times.map { abs($0 - mean) }.reduce(0, +) / times.count
        func fine(_ value: Int) -> ByteString {
            ByteString(DecimalFormat.text(Double(value) / 1000, conversion: UInt8(ascii: "f"), precision: 3))
        }
        shell.print(
            "rtt min/avg/max/mdev = \(fine(times.min() ?? 0))/\(fine(mean))/\(fine(times.max() ?? 0))/\(fine(spread)) ms\n"
        )
        return .success
    }

    /// Three digits, as ping shows times.
    private static func text(_ microseconds: Int) -> ByteString {
        let value = Double(microseconds) / 1000
        let digits = value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0
        return ByteString(DecimalFormat.text(value, conversion: UInt8(ascii: "f"), precision: digits))
    }
}
