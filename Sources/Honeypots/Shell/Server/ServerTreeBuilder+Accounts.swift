extension ServerTreeBuilder {
    /// /etc/passwd and its like (passwd(5), shadow(5), group(5)), with the copies the tools leave.
    mutating func addAccounts() {
        var passwd = ByteString()
        var shadow = ByteString()
        let day = calendar.installed / 86_400
        for account in people.accounts {
            passwd += account.line
            let hasPassword = account.shell == "/bin/bash"
            let hash: ByteString =
                hasPassword
                ? ServerHash.of(account.name, persona) : account.uid > 100 && account.uid < 1000 ? "!*" : "*"
            shadow += "\(account.name):\(hash):\(day):0:99999:7:::\n"
        }
        let group = people.groups.reduce(into: ByteString()) { $0 += $1.line }
        let groupShadow = people.groups.reduce(into: ByteString()) { text, group in
            let mark: ByteString = group.gid < 100 || group.gid == 65_534 ? "*" : "!"
            text += "\(group.name):\(mark)::\(group.members.joined(by: ","))\n"
        }
        for suffix in ["", "-"] {
            file("/etc/passwd\(suffix)", at: calendar.deployed, passwd.text)
            file("/etc/group\(suffix)", at: calendar.deployed, group.text)
            file("/etc/shadow\(suffix)", mode: 0o640, of: "root", group: "shadow", at: calendar.deployed, shadow.text)
            file(
                "/etc/gshadow\(suffix)", mode: 0o640, of: "root", group: "shadow", at: calendar.deployed,
                groupShadow.text)
        }
        let ranges = host.users.enumerated().map { "\($1.name):\(100_000 + $0 * 65_536):65536\n" }.joined()
        file("/etc/subuid", at: calendar.deployed, ranges)
        file("/etc/subgid", at: calendar.deployed, ranges)
    }
}
