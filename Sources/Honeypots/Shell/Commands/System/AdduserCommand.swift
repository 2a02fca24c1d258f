/// `adduser` and its opposite: the name is taken, and nothing asks for it again.
struct AdduserCommand: ShellCommand {
    static let names: [ByteString] = ["adduser", "deluser", "addgroup", "delgroup"]
    static let usage: ByteString = "adduser [OPTIONS] USER [GROUP]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "h:g:s:G:SDHu:k:", in: &shell) else { return .failure }
        guard let user = options.operands.first else { return showUsage(in: &shell) }
        guard words[0] == "adduser", !options.has("D") else { return .success }
        return .become(["passwd", shell.visit.user == user ? user : "root"])
    }
}
