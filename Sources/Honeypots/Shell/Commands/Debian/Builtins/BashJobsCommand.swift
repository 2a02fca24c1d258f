import ThreatModel

/// `jobs`, `bg`, `fg`, `wait`, `disown`: a job is over as soon as what it waits for has passed.
struct BashJobsCommand: ShellCommand {
    static let names: [ByteString] = ["jobs", "bg", "fg", "wait", "disown"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let isInteractive = shell.scope.isInteractive
        let operand = words.dropFirst().first { $0.first != UInt8(ascii: "-") }
        switch words[0] {
        case "jobs":
            for job in shell.jobs where job.ends > shell.now {
                let sign = job == shell.jobs.last ? "+" : job == shell.jobs.dropLast().last ? "-" : " "
                let state = ("Running" as ByteString).padded(to: 23)
                shell.print("[\(job.number)]\(sign)  \(state) \(job.source) &\n")
            }
            return .success
        case "wait":
            if let operand, let id = operand.decimal, shell.scope.lastBackground != id,
                !shell.jobs.contains(where: { $0.processID == id })
            {
                return shell.complain(builtin: "wait", "pid \(id) is not a child of this shell", status: 127)
            }
            let end = shell.jobs.map(\.ends).max() ?? shell.now
            shell.jobs = []
            return end > shell.now ? .waiting(end.since(shell.now)) : .success
        case "disown":
            guard !shell.jobs.isEmpty || operand != nil else {
                return shell.complain(builtin: "disown", "current: no such job", status: 1)
            }
            shell.jobs = []
            return .success
        default:
            guard isInteractive else { return shell.complain(builtin: words[0], "no job control", status: 1) }
            guard let job = shell.jobs.last(where: { $0.ends > shell.now }) else {
                return shell.complain(builtin: words[0], "\(operand ?? "current"): no such job", status: 1)
            }
            if words[0] == "bg" {
                return shell.complain(builtin: "bg", "job \(job.number) already in background", status: 0)
            }
            shell.print(job.source + "\n")
            shell.jobs.removeAll { $0 == job }
            return .waiting(job.ends.since(shell.now))
        }
    }
}
