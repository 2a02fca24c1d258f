@testable import Honeypots

/// What bots look at before they bring their program (ZHtrap, Mirai and its kin).
extension Detector {
    static let botChecks: [Self] = [
        command(
            "Missing files cannot be removed", "Cowrie #1512, ZHtrap", "rm /tmp/nothing-there",
            errors: "rm: cannot remove '/tmp/nothing-there': No such file or directory\n", status: 1),
        Self("Nothing is written into /proc", "ZHtrap, TSM") { stage, clues in
            for (command, words) in [
                (
                    "echo x > /proc/sys/kernel/osrelease",
                    "bash: line 1: /proc/sys/kernel/osrelease: Permission denied\n"
                ),
                ("echo x > /proc/nothing", "bash: line 1: /proc/nothing: No such file or directory\n"),
                ("touch /proc/a", "touch: cannot touch '/proc/a': No such file or directory\n"),
                ("mkdir /proc/a", "mkdir: cannot create directory '/proc/a': No such file or directory\n"),
            ] {
                let answer = try stage.run(command)
                clues.expect(answer.errors == words && answer.status == 1, "\(command): \(answer)")
            }
        },
        command(
            "echo knows hexadecimal", "Mirai's loaders", "echo -en '\\x67\\x61\\x79\\x66\\x67\\x74'", prints: "gayfgt"),
        command(
            "printf knows octal", "loaders that bring programs as text",
            "printf '\\101\\x42\\n'; echo -e '\\0101\\c'; echo",
            prints: "AB\nA\n"),
        Self("Programs begin as programs do", "Mirai reads the head of /bin/echo") { stage, clues in
            let answer = try stage.run(
                "head -c 4 /bin/ls | tail -c 3; echo; dd if=/bin/ls bs=1 skip=4 count=3 | md5sum")
            // 64 bits, little-endian, the first version: 02 01 01.
            clues.expect(answer.output == "ELF\n251c1fa8a1e95434a64dce0d4826443e  -\n", "\(answer)")
        },
        Self("The kernel is told the same everywhere", "ZHtrap") { stage, clues in
            let release = try stage.run("uname -r").line
            let version = try stage.run("uname -v").line
            let told = try stage.run("cat /proc/version").line
            clues.expect(told.hasPrefix("Linux version \(release) ") && told.hasSuffix(version), told)
            clues.expect(try stage.run("cat /proc/sys/kernel/osrelease").line == release, "osrelease")
            clues.expect(try stage.run("ls /lib/modules").output.contains(release), "no modules of \(release)")
            clues.expect(try stage.run("ls /boot").output.contains("vmlinuz-\(release)"), "no /boot/vmlinuz-\(release)")
        },
        Self("Folders that can be written are, the others are not", "Mirai's way to a place for its program") {
            stage, clues in
            let script =
                "for d in /tmp /var/tmp /dev/shm /run /root /sys /proc; do "
                + "(echo kami > $d/.n) 2>/dev/null && cat $d/.n && rm $d/.n && echo $d; done; ls -a /tmp | grep -c '^.n$'"
            let answer = try stage.run(script)
            let expected = ["/tmp", "/var/tmp", "/dev/shm", "/run", "/root"].map { "kami\n\($0)\n" }.joined() + "0\n"
            clues.expect(answer.output == expected, "\(answer)")
        },
        command(
            "A server's BusyBox does not know it either", "Mirai; Debian installs one", "/bin/busybox ECCHI",
            errors: "ECCHI: applet not found\n", status: 127),
        Self("A program that was brought can be run, and text cannot", "loaders") { stage, clues in
            let text = try stage.run("cd /tmp; echo hello > t; ./t; echo $?; chmod +x t; ./t; echo $?; rm t")
            clues.expect(text.errors.contains("./t: Permission denied"), "\(text)")
            clues.expect(text.output == "126\n127\n", "\(text)")
        },
        Self("Numbers of lines and bytes agree", "scripts that measure what they wrote") { stage, clues in
            let answer = try stage.run("cd /tmp; seq 1000 > s; wc -lc < s; stat -c %s s; tail -n1 s; rm s")
            clues.expect(answer.output.hasSuffix("1000 3893\n3893\n1000\n"), "\(answer)")
        },
    ]

    /// The dialogue of a device's shell.
    static let telnet: [Self] = [
        Self("An unknown applet is BusyBox's business", "Mirai, Hajime") { stage, clues in
            let answers = stage.telnet([
                "/bin/busybox ECCHI", "busybox MIRAI", "/bin/busybox cat /proc/mounts | head -1",
            ])
            clues.expect(answers[0] == "ECCHI: applet not found", answers[0])
            clues.expect(answers[1] == "MIRAI: applet not found", answers[1])
            clues.expect(answers[2].contains(" / "), answers[2])
        },
        Self("A device's files and answers agree", "ZHtrap") { stage, clues in
            let answers = stage.telnet([
                "uname -r", "cat /proc/version", "cat /proc/cpuinfo | grep -c -i -E 'processor|cpu model'",
                "echo $((2+3))",
                "rm /tmp/nothing", "nosuch", "cat /nosuch; echo $?", "echo -e '\\x41\\x42'", "cd /etc/passwd",
            ])
            clues.expect(answers[1].hasPrefix("Linux version \(answers[0]) "), answers[1])
            clues.expect((Int(answers[2]) ?? 0) > 0, answers[2])
            clues.expect(answers[3] == "5", answers[3])
            clues.expect(answers[4].contains("No such file or directory"), answers[4])
            clues.expect(answers[5] == "-sh: nosuch: not found", answers[5])
            clues.expect(answers[6].hasSuffix("\n1"), answers[6])
            clues.expect(answers[7] == "AB", answers[7])
            clues.expect(!answers[8].isEmpty, "no error")
        },
        Self("A device's programs begin as its processor wants", "Mirai") { stage, clues in
            let answers = stage.telnet([
                "cat /bin/busybox | head -c 4 | hexdump -C | head -1", "head -c 20 /bin/busybox | hexdump",
            ])
            clues.expect(
                answers.contains { $0.contains("45 4c 46") || $0.contains("457f") || $0.contains("7f45") }, "\(answers)"
            )
        },
        Self("What is written on a device can be read", "Mirai") { stage, clues in
            let answers = stage.telnet([
                ">/tmp/.x && cd /tmp", "echo kami > .x; cat .x", "rm .x; cat .x", "echo x > /proc/version",
                "ls /nosuch",
            ])
            clues.expect(answers[1] == "kami", answers[1])
            clues.expect(answers[2].contains("No such file or directory"), answers[2])
            clues.expect(!answers[3].isEmpty && !answers[4].isEmpty, "\(answers)")
        },
        Self("A device's greeting names no known sensor", "nmap, Telnet-IoT-Honeypot, Heralding, OpenCanary") {
            stage, clues in
            let (bytes, _) = stage.exchange(TelnetHoneypot.self, Array("root\r\nx\r\n".utf8))
            let text = String(decoding: bytes, as: UTF8.self)
            for mark in ["honeypot", "svr04", "Welcome to EmbyLinux 3.13.0-24-generic", "Ubuntu 14.04", "cowrie"] {
                clues.expect(!text.contains(mark), text)
            }
        },
        Self(
            "Two devices share nothing of their own", "T-Pot, pull request 1661",
            together: { stages, clues in
                let answers = stages.map { $0.telnet(["ifconfig", "hostname; cat /proc/uptime"]) }
                for index in 0..<2 {
                    let texts = answers.map { $0[index] }
                    clues.expect(Set(texts).count == texts.count, "\(texts)")
                }
            }),
    ]
}
