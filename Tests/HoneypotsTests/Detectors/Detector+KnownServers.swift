@testable import Honeypots

/// What sensors that are known show when nobody has configured them: Cowrie and Kippo, HonSSH, T-Pot's personas, Dionaea,
/// Heralding, OpenCanary, qeeqbox, Telnet-IoT-Honeypot.
extension Detector {
    static let knownServers: [Self] = [
        absence(
            "Host names of known sensors", "Cowrie, Kippo, HonSSH, T-Pot, Dionaea", "hostname",
            of: ["svr0", "nas3", "ubuntu\n", "honeypot", "cowrie", "tpot", "dionaea", "localhost", "debian\n"]),
        absence(
            "Accounts of known sensors", "Cowrie and Kippo, ZHtrap", "cat /etc/passwd",
            of: ["phil:", "richard:", "Phil California", "Richard Texas", "cowrie", "kippo", "tpot:", "honssh"]),
        absence(
            "Homes of known sensors", "Cowrie and Kippo", "ls -la /home /root",
            of: ["phil", "richard", "cowrie", "kippo", ".cowrie", "honeyfs"]),
        absence(
            "Kernels of known sensors", "Cowrie, Kippo", "uname -a; cat /proc/version",
            of: [
                "3.2.0-4-amd64", "3.2.68-1+deb7u1", "2.6.26-2-686", "4.15.0-20", "jessie", "waldi@debian.org",
                "dannf@debian.org", "gcc version 4.6.3", "gcc version 4.3.2",
            ]),
        absence(
            "Processors of known sensors", "Cowrie's and Kippo's /proc/cpuinfo", "cat /proc/cpuinfo",
            of: [
                "Intel(R) Core(TM)2 Duo CPU     E8200  @ 2.66GHz", "Intel(R) Core(TM) i9-11900KB", "6ab3a5a8",
                "2133.304", "2661.060", "Pentium(R) 4",
            ]),
        absence(
            "Memory of known sensors", "Cowrie's and Kippo's /proc/meminfo", "cat /proc/meminfo",
            of: ["4054744 kB", "2056016 kB", "1034504 kB", "MemFree:          997740 kB", "997740"]),
        absence(
            "Addresses of known sensors", "Cowrie's ifconfig", "ip addr; ifconfig; cat /proc/net/arp",
            of: ["00:4c:a8:ab:32:f4", "fe80::21f:c6ac:fd44:24d7", "192.168.1.128", "08:00:27", "02:42:"]),
        absence(
            "Disks and mounts of known sensors", "Cowrie's and Kippo's mount and df", "mount; df; cat /proc/mounts",
            of: ["rootfs on / type rootfs", "/dev/sda1 on / type ext3", "overlay", "/dev/hda1", "47825"]),
        absence(
            "Processes of known sensors", "Cowrie's ps, and sensors that show their own", "ps aux",
            of: [
                "cowrie", "kippo", "twistd", "honeypot", "dionaea", "opencanary", "docker", "containerd-shim",
                "/sbin/klogd -x", "COMMAND\ntop",
            ]),
        absence(
            "Files that sensors leave", "Cowrie and containers", "ls -la / /opt /srv /var/log /home /usr/local",
            of: [".dockerenv", "cowrie", "kippo", "honeypot", "dionaea", "opencanary", "fs.pickle", "heralding"]),
        Self("Dates are not all of one day", "Cowrie's file system: Jun 22 and Jun 23 (ZHtrap)") { stage, clues in
            let answer = try stage.run("ls -la / /etc /var /usr /root")
            let days = answer.lines.filter { $0.count > 40 }.compactMap { line -> String? in
                let words = line.split(separator: " ", omittingEmptySubsequences: true)
                return words.count > 8 ? "\(words[5]) \(words[6])" : nil
            }
            clues.expect(days.count > 60, "\(days.count) files")
            clues.expect(Set(days).count > 5, "\(Set(days))")
            clues.expect(!days.contains("Jun 22") || !days.contains("Jun 23"), "Cowrie's days")
        },
        Self("Downloads speak as wget does", "Cowrie's dialogue") { stage, clues in
            let answer = try stage.run("cd /tmp && wget http://198.51.100.9/x.sh; rm -f x.sh")
            let text = answer.errors
            let first = text.split(separator: "\n").first ?? ""
            clues.expect(first.hasPrefix("--20") && first.hasSuffix("--  http://198.51.100.9/x.sh"), text)
            clues.expect(text.contains("Connecting to 198.51.100.9:80... "), text)
            clues.expect(!text.contains("HTTP request sent, awaiting response... 200 OK\nLength: unspecified"), text)
            clues.expect(answer.output.isEmpty, answer.output)
        },
        Self("The greeting is Debian's", "Cowrie's motd") { stage, clues in
            let shown = try stage.type("exit\r")
            let kernel = try stage.run("uname -snrvm").line
            clues.expect(shown.hasPrefix(kernel + "\n"), shown)
            clues.expect(shown.contains("Last login: "), shown)
        },
        Self("Arithmetic is worked out", "tests of Cowrie by researchers") { stage, clues in
            clues.expect(try stage.run("echo $((2+3))").output == "5\n", "no arithmetic")
            let sum = try stage.run("i=0; while [ $i -lt 5 ]; do i=$((i+1)); printf %s $i; done; echo; echo $[7*6]")
            clues.expect(sum.output == "12345\n42\n", "\(sum)")
        },
        Self("Programs that Cowrie lacks are there", "tests of Cowrie by researchers") { stage, clues in
            for (command, part) in [
                ("ss -tln", ":22"), ("ip route", "default via "),
                ("systemctl is-system-running; systemctl status ssh", "ssh.service"),
                ("awk 'BEGIN{print 6*7}'", "42"), ("perl -e 'print 6*7'", "42"), ("lscpu | grep 'CPU(s):'", "CPU(s):"),
                ("trap 'echo bye' EXIT", "bye"),
                ("cat /etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 11 (bullseye)\""),
                ("hostname -I", "."), ("cat /sys/class/dmi/id/product_name", " "),
            ] {
                let answer = try stage.run(command)
                clues.expect(
                    answer.output.contains(part) || part == " " && answer.output.count > 3, "\(command): \(answer)")
            }
        },
        Self("Looking through everything does not hang it", "Cowrie 3.1.4 stands still") { stage, clues in
            let answer = try stage.run("find / -name '*.conf' 2>/dev/null | wc -l; echo done")
            clues.expect(answer.output.hasSuffix("done\n"), "\(answer)")
        },
        Self(
            "Two sensors share nothing of their own", "T-Pot, pull request 1661",
            together: { stages, clues in
                for command in [
                    "hostname", "cat /etc/machine-id", "cat /etc/ssh/ssh_host_rsa_key.pub", "uptime -s", "hostname -I",
                    "cat /sys/class/net/e*/address", "grep :100 /etc/passwd", "cat /etc/resolv.conf", "ls /home",
                    "blkid; cat /proc/cmdline", "md5sum /etc/shadow", "cat /proc/meminfo",
                ] {
                    let answers = try stages.map { try $0.run(command).output }
                    clues.expect(Set(answers).count == answers.count, "\(command): \(answers)")
                    clues.expect(!answers.contains(""), "\(command) prints nothing")
                }
            }),
    ]
}
