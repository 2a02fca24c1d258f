/// Who has an account on a server: what Debian 11 and its packages make, the services, and the people.
struct ServerAccounts: Sendable {
    let accounts: [MachineAccount]
    let groups: [MachineGroup]

    /// Numbers base-passwd gives out for ever (its users-and-groups document); all but root and sync may not log in.
    private static let fixed: [(name: String, uid: Int, gid: Int, comment: String, home: String)] = [
        ("daemon", 1, 1, "daemon", "/usr/sbin"), ("bin", 2, 2, "bin", "/bin"), ("sys", 3, 3, "sys", "/dev"),
        ("sync", 4, 65_534, "sync", "/bin"), ("games", 5, 60, "games", "/usr/games"),
        ("man", 6, 12, "man", "/var/cache/man"), ("lp", 7, 7, "lp", "/var/spool/lpd"),
        ("mail", 8, 8, "mail", "/var/mail"), ("news", 9, 9, "news", "/var/spool/news"),
        ("uucp", 10, 10, "uucp", "/var/spool/uucp"), ("proxy", 13, 13, "proxy", "/bin"),
        ("www-data", 33, 33, "www-data", "/var/www"), ("backup", 34, 34, "backup", "/var/backups"),
        ("list", 38, 38, "Mailing List Manager", "/var/list"), ("irc", 39, 39, "ircd", "/run/ircd"),
        ("gnats", 41, 41, "Gnats Bug-Reporting System (admin)", "/var/lib/gnats"),
        ("nobody", 65_534, 65_534, "nobody", "/nonexistent"), ("_apt", 100, 65_534, "", "/nonexistent"),
    ]

    private static let fixedGroups: [(name: String, gid: Int)] = [
        ("root", 0), ("daemon", 1), ("bin", 2), ("sys", 3), ("adm", 4), ("tty", 5), ("disk", 6), ("lp", 7),
        ("mail", 8), ("news", 9), ("uucp", 10), ("man", 12), ("proxy", 13), ("kmem", 15), ("dialout", 20),
        ("fax", 21), ("voice", 22), ("cdrom", 24), ("floppy", 25), ("tape", 26), ("sudo", 27), ("audio", 29),
        ("dip", 30), ("www-data", 33), ("backup", 34), ("operator", 37), ("list", 38), ("irc", 39), ("src", 40),
        ("gnats", 41), ("shadow", 42), ("utmp", 43), ("video", 44), ("sasl", 45), ("plugdev", 46), ("staff", 50),
        ("games", 60), ("users", 100), ("nogroup", 65_534),
    ]

    init(_ persona: Persona, services: ServerServices) {
        var accounts = [
            MachineAccount(name: "root", uid: 0, gid: 0, comment: "root", home: "/root", shell: "/bin/bash")
        ]
        var groups = Self.fixedGroups.map { MachineGroup(name: ByteString($0.name), gid: $0.gid) }
        for account in Self.fixed {
            accounts.append(
                MachineAccount(
                    name: ByteString(account.name), uid: account.uid, gid: account.gid,
                    comment: ByteString(account.comment), home: ByteString(account.home),
                    shell: account.name == "sync" ? "/bin/sync" : Self.noShell))
        }
        // In the order in which the installer's packages ask for them.
        var gid = 101
        for name in [
            "systemd-journal", "systemd-network", "systemd-resolve", "input", "kvm", "render", "crontab", "netdev",
            "messagebus", "systemd-timesync", "ssh",
        ] {
            groups.append(MachineGroup(name: ByteString(name), gid: gid))
            gid += 1
        }
        let number = { (name: ByteString) in groups.first { $0.name == name }?.gid ?? 65_534 }
        for (index, account) in [
            ("systemd-network", "systemd Network Management,,,", "/run/systemd"),
            ("systemd-resolve", "systemd Resolver,,,", "/run/systemd"), ("messagebus", "", "/nonexistent"),
            ("systemd-timesync", "systemd Time Synchronization,,,", "/run/systemd"), ("sshd", "", "/run/sshd"),
        ].enumerated() {
            accounts.append(
                MachineAccount(
                    name: ByteString(account.0), uid: 101 + index, gid: number(ByteString(account.0)),
                    comment: ByteString(account.1), home: ByteString(account.2), shell: Self.noShell))
        }
        for (index, user) in persona.host.users.enumerated() {
            let name = ByteString(user.name)
            accounts.append(
                MachineAccount(
                    name: name, uid: user.uid, gid: user.uid, comment: ByteString(user.fullName + ",,,"),
                    home: "/home/" + name, shell: "/bin/bash"))
            groups.append(MachineGroup(name: name, gid: user.uid))
            guard index == 0 else { continue }
            // The one the installer made.
            for group in ["cdrom", "floppy", "sudo", "audio", "dip", "video", "plugdev", "netdev"] as [ByteString] {
                guard let index = groups.firstIndex(where: { $0.name == group }) else { continue }
                groups[index].members.append(name)
            }
        }
        groups.append(MachineGroup(name: "systemd-coredump", gid: 999))
        accounts.append(
            MachineAccount(
                name: "systemd-coredump", uid: 999, gid: 999, comment: "systemd Core Dumper", home: "/",
                shell: Self.noShell))
        var uid = 106
        for (name, comment, home) in services.accounts {
            groups.append(MachineGroup(name: ByteString(name), gid: gid))
            accounts.append(
                MachineAccount(
                    name: ByteString(name), uid: uid, gid: gid, comment: ByteString(comment), home: ByteString(home),
                    shell: name == "mysql" ? "/bin/false" : Self.noShell))
            uid += 1
            gid += 1
        }
        self.accounts = accounts
        self.groups = groups
    }

    private static let noShell: ByteString = "/usr/sbin/nologin"

    /// The account a visitor has. Names that nobody has here were given to somebody, it seems, not long ago.
    func account(named name: ByteString) -> MachineAccount {
        if let account = accounts.first(where: { $0.name == name }) {
            guard account.shell == Self.noShell || account.shell == "/bin/false" else { return account }
            var opened = account
            opened.shell = "/bin/bash"
            return opened
        }
        let uid = (accounts.filter { (1000..<60_000).contains($0.uid) }.map(\.uid).max() ?? 999) + 1
        let known = ByteString(
            name.prefix(32).filter { $0.isName || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") })
        let safe = known.isEmpty || known == "." || known == ".." ? "user" : known
        return MachineAccount(
            name: safe, uid: uid, gid: uid, comment: ",,,", home: "/home/" + safe, shell: "/bin/bash")
    }
}
