/// `useradd`, `usermod`, `userdel`, `groupadd`, `groupdel`, `adduser`, `deluser`, `chpasswd`: they change the files in /etc.
struct AccountsCommand: ShellCommand {
    static let names: [ByteString] = [
        "useradd", "usermod", "userdel", "groupadd", "groupdel", "adduser", "deluser", "addgroup", "chpasswd",
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = words[0]
        if words.count == 2, words[1] == "--help", program != "adduser" {
            let operand: ByteString = program == "chpasswd" ? "" : program.hasPrefix("group") ? " GROUP" : " LOGIN"
            shell.print("Usage: \(program) [options]\(operand)\n")
            return .success
        }
        if program == "chpasswd" { return changePasswords(&shell) }
        let manners = GNUOptions.Manners(status: 2, hint: "Usage: %0 [options] LOGIN\n")
        let long: [GNUOptions.Long] = [
            .init("create-home", "m"), .init("shell", "s", .required), .init("groups", "G", .required),
            .init("gid", "g", .required), .init("uid", "u", .required), .init("password", "p", .required),
            .init("home-dir", "d", .required), .init("home", "d", .required), .init("non-unique", "o"),
            .init("append", "a"), .init("remove", "r"), .init("force", "f"), .init("comment", "c", .required),
            .init("disabled-password", "D"), .init("gecos", "c", .required), .init("system", "r"), .init("lock", "L"),
        ]
        let letters = program == "userdel" || program == "deluser" ? "frRZ" : "ab:c:d:De:f:g:G:hk:K:lLmMNop:rR:s:u:UZ"
        guard case .options(let options) = GNUOptions.read(words, letters, long, manners, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        guard let name = options.operands.last else {
            return program.hasPrefix("add")
                ? shell.fail(program, "Only one or two names allowed.")
                : shell.failPlainly(
                    "Usage: \(program) [options] \(program.hasPrefix("group") ? "GROUP" : "LOGIN")", status: 2)
        }
        let existing = shell.account(named: name)
        switch program {
        case "useradd", "adduser":
            guard existing == nil else {
                return program == "useradd"
                    ? shell.fail("useradd", "user '\(name)' already exists", status: 9)
                    : shell.fail("adduser", "The user `\(name)' already exists.")
            }
            return add(name, options, program, &shell)
        case "groupadd", "addgroup":
            guard shell.groups.contains(where: { $0.name == name }) == false else {
                return shell.fail(
                    program,
                    program == "groupadd" ? "group '\(name)' already exists" : "The group `\(name)' already exists.",
                    status: program == "groupadd" ? 9 : 1)
            }
            let id = options.argument("g")?.decimal ?? (shell.groups.map(\.id).filter { $0 < 60_000 }.max() ?? 999) + 1
            append("\(name):x:\(id):\n", to: "/etc/group", &shell)
            return .success
        case "groupdel":
            guard shell.groups.contains(where: { $0.name == name }) else {
                return shell.fail("groupdel", "group '\(name)' does not exist", status: 6)
            }
            edit("/etc/group", &shell) { $0.hasPrefix(name + ":") ? nil : $0 }
            return .success
        case "usermod":
            guard existing != nil else { return shell.fail("usermod", "user '\(name)' does not exist", status: 6) }
            for group in options.all("G").flatMap({ $0.split(separator: UInt8(ascii: ",")) }) {
                let lead = ByteString(group) + ":"
                edit("/etc/group", &shell) { line in
                    line.hasPrefix(lead) ? line + (line.last == UInt8(ascii: ":") ? "" : ",") + name : line
                }
            }
            if let shellPath = options.argument("s") {
                edit("/etc/passwd", &shell) { line in
                    guard line.hasPrefix(name + ":"), let colon = line.lastIndex(of: UInt8(ascii: ":")) else {
                        return line
                    }
                    return ByteString(line[...colon]) + shellPath
                }
            }
            return .success
        default:
            guard existing != nil else {
                return program == "userdel"
                    ? shell.fail("userdel", "user '\(name)' does not exist", status: 6)
                    : shell.fail("/usr/sbin/deluser", "The user `\(name)' does not exist.", status: 2)
            }
            for path in ["/etc/passwd", "/etc/shadow", "/etc/group"] as [ByteString] {
                edit(path, &shell) { $0.hasPrefix(name + ":") ? nil : $0 }
            }
            return .success
        }
    }

    private static func add(
        _ name: ByteString, _ options: GNUOptions, _ program: ByteString, _ shell: inout Shell
    ) -> CommandOutcome {
        guard name.count <= 32, name.first.map({ $0.isNameStart }) == true,
            name.allSatisfy({ $0.isName || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "$") })
        else { return shell.fail(program, "invalid user name '\(name)'", status: 3) }
        let id =
            options.argument("u")?.decimal
            ?? max(1000, (shell.accounts.map(\.uid).filter { $0 < 60_000 }.max() ?? 999) + 1)
        let home = options.argument("d") ?? "/home/" + name
        let login = options.argument("s") ?? (program == "adduser" ? "/bin/bash" : "/bin/sh")
        append("\(name):x:\(id):\(id):\(options.argument("c") ?? ""):\(home):\(login)\n", to: "/etc/passwd", &shell)
        append(
            "\(name):\(options.argument("p") ?? "!"):\(shell.files.now / 86_400):0:99999:7:::\n", to: "/etc/shadow",
            &shell)
        append("\(name):x:\(id):\n", to: "/etc/group", &shell)
        if options.has("m") || program == "adduser" { _ = GNUMkdirCommand.run(["mkdir", "-p", home], in: &shell) }
        if program == "adduser" {
            shell.print(
                "Adding user `\(name)' ...\nAdding new group `\(name)' (\(id)) ...\nAdding new user `\(name)' (\(id)) with group `\(name)' ...\nCreating home directory `\(home)' ...\nCopying files from `/etc/skel' ...\n"
            )
        }
        return .success
    }

    private static func append(_ line: ByteString, to path: ByteString, _ shell: inout Shell) {
        try? shell.store(line.bytes, at: path, appends: true)
    }

    /// Changes the lines of a file; nil leaves one out.
    private static func edit(_ path: ByteString, _ shell: inout Shell, _ change: (ByteString) -> ByteString?) {
        guard case .bytes(let bytes)? = try? shell.read(path: path) else { return }
        let lines = bytes.lines.compactMap { change(ByteString($0)) }
        try? shell.store(lines.reduce(into: ByteString()) { $0 += $1 + "\n" }.bytes, at: path)
    }

    private static func changePasswords(_ shell: inout Shell) -> CommandOutcome {
        let input: [UInt8]
        switch shell.readInput() {
        case .bytes(let bytes): input = bytes
        case .terminal: return .collectingInput
        case .endless: return .endless
        }
        for (index, line) in input.lines.enumerated() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                return shell.fail("chpasswd", "line \(index + 1): missing new password")
            }
            let name = ByteString(line[..<colon])
            guard shell.account(named: name) != nil else {
                return shell.failPlainly(
                    "chpasswd: (user \(name)) pam_chauthtok() failed, error:\nAuthentication token manipulation error\nchpasswd: (line \(index + 1), user \(name)) password not changed"
                )
            }
        }
        return .success
    }
}
