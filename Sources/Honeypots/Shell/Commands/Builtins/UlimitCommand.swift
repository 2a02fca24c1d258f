struct UlimitCommand: ShellCommand {
    static let names: [ByteString] = ["ulimit"]
    static let place = CommandPlace.builtin

    private static let limits: [(letter: UInt8, title: ByteString, value: ByteString)] = [
        (UInt8(ascii: "f"), "file size (blocks)", "unlimited"), (UInt8(ascii: "t"), "cpu time (seconds)", "unlimited"),
        (UInt8(ascii: "d"), "data seg size (kb)", "unlimited"), (UInt8(ascii: "s"), "stack size (kb)", "8192"),
        (UInt8(ascii: "c"), "core file size (blocks)", "0"), (UInt8(ascii: "m"), "resident set size (kb)", "unlimited"),
        (UInt8(ascii: "l"), "locked memory (kb)", "64"), (UInt8(ascii: "p"), "processes", "487"),
        (UInt8(ascii: "n"), "file descriptors", "1024"), (UInt8(ascii: "v"), "address space (kb)", "unlimited"),
        (UInt8(ascii: "w"), "locks", "unlimited"), (UInt8(ascii: "e"), "scheduling priority", "0"),
        (UInt8(ascii: "r"), "real-time priority", "0"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "HSaftdsclmpnvwer", in: &shell) else { return .exit(2) }
        if options.has("a") {
            for limit in limits {
                shell.print("\(limit.title.padded(to: 31)) (-\(ByteString([limit.letter]))) \(limit.value)\n")
            }
            return .success
        }
        // A new value is taken; nothing here could exceed the old one.
        guard options.operands.isEmpty else { return .success }
        let letter = options.letters.last { $0 != UInt8(ascii: "H") && $0 != UInt8(ascii: "S") } ?? UInt8(ascii: "f")
        if let limit = limits.first(where: { $0.letter == letter }) { shell.print(limit.value + "\n") }
        return .success
    }
}
