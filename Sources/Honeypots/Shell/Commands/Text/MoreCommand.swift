/// `more` and `less`: what fits no screen goes by.
struct MoreCommand: ShellCommand {
    static let names: [ByteString] = ["more", "less"]
    static let usage: ByteString = "more [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        .become(["cat"] + words.dropFirst().filter { $0.first != UInt8(ascii: "-") })
    }
}
