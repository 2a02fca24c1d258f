import ThreatModel

/// `systemctl`, `service`, `journalctl`: what runs is what the process list has.
struct SystemctlCommand: ShellCommand {
    static let names: [ByteString] = ["systemctl", "service", "journalctl"]

    private static let verbs: Set<ByteString> = [
        "start", "stop", "restart", "reload", "enable", "disable", "status", "is-active", "is-enabled", "daemon-reload",
        "list-units", "list-unit-files", "mask", "unmask", "show", "cat", "kill", "is-failed", "reset-failed",
        "try-restart", "reboot", "poweroff", "halt", "list-timers", "list-sockets", "is-system-running", "get-default",
        "set-default", "daemon-reexec", "edit",
    ]
    /// Units of a server, with the process each of them is.
    private static let units: [(name: ByteString, process: ByteString, title: ByteString)] = [
        ("ssh", "sshd", "OpenBSD Secure Shell server"),
        ("cron", "cron", "Regular background program processing daemon"),
        ("rsyslog", "rsyslogd", "System Logging Service"), ("dbus", "dbus-daemon", "D-Bus System Message Bus"),
        ("systemd-logind", "systemd-logind", "User Login Management"),
        ("systemd-journald", "systemd-journal", "Journal Service"),
        ("systemd-udevd", "systemd-udevd", "Rule-based Manager for Device Events and Files"),
        ("systemd-timesyncd", "systemd-timesyn", "Network Time Synchronization"),
        ("nginx", "nginx", "A high performance web server and a reverse proxy server"),
        ("apache2", "apache2", "The Apache HTTP Server"), ("redis-server", "redis-server", "Advanced key-value store"),
        ("mariadb", "mariadbd", "MariaDB 10.5 database server"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        switch words[0] {
        case "service": return service(words, &shell)
        case "journalctl": return journal(words, &shell)
        default: break
        }
        let operands = words.dropFirst().filter { $0.first != UInt8(ascii: "-") }
        if words.contains("--version") {
            shell.print("systemd 247 (247.3-7+deb11u4)\n")
            return .success
        }
        guard let verb = operands.first else { return list(&shell) }
        guard verbs.contains(verb) else { return shell.failPlainly("Unknown command verb \(verb).") }
        switch verb {
        case "list-units": return list(&shell)
        case "is-system-running":
            shell.print("running\n")
            return .success
        case "get-default":
            shell.print("multi-user.target\n")
            return .success
        case "reboot", "poweroff", "halt": return .hangingUp
        default: break
        }
        guard operands.count > 1 else {
            return verb.hasPrefix("daemon") || verb == "reset-failed" || verb == "status" || verb == "show"
                ? .success : shell.failPlainly("Too few arguments.")
        }
        var status: UInt8 = 0
        for operand in operands.dropFirst() {
            let name = operand.hasSuffix(".service") ? ByteString(operand.dropLast(8)) : operand
            let unit = unit(name, shell)
            switch verb {
            case "is-active":
                shell.print(unit == nil ? "inactive\n" : "active\n")
                if unit == nil { status = 3 }
            case "is-enabled":
                guard unit != nil else {
                    return shell.failPlainly(
                        "Failed to get unit file state for \(name).service: No such file or directory")
                }
                shell.print("enabled\n")
            case "status":
                guard let unit else {
                    shell.print("Unit \(name).service could not be found.\n", to: 2)
                    status = 4
                    continue
                }
                tell(unit, &shell)
            case "start", "restart", "stop", "reload", "try-restart":
                if unit == nil {
                    shell.print(
                        "Failed to \(verb) \(name).service: Unit \(name).service not \(verb == "stop" ? "loaded" : "found").\n",
                        to: 2)
                    status = 5
                }
            case "enable", "disable":
                if unit == nil {
                    shell.print("Failed to \(verb) unit: Unit file \(name).service does not exist.\n", to: 2)
                    status = 1
                }
            default: break
            }
        }
        return .exit(status)
    }

    private static func unit(
        _ name: ByteString, _ shell: Shell
    ) -> (name: ByteString, title: ByteString, process: MachineProcess)? {
        let name: ByteString =
            name == "sshd" ? "ssh" : name == "syslog" ? "rsyslog" : name == "mysql" ? "mariadb" : name
        guard let unit = units.first(where: { $0.name == name }),
            let process = shell.processes.all(watcher: nil).first(where: { $0.name == unit.process })
        else { return nil }
        return (unit.name, unit.title, process)
    }

    private static func tell(
        _ unit: (name: ByteString, title: ByteString, process: MachineProcess), _ shell: inout Shell
    ) {
        let boot = shell.now.seconds - Int64(shell.machine.uptime(at: shell.now))
        let since = boot + Int64(unit.process.startedAfterBoot ?? 9)
        let days = max(0, shell.now.seconds - since) / 86_400
        var text: ByteString = "● \(unit.name).service - \(unit.title)\n"
        text += "     Loaded: loaded (/lib/systemd/system/\(unit.name).service; enabled; vendor preset: enabled)\n"
        text +=
            "     Active: active (running) since \(TimeFormat.text(of: since, "%a %Y-%m-%d %H:%M:%S UTC")); \(days / 7 > 4 ? "\(days / 30) months \(days % 30) days" : "\(days) days") ago\n"
        text +=
            "   Main PID: \(unit.process.id) (\(unit.process.name))\n      Tasks: \(unit.process.threads) (limit: 4661)\n"
        text +=
            "     CGroup: /system.slice/\(unit.name).service\n             └─\(unit.process.id) \(unit.process.command)\n"
        shell.print(text)
    }

    private static func list(_ shell: inout Shell) -> CommandOutcome {
        shell.print("  UNIT                         LOAD   ACTIVE SUB     DESCRIPTION\n")
        var count = 0
        for (name, _, _) in units {
            guard let unit = unit(name, shell) else { continue }
            count += 1
            shell.print("  \((unit.name + ".service").padded(to: 28)) loaded active running \(unit.title)\n")
        }
        shell.print("\n\(count) loaded units listed. Pass --all to see loaded but inactive units, too.\n")
        return .success
    }

    private static func service(_ words: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        guard words.count > 1 else {
            return shell.failPlainly(
                "Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]")
        }
        if words[1] == "--status-all" {
            for (name, _, _) in units.sorted(by: { $0.name < $1.name }) where !name.hasPrefix("systemd") {
                if unit(name, shell) != nil { shell.print(" [ + ]  \(name)\n") }
            }
            return .success
        }
        guard let unit = unit(words[1], shell) else { return shell.failPlainly("\(words[1]): unrecognized service") }
        if words.dropFirst(2).first == "status" { tell(unit, &shell) }
        return .success
    }

    private static func journal(_ words: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        let known: Set<ByteString> = [
            "-b", "-f", "-n", "-u", "-k", "-e", "-x", "-xe", "-r", "-p", "--no-pager", "--since", "--vacuum-time",
            "--rotate", "--disk-usage", "--flush",
        ]
        for word in words.dropFirst() where word.hasPrefix("--") {
            let name = ByteString(word.prefix { $0 != UInt8(ascii: "=") })
            guard known.contains(name) else { return shell.failPlainly("journalctl: unrecognized option '\(name)'") }
        }
        let boot = shell.now.seconds - Int64(shell.machine.uptime(at: shell.now))
        shell.print(
            "-- Journal begins at \(TimeFormat.text(of: boot, "%a %Y-%m-%d %H:%M:%S UTC")), ends at \(TimeFormat.text(of: shell.now.seconds, "%a %Y-%m-%d %H:%M:%S UTC")). --\n"
        )
        return .success
    }
}

extension Shell {
    /// A message without the program's name before it.
    mutating func failPlainly(_ message: ByteString, status: UInt8 = 1) -> CommandOutcome {
        print(message + "\n", to: 2)
        return .exit(status)
    }
}
