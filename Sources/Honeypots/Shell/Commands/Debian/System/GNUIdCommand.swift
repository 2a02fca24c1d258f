/// `id`, `whoami`, `groups`.
struct GNUIdCommand: ShellCommand {
    static let names: [ByteString] = ["id", "whoami", "groups"]

    private static let long: [GNUOptions.Long] = [
        .init("group", "g"), .init("groups", "G"), .init("name", "n"), .init("real", "r"), .init("user", "u"),
        .init("zero", "z"), .init("context", "Z"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = words[0]
        let letters = program == "id" ? "agGnruzZ" : ""
        guard case .options(let options) = GNUOptions.read(words, letters, long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        let me = shell.account
        if program == "whoami" {
            if let extra = options.operands.first { return shell.refuse("whoami", "extra operand '\(extra)'") }
            shell.print(me.name + "\n")
            return .success
        }
        if options.has("n", "r"), !options.has("u", "g", "G") {
            return shell.fail("id", "cannot print only names or real IDs in default format")
        }
        var status: UInt8 = 0
        for operand in options.operands.isEmpty ? [nil] : options.operands.map({ Optional($0) }) {
            var account = me
            if let operand {
                guard let found = shell.account(named: operand) ?? operand.decimal.flatMap({ shell.account($0) }) else {
                    shell.print("\(program): '\(operand)': no such user\n", to: 2)
                    status = 1
                    continue
                }
                account = found
            }
            var ids = [account.gid]
            for group in shell.groups where group.members.contains(account.name) && !ids.contains(group.id) {
                ids.append(group.id)
            }
            func name(_ id: Int) -> ByteString { shell.groupName(id) ?? (id == account.gid ? account.name : "\(id)") }
            if program == "groups" {
                shell.print((operand.map { $0 + " : " } ?? "") + ids.map { name($0) }.joined(by: " ") + "\n")
            } else if options.has("u") {
                shell.print(options.has("n") ? account.name + "\n" : "\(account.uid)\n")
            } else if options.has("g") {
                shell.print(options.has("n") ? name(account.gid) + "\n" : "\(account.gid)\n")
            } else if options.has("G") {
                shell.print(ids.map { options.has("n") ? name($0) : "\($0)" }.joined(by: " ") + "\n")
            } else {
                let all = ids.map { "\($0)(\(name($0)))" as ByteString }.joined(by: ",")
                shell.print(
                    "uid=\(account.uid)(\(account.name)) gid=\(account.gid)(\(name(account.gid))) groups=\(all)\n")
            }
        }
        return .exit(status)
    }
}
