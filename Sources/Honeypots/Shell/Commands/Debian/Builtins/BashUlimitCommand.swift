struct BashUlimitCommand: ShellCommand {
    static let names: [ByteString] = ["ulimit"]
    static let place = CommandPlace.builtin

    private static let limits: [(letter: UInt8, title: ByteString, unit: ByteString, value: ByteString)] = [
        (UInt8(ascii: "c"), "core file size", "(blocks, -c)", "0"),
        (UInt8(ascii: "d"), "data seg size", "(kbytes, -d)", "unlimited"),
        (UInt8(ascii: "e"), "scheduling priority", "(-e)", "0"),
        (UInt8(ascii: "f"), "file size", "(blocks, -f)", "unlimited"),
        (UInt8(ascii: "i"), "pending signals", "(-i)", "15419"),
        (UInt8(ascii: "l"), "max locked memory", "(kbytes, -l)", "65536"),
        (UInt8(ascii: "m"), "max memory size", "(kbytes, -m)", "unlimited"),
        (UInt8(ascii: "n"), "open files", "(-n)", "1024"),
        (UInt8(ascii: "p"), "pipe size", "(512 bytes, -p)", "8"),
        (UInt8(ascii: "q"), "POSIX message queues", "(bytes, -q)", "819200"),
        (UInt8(ascii: "r"), "real-time priority", "(-r)", "0"),
        (UInt8(ascii: "s"), "stack size", "(kbytes, -s)", "8192"),
        (UInt8(ascii: "t"), "cpu time", "(seconds, -t)", "unlimited"),
        (UInt8(ascii: "u"), "max user processes", "(-u)", "15419"),
        (UInt8(ascii: "v"), "virtual memory", "(kbytes, -v)", "unlimited"),
        (UInt8(ascii: "x"), "file locks", "(-x)", "unlimited"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var letter = UInt8(ascii: "f")
        var operand: ByteString?
        for word in words.dropFirst() {
            guard word.count > 1, word[0] == UInt8(ascii: "-") else {
                operand = word
                continue
            }
            for flag in word.dropFirst() where flag != UInt8(ascii: "H") && flag != UInt8(ascii: "S") {
                if flag == UInt8(ascii: "a") {
                    for limit in limits {
                        let width = 39 - limit.title.count
                        shell.print("\(limit.title)\(limit.unit.indented(to: width)) \(limit.value)\n")
                    }
                    return .success
                }
                letter = flag
            }
        }
        // A new value is taken; nothing here could exceed the old one.
        guard operand == nil else { return .success }
        guard let limit = limits.first(where: { $0.letter == letter }) else {
            _ = shell.complain(builtin: "ulimit", "-\(ByteString([letter])): invalid option")
            shell.print("ulimit: usage: ulimit [-SHabcdefiklmnpqrstuvxPT] [limit]\n", to: 2)
            return .exit(2)
        }
        shell.print(limit.value + "\n")
        return .success
    }
}
