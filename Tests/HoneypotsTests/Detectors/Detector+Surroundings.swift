@testable import Honeypots

/// Whether a machine's name, network, accounts and packages are the same wherever they are told.
extension Detector {
    /// Bytes that the outer interface has received.
    private static func received(_ stage: DetectorStage) throws -> Double {
        let line = try stage.run("grep -v lo: /proc/net/dev | tail -n1").line
        return line.split(separator: ":").last?.split(separator: " ").first.flatMap { Double($0) } ?? 0
    }

    static let networks: [Self] = [
        Self("The host has one name", "hostname, uname, /etc/hostname, /proc, the prompt") { stage, clues in
            let name = try stage.run("hostname").line
            for command in [
                "uname -n", "cat /etc/hostname", "cat /proc/sys/kernel/hostname", "hostname -s", "echo $HOSTNAME",
                "hostnamectl --static", "echo ${HOSTNAME}",
            ] {
                let answer = try stage.run(command)
                clues.expect(answer.line == name, "\(command): \(answer)")
            }
            let shown = try stage.type("exit\r")
            clues.expect(shown.contains("root@\(name):~# "), shown)
            let long = try stage.run("hostname -f").line
            let hosts = try stage.run("cat /etc/hosts").output
            clues.expect(hosts.contains("\t\(long)\t\(name)\n"), "\(long), \(hosts)")
        },
        Self("Addresses are told alike", "ip, ifconfig, hostname -I, /sys/class/net") { stage, clues in
            let listed = try stage.run("ip addr").output
            let own = try stage.run("hostname -I").line.split(separator: " ").first.map(String.init) ?? "?"
            clues.expect(listed.contains("inet \(own)/24 "), "\(own): \(listed)")
            let names = try stage.run("ls /sys/class/net").lines.map(String.init)
            for name in names {
                clues.expect(listed.contains(": \(name): <"), "\(name) is not in ip addr")
                let address = try stage.run("cat /sys/class/net/\(name)/address").line
                clues.expect(listed.contains(" \(address) brd"), "\(name) \(address)")
                clues.expect(
                    try stage.run("cat /proc/net/dev").output.contains("\(name): "), "\(name) is not in /proc/net/dev")
                let shown = try stage.run("ifconfig \(name)").output
                clues.expect(shown.hasPrefix("\(name): flags="), shown)
                clues.expect(
                    name == "lo" || shown.contains("ether \(address) ") && shown.contains("inet \(own) "), shown)
            }
            clues.expect(names.contains("lo") && names.count > 1, "\(names)")
            let route = try stage.run("ip route").output
            clues.expect(route.hasPrefix("default via ") && route.contains("src \(own)"), route)
        },
        Self("Traffic grows and does not leap", "two looks at /proc/net/dev") { stage, clues in
            let before = try received(stage)
            stage.wait(.seconds(20))
            let after = try received(stage)
            clues.expect(after > before && after - before < 1e8, "\(before), then \(after)")
        },
        Self("A machine without a name server resolves nothing", "curl, getent, ping") { stage, clues in
            clues.expect(try stage.run("getent hosts localhost").output.contains("localhost"), "localhost")
            let answer = try stage.run("getent hosts no.such.invalid; echo $?")
            clues.expect(answer.output == "2\n", "\(answer)")
        },
    ]

    static let accounts: [Self] = [
        Self("Accounts are told alike", "id, getent, /etc/passwd, /home, /etc/group") { stage, clues in
            let rows = try stage.run("cat /etc/passwd").lines.map {
                $0.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            }
            clues.expect(rows.count > 20 && rows.allSatisfy { $0.count == 7 }, "\(rows.count) accounts")
            clues.expect(rows.first == ["root", "x", "0", "0", "root", "/root", "/bin/bash"], "\(rows.first ?? [])")
            let people = rows.filter { (Int($0[2]) ?? 0) >= 1000 && $0[0] != "nobody" }
            let homes = try stage.run("ls /home").lines.map(String.init)
            clues.expect(Set(people.map { $0[0] }).isSubset(of: Set(homes)), "\(people.map { $0[0] }), \(homes)")
            let shadow = try stage.run("cut -d: -f1 /etc/shadow").lines.map(String.init)
            clues.expect(Set(shadow) == Set(rows.map { $0[0] }), "\(shadow)")
            for person in people {
                let name = person[0]
                let identity = try stage.run("id \(name)").line
                clues.expect(
                    identity.hasPrefix("uid=\(person[2])(\(name)) gid=\(person[3])(\(name)) groups="), identity)
                clues.expect(try stage.run("stat -c %U:%u /home/\(name)").line == "\(name):\(person[2])", name)
                clues.expect(try stage.run("getent passwd \(name)").line == person.joined(separator: ":"), name)
                clues.expect(try stage.run("echo ~\(name)").line == person[5], name)
            }
        },
        Self("Whoever logs in is who he is", "id, whoami, $HOME, $UID, the prompt") { stage, clues in
            for user in ["root", "oracle", stage.persona.host.users[0].name] {
                let answer = try stage.run(
                    "whoami; id -un; echo $USER $LOGNAME; pwd; echo $HOME; echo ~; test $UID = $(id -u); echo $?",
                    as: user)
                let home = user == "root" ? "/root" : "/home/\(user)"
                clues.expect(
                    answer.output == "\(user)\n\(user)\n\(user) \(user)\n\(home)\n\(home)\n\(home)\n0\n", "\(answer)")
                clues.expect(try stage.run("grep -c ^\(user): /etc/passwd", as: user).line == "1", user)
                let shown = try stage.type("exit\r", as: user)
                let name = stage.persona.hostname
                clues.expect(shown.contains("\(user)@\(name):~\(user == "root" ? "#" : "$") "), shown)
            }
        },
        Self("A plain user may not do what only root may", "Cowrie lets everyone be root") { stage, clues in
            for (command, words, status) in [
                ("cat /etc/shadow", "cat: /etc/shadow: Permission denied\n", 1),
                ("cd /root", "bash: line 1: cd: /root: Permission denied\n", 1),
                ("echo x > /etc/x", "bash: line 1: /etc/x: Permission denied\n", 1),
                ("touch /usr/bin/x", "touch: cannot touch '/usr/bin/x': Permission denied\n", 1),
                ("rm /etc/passwd </dev/null", "rm: cannot remove '/etc/passwd': Permission denied\n", 1),
                ("kill -9 1", "bash: line 1: kill: (1) - Operation not permitted\n", 1),
                ("mkdir /x", "mkdir: cannot create directory '/x': Permission denied\n", 1),
            ] as [(String, String, UInt32)] {
                let answer = try stage.run(command, as: "oracle")
                clues.expect(answer.status == status && answer.errors == words, "\(command): \(answer)")
            }
        },
        Self("The server does what its settings say", "sshd_config against the wire") { stage, clues in
            let settings = try stage.run("grep -v '^#' /etc/ssh/sshd_config").output
            clues.expect(settings.contains("PermitRootLogin yes"), settings)
            clues.expect(!settings.contains("PasswordAuthentication no"), settings)
            clues.expect(settings.contains("Subsystem\tsftp\t/usr/lib/openssh/sftp-server"), settings)
            clues.expect(
                settings.contains("ChallengeResponseAuthentication yes"), "keyboard-interactive is offered: \(settings)"
            )
            clues.expect(try stage.run("ls -l /usr/lib/openssh/sftp-server").status == 0, "no sftp-server")
            let version = try stage.run("ssh -V").errors
            clues.expect(version.hasPrefix(String(stage.connect().version.dropFirst(8)) + ","), version)
        },
    ]

    static let packages: [Self] = [
        Self("The release is told alike", "os-release, issue, debian_version, lsb_release, apt") { stage, clues in
            let release = try stage.run("cat /etc/os-release").output
            clues.expect(
                release.contains("VERSION_ID=\"11\"\n") && release.contains("VERSION_CODENAME=bullseye\n"), release)
            clues.expect(try stage.run("cat /etc/issue").output == "Debian GNU/Linux 11 \\n \\l\n\n", "issue")
            clues.expect(try stage.run("cat /etc/issue.net").output == "Debian GNU/Linux 11\n", "issue.net")
            let version = try stage.run("cat /etc/debian_version").line
            clues.expect(version.hasPrefix("11."), version)
            let base = try stage.run("dpkg -l base-files | tail -n1").output
            clues.expect(base.contains("11.1+deb11u\(version.dropFirst(3))"), "\(version): \(base)")
            clues.expect(try stage.run("grep -c bullseye /etc/apt/sources.list").line != "0", "sources")
        },
        Self("The server's package is that of its version line", "dpkg -l against the banner") { stage, clues in
            let banner = stage.connect().version
            let update = banner.split(separator: " ").last.map { String($0.dropFirst(7)) } ?? "?"
            for name in ["openssh-server", "openssh-client"] {
                let row = try stage.run("dpkg -l \(name) | tail -n1").output
                clues.expect(row.hasPrefix("ii  \(name) ") && row.contains("1:8.4p1-\(update) "), "\(banner): \(row)")
            }
        },
        Self("The kernel's package is there", "dpkg -l against uname") { stage, clues in
            let release = try stage.run("uname -r").line
            let row = try stage.run("dpkg -l | grep linux-image-\(release)").output
            let version = try stage.run("uname -v").line.split(separator: " ").first { $0.hasPrefix("5.10") } ?? "?"
            clues.expect(
                row.hasPrefix("ii  linux-image-\(release) ") && row.contains(" \(version) "), "\(release): \(row)")
        },
        Self("What is installed can be asked for", "dpkg") { stage, clues in
            let count = try stage.run("dpkg -l | grep -c ^ii").line
            clues.expect((Int(count) ?? 0) > 150, count)
            clues.expect(try stage.run("dpkg -s bash").output.contains("Status: install ok installed\n"), "bash")
            let missing = try stage.run("dpkg -s cowrie")
            clues.expect(missing.status == 1 && missing.errors.contains("is not installed"), "\(missing)")
            clues.expect(try stage.run("bash --version | head -1").output.contains("5.1.4(1)-release"), "bash")
        },
    ]

    static let randomness: [Self] = [
        Self("Chance differs each time", "/dev/urandom, uuid, mktemp, $RANDOM") { stage, clues in
            for command in [
                "head -c 16 /dev/urandom | sha1sum", "cat /proc/sys/kernel/random/uuid", "mktemp -u",
                "echo $RANDOM$RANDOM$RANDOM",
                "dd if=/dev/random bs=16 count=1 2>/dev/null | md5sum", "shuf -i 1-90000 -n 1",
            ] {
                let answers =
                    try (0..<3).map { _ in try stage.run(command).output }
                    + (try stage.run("\(command); \(command)").lines.map { $0 + "\n" })
                clues.expect(Set(answers).count == answers.count && !answers.contains(""), "\(command): \(answers)")
            }
            let boots = try (0..<2).map { _ in try stage.run("cat /proc/sys/kernel/random/boot_id").output }
            clues.expect(boots[0] == boots[1] && boots[0].count == 37, "\(boots)")
        }
    ]

    static let strangers: [Self] = [
        Self("What was written is there at the next login", "a marker, and a second visit") { stage, clues in
            // Of several connections at once the last to end says what is kept.
            stage.hangUp()
            _ = try stage.run("echo marker > /var/tmp/.m; mkdir -p /opt/x; echo k >> /root/.ssh/authorized_keys")
            stage.hangUp()
            stage.wait(.seconds(600))
            let answer = try stage.run(
                "cat /var/tmp/.m; ls -d /opt/x; tail -n1 /root/.ssh/authorized_keys; rm -r /var/tmp/.m /opt/x")
            clues.expect(answer.output == "marker\n/opt/x\nk\n", "\(answer)")
            stage.hangUp()
            let after = try stage.run("cat /var/tmp/.m")
            clues.expect(after.errors == "cat: /var/tmp/.m: No such file or directory\n", "\(after)")
        }
    ]
}
