/// `jobs`, `bg`, `fg` and `wait`: a job in the background is over as soon as it is looked at.
struct JobsCommand: ShellCommand {
    static let names: [ByteString] = ["jobs", "bg", "fg", "wait"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        switch words[0] {
        case "jobs":
            shell.tellJobs()
            return .success
        case "wait":
            shell.jobs = []
            return .success
        default: return shell.complain(builtin: words[0], "No current job", status: 2)
        }
    }
}
