import ThreatModel

struct GNUDateCommand: ShellCommand {
    static let names: [ByteString] = ["date"]

    private static let long: [GNUOptions.Long] = [
        .init("date", "d", .required), .init("file", "f", .required), .init("iso-8601", "I", .optional),
        .init("reference", "r", .required), .init("rfc-email", "R"), .init("rfc-3339", "3", .required),
        .init("set", "s", .required), .init("utc", "u"), .init("universal", "u"), .init("debug", "D"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard case .options(let options) = GNUOptions.read(words, "d:f:I::r:Rs:u", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        var seconds = shell.now.seconds
        if let text = options.argument("d") ?? options.argument("s") {
            guard let time = TimeText.seconds(text, now: seconds) else {
                return shell.fail("date", "invalid date '\(text)'")
            }
            seconds = time
        } else if let path = options.argument("r") {
            do {
                seconds = shell.files[try shell.files.find(path, from: shell.scope.directory)].modified
            } catch {
                return shell.fail("date", "\(path): \(error.message)")
            }
        }
        if options.operands.count > 1 { return shell.refuse("date", "extra operand '\(options.operands[1])'") }
        var format: ByteString = "%a %b %e %H:%M:%S %Z %Y"
        if options.has("R") { format = "%a, %d %b %Y %H:%M:%S %z" }
        if options.has("I") {
            switch options.argument("I") ?? "date" {
            case "seconds", "s": format = "%Y-%m-%dT%H:%M:%S+00:00"
            case "minutes", "m": format = "%Y-%m-%dT%H:%M+00:00"
            case "hours", "h": format = "%Y-%m-%dT%H+00:00"
            default: format = "%Y-%m-%d"
            }
        }
        if options.has("3") { format = options.argument("3") == "date" ? "%Y-%m-%d" : "%Y-%m-%d %H:%M:%S+00:00" }
        if let operand = options.operands.first {
            guard operand.first == UInt8(ascii: "+") else { return shell.fail("date", "invalid date '\(operand)'") }
            format = ByteString(operand.dropFirst())
        }
        let nanoseconds = Int(shell.now.milliseconds % 1000) * 1_000_000 + 417_293
        shell.print(TimeFormat.text(of: seconds, format, nanoseconds: options.has("d") ? 0 : nanoseconds) + "\n")
        return .success
    }
}
