import ThreatModel

struct TopCommand: ShellCommand {
    static let names: [ByteString] = ["top"]
    static let usage: ByteString = "top [-b] [-n COUNT] [-d SECONDS]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "bn:d:mH", in: &shell) else { return .failure }
        let live = LiveFileReader(shell: shell)
        let memory = live.memory
        var text: ByteString = options.has("b") ? "" : "\u{1b}[H\u{1b}[J"
        let free = memory.total - memory.used - memory.buffers - memory.cached
        text +=
            "Mem: \(memory.total - free)K used, \(free)K free, 0K shrd, \(memory.buffers)K buff, \(memory.cached)K cached\n"
        text += "CPU:   2% usr   3% sys   0% nic  93% idle   0% io   0% irq   0% sirq\n"
        let processes = shell.processes.all(watcher: words.joined(by: " "))
        text += "Load average: \(live.loads.joined(by: " ")) 1/\(processes.count + 9) \(shell.processes.newest)\n"
        text += "  PID  PPID USER     STAT   VSZ %VSZ %CPU COMMAND\n"
        for process in processes.sorted(by: { $0.memoryKiB > $1.memoryKiB }).prefix(options.has("b") ? 200 : 20) {
            let share = process.memoryKiB * 100 / max(1, memory.total)
            text +=
                "\(ByteString("\(process.id)").indented(to: 5)) \(ByteString("\(process.parent)").indented(to: 5)) \(process.user.padded(to: 8)) "
            text +=
                "\(process.state.padded(to: 4)) \(ByteString("\(process.memoryKiB)").indented(to: 5))\(ByteString("\(share)%").indented(to: 5))\(ByteString("0%").indented(to: 5)) "
            text += ByteString(process.command.prefix(40)) + "\n"
        }
        shell.print(text)
        return options.argument("n") == nil && !options.has("b") ? .endless : .success
    }
}
