/// `tty` and `stty`.
struct TtyCommand: ShellCommand {
    static let names: [ByteString] = ["tty", "stty"]
    static let usage: ByteString = "stty [-a/g] [-F DEVICE] [SETTING]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard shell.isTerminal(0), !shell.isPiped else {
            guard words[0] == "tty" else {
                let input: ByteString = shell.scope.dialect.isDebian ? "'standard input'" : "standard input"
                return shell.fail(words[0], "\(input): Inappropriate ioctl for device")
            }
            shell.print("not a tty\n")
            return .failure
        }
        if words[0] == "tty" {
            shell.print("/dev/pts/0\n")
        } else if words.count == 1 || words[1] == "-a" {
            shell.print(
                "speed 38400 baud;\(words.count > 1 ? " rows 24; columns 80;" : "")\nintr = ^C; quit = ^\\; erase = ^?; kill = ^U; eof = ^D; eol = <undef>;\n-brkint -imaxbel\n"
            )
        }
        return .success
    }
}
