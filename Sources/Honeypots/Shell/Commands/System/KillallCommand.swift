/// `killall` and `pkill`.
struct KillallCommand: ShellCommand {
    static let names: [ByteString] = ["killall", "pkill", "killall5"]
    static let usage: ByteString = "killall [-lq] [-SIG] PROCESS_NAME..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var rest = words.dropFirst()
        var isQuiet = words[0] == "pkill"
        while let option = rest.first, option.count > 1, option[0] == UInt8(ascii: "-") {
            rest.removeFirst()
            if option == "-l" { return .become(["kill", "-l"]) }
            if option == "-q" { isQuiet = true }
            if option == "-s" { _ = rest.popFirst() }
        }
        if rest.isEmpty, shell.scope.dialect.isDebian, words[0] == "pkill" {
            shell.print("pkill: no matching criteria specified\nTry `pkill --help' for more information.\n", to: 2)
            return .exit(2)
        }
        guard !rest.isEmpty else { return words[0] == "killall5" ? .success : showUsage(in: &shell) }
        var status: UInt8 = 0
        for name in rest {
            let found =
                words[0] == "pkill"
                ? shell.processes.all(watcher: nil).filter { $0.command.replacing(name, with: "") != $0.command }
                : shell.processes.named(name.lastPathComponent)
            guard shell.charge(200) else { return .failure }
            if found.isEmpty {
                status = 1
                if !isQuiet {
                    shell.print(
                        shell.scope.dialect.isDebian
                            ? "\(name): no process found\n" : "killall: \(name): no process killed\n", to: 2)
                }
            }
            // The shell that asks is spared, or nothing more could be learned.
            for process in found where process.id != shell.processes.shell { shell.processes.kill(process.id) }
        }
        return .exit(status)
    }
}
