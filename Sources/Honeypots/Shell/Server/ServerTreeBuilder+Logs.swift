extension ServerTreeBuilder {
    /// /var/log: the logs that grow, and what rotation has left of the older ones.
    mutating func addLogs() {
        let writer = ServerLogWriter(
            hostname: host.hostname, seed: persona.seed, boots: host.boots, users: host.users.map(\.name),
            administrator: ServerMachine.administratorAddress(persona),
            cron: processes.first { $0.name == "cron" }?.id ?? 400)
        let cache = ServerLogCache()
        for kind in ServerLog.Kind.allCases {
            for age in 0...kind.generations {
                let suffix = age == 0 ? "" : age == 1 ? ".1" : ".\(age).gz"
                made(
                    "/var/log/\(kind.rawValue)\(suffix)", ServerLog(kind: kind, age: age, writer: writer, cache: cache))
            }
        }
        for name in ["wtmp", "btmp"] {
            let kind: UtmpFile.Kind = name == "wtmp" ? .logins : .failures
            made(
                "/var/log/\(name)", mode: name == "wtmp" ? 0o664 : 0o660, of: "root", group: "utmp",
                UtmpFile(kind: kind, writer: writer))
        }
        made(
            "/var/log/lastlog", mode: 0o664, of: "root", group: "utmp",
            FillerFile(form: .binary, size: 292_292, seed: 3, name: "lastlog"))
        file("/var/log/faillog", mode: 0o644, "")
        directory("/var/log/private", mode: 0o700)
        directory("/var/log/journal/\(host.machineID)", mode: 0o2755, "root", "systemd-journal")
        directory("/var/log/\(services.web == .apache ? "apache2" : "nginx")", mode: 0o750, "root", "adm")
        directory("/var/log/mysql", mode: 0o2750, "mysql", "adm")
        directory("/var/log/unattended-upgrades", mode: 0o750, "root", "adm")
        directory("/var/log/installer", mode: 0o755)
        let web = services.web == .apache ? "apache2" : "nginx"
        made("/var/log/\(web)/error.log", ServerLog(kind: .empty, age: 0, writer: writer, cache: cache))
        made("/var/log/\(web)/access.log", ServerLog(kind: .access, age: 0, writer: writer, cache: cache))
        made("/var/log/\(web)/access.log.1", ServerLog(kind: .access, age: 1, writer: writer, cache: cache))
    }
}
