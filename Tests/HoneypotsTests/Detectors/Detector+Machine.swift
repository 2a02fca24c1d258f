@testable import Honeypots

/// Whether what a machine says in one place is what it says in another: time, processes, hardware.
extension Detector {
    /// The first number in a text.
    private static func number(_ text: some StringProtocol) -> Double? {
        let digits = text.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." }
        return Double(digits)
    }

    /// The number behind a name at the beginning of a line.
    private static func value(_ name: String, _ text: String) -> Double? {
        text.split(separator: "\n").first { $0.hasPrefix(name) }.flatMap { number($0.dropFirst(name.count)) }
    }

    /// The date and the uptime, in seconds.
    private static func clocks(_ stage: DetectorStage) throws -> (date: Double, uptime: Double) {
        let lines = try stage.run("date +%s; cat /proc/uptime").lines
        return (number(lines.first ?? "") ?? 0, number(lines.last ?? "") ?? 0)
    }

    static let uptimes: [Self] = [
        Self("Uptime is the same wherever it stands", "proc(5), utmp(5)") { stage, clues in
            let started = try stage.run("uptime -s").line
            let seconds = number(try stage.run("cat /proc/uptime").output) ?? 0
            let computed = try stage.run("date -d @$(($(date +%s) - \(Int(seconds)))) '+%Y-%m-%d %H:%M'").line
            clues.expect(started.hasPrefix(computed), "\(started) and \(computed)")
            clues.expect(try stage.run("who -b").output.contains(started.prefix(16)), "who -b")
            let days = Int(seconds) / 86_400
            let shown = try stage.run("uptime").output
            clues.expect(days == 0 || shown.contains(" up \(days) day"), "\(shown) after \(days) days")
            let boot = value("btime", try stage.run("cat /proc/stat").output) ?? 0
            let now = number(try stage.run("date +%s").output) ?? 0
            clues.expect(abs(now - boot - seconds) < 2, "btime \(boot), \(now), \(seconds)")
            let last = try stage.run("last reboot").output
            let day = try stage.run("date -d '\(started)' '+%a %b %e %H:%M'").line
            clues.expect(last.contains(day) && last.contains("still running"), "\(last) and \(day)")
            clues.expect(seconds > 3600 && seconds < 86_400 * 400, "\(seconds)")
        },
        Self("Two looks at the clock differ", "Cowrie's uptime") { stage, clues in
            let before = try clocks(stage)
            stage.wait(.seconds(61))
            let after = try clocks(stage)
            clues.expect(abs(after.date - before.date - 61) < 2, "the date goes by \(after.date - before.date)")
            clues.expect(abs(after.uptime - before.uptime - 61) < 2, "uptime goes by \(after.uptime - before.uptime)")
        },
        Self("Waiting takes as long as it should", "sleep as a stopwatch") { stage, clues in
            let answer = try stage.run("a=$(date +%s); sleep 3; b=$(date +%s); echo $((b-a))")
            clues.expect(["3", "4"].contains(answer.line), "\(answer)")
        },
        Self("The idle time is no copy of the uptime", "proc(5)") { stage, clues in
            let words = try stage.run("cat /proc/uptime").line.split(separator: " ")
            let cores = number(try stage.run("nproc").output) ?? 1
            let values = words.compactMap { Double($0) }
            clues.expect(
                values.count == 2 && values[1] <= values[0] * cores && values[1] > values[0] * cores / 3, "\(words)")
        },
        Self("Files have no times to come", "find -newermt") { stage, clues in
            let answer = try stage.run(
                "touch /tmp/now; find / -xdev -newer /tmp/now 2>/dev/null | grep -v '^/proc' | head -5; rm /tmp/now")
            clues.expect(answer.lines.allSatisfy { $0 == "/tmp" || $0.hasPrefix("/var/log") }, "\(answer)")
        },
        Self("Logins that are told were recorded", "last(1), pam_lastlog") { stage, clues in
            let shown = try stage.type("last\rexit\r")
            let told = shown.split(separator: "\n").first { $0.hasPrefix("Last login: ") }
            guard let told else { return clues.expect(false, "no last login: \(shown)") }
            // "Last login: Mon Nov 23 04:12:55 2026 from 10.4.7.23"
            let words = told.split(separator: " ", omittingEmptySubsequences: true)
            clues.expect(words.count == 9, "\(told)")
            let rows = shown.split(separator: "\n").filter { $0.hasPrefix("root ") }
            clues.expect(rows.first?.contains("still logged in") == true, "\(rows.first ?? "")")
            let found = rows.contains { $0.contains(words.last ?? "") && $0.contains(words[5].prefix(5)) }
            clues.expect(found, "\(told) is not in \(rows.prefix(4))")
        },
    ]

    static let processes: [Self] = [
        Self("The shell is in the list of processes", "echo $$; ps") { stage, clues in
            let answer = try stage.run("echo $$ $PPID; ps -eo pid,ppid,comm")
            let own = answer.lines.first?.split(separator: " ").map(String.init) ?? []
            let rows = answer.lines.dropFirst(2).map { $0.split(separator: " ").map(String.init) }
            let shell = rows.first { $0.first == own.first }
            clues.expect(shell == [own.first ?? "", own.last ?? "", "bash"], "\(own): \(shell ?? [])")
            clues.expect(rows.contains { $0.first == own.last && $0.last == "sshd" }, "no parent \(own)")
            clues.expect(rows.last?.last == "ps" && rows.last?[1] == own.first, "\(rows.last ?? [])")
            let numbers = rows.compactMap { Int($0[0]) }
            clues.expect(Set(numbers).count == numbers.count && numbers == numbers.sorted(), "numbers are not in order")
            for row in rows where row[1] != "0" {
                clues.expect(rows.contains { $0[0] == row[1] }, "\(row) has no parent")
            }
        },
        Self("Without a terminal nobody is at one", "w, who, tty, ps") { stage, clues in
            let answer = try stage.run("tty; who; w -h; ps aux | grep 'sshd: root' | grep -v grep")
            clues.expect(answer.lines.first == "not a tty", "\(answer)")
            clues.expect(answer.lines.count == 2 && answer.output.contains("sshd: root@notty"), "\(answer)")
            clues.expect(try stage.run("uptime").output.contains(",  0 users,"), "users")
            let shown = try stage.type("tty; who; ps aux | grep 'sshd: root@' | grep -v grep; exit\r")
            clues.expect(shown.contains("/dev/pts/0\n") && shown.contains("sshd: root@pts/0"), shown)
        },
        Self("/proc and ps know the same processes", "ls /proc against ps, as rootkit hunters do") { stage, clues in
            let answer = try stage.run(
                "ps -eo pid= | sort -n | tr -d ' ' | head -40; echo -; ls /proc | grep '^[0-9]' | sort -n | head -40")
            let parts = answer.output.split(separator: "-\n")
            clues.expect(parts.count == 2 && parts[0] == parts[1] && parts[0].count > 60, "\(answer)")
            let first = try stage.run(
                "cat /proc/1/comm; tr '\\0' ' ' </proc/1/cmdline; echo; readlink /proc/1/exe; cat /proc/1/cgroup")
            clues.expect(first.output == "systemd\n/sbin/init \n/usr/lib/systemd/systemd\n0::/init.scope\n", "\(first)")
        },
        Self("A process's files agree with ps", "proc(5)") { stage, clues in
            let row = try stage.run("ps -eo pid,ppid,rss,comm | grep -m1 cron").line
                .split(separator: " ", omittingEmptySubsequences: true).map(String.init)
            guard row.count == 4 else { return clues.expect(false, "no cron: \(row)") }
            let status = try stage.run("cat /proc/\(row[0])/status").output
            clues.expect(status.hasPrefix("Name:\t\(row[3])\n"), status)
            clues.expect(value("PPid:", status) == Double(row[1]), "\(row): \(status)")
            let stat = try stage.run("cat /proc/\(row[0])/stat").output
            clues.expect(stat.hasPrefix("\(row[0]) (cron) S \(row[1]) "), stat)
            let resident = try stage.run("ps -o rss= -p \(row[0])")
            clues.expect(number(resident.output) == value("VmRSS:", status), "\(resident), \(status)")
        },
        Self("Process numbers grow", "two logins one after the other") { stage, clues in
            let first = number(try stage.run("echo $$").output) ?? 0
            stage.hangUp()
            stage.wait(.seconds(5))
            let second = number(try stage.run("echo $$").output) ?? 0
            clues.expect(second > first && second < first + 5000, "\(first), then \(second)")
            let last = try stage.run("cat /proc/loadavg; cat /proc/sys/kernel/pid_max").lines
            let newest = last.first?.split(separator: " ").last.flatMap { number($0) } ?? 0
            clues.expect(newest >= second && newest < second + 5000, "\(last)")
            clues.expect(last.last == "4194304", "\(last)")
            let children = try stage.run("sh -c 'echo $$'; sh -c 'echo $$'").lines.compactMap { number($0) }
            clues.expect(children.count == 2 && children[0] < children[1] && children[0] > second, "\(children)")
        },
        Self("Who is not there cannot be killed", "kill(1)") { stage, clues in
            let answer = try stage.run("kill 4194000; kill -9 abc; kill -0 1; echo $?; kill -0 $$; echo $?")
            clues.expect(
                answer.errors == "bash: line 1: kill: (4194000) - No such process\n"
                    + "bash: line 1: kill: abc: arguments must be process or job IDs\n", "\(answer)")
            clues.expect(answer.output == "0\n0\n", "\(answer)")
        },
        Self("What listens is what runs", "ss against ps") { stage, clues in
            let sockets = try stage.run("ss -tlnp")
            clues.expect(sockets.output.contains(":22 "), "\(sockets)")
            let names = sockets.lines.dropFirst().compactMap { line -> String? in
                guard let start = line.firstRange(of: "((\"") else { return nil }
                return String(line[start.upperBound...].prefix { $0 != "\"" })
            }
            let running = try stage.run("ps -eo comm").output
            clues.expect(!names.isEmpty, "\(sockets)")
            for name in names { clues.expect(running.contains(name), "\(name) does not run") }
            let visitor = try stage.run("ss -tn; echo $SSH_CONNECTION").output
            clues.expect(
                visitor.contains("45.10.1.2:40404") && visitor.hasSuffix("45.10.1.2 40404 198.51.100.7 22\n"), visitor)
        },
    ]

    static let hardware: [Self] = [
        Self("Processors are counted alike", "nproc, lscpu, /proc/cpuinfo, /proc/stat, /sys") { stage, clues in
            let count = number(try stage.run("nproc").output)
            for command in [
                "grep -c ^processor /proc/cpuinfo", "lscpu | grep '^CPU(s):'", "getconf _NPROCESSORS_ONLN",
                "grep -c '^cpu[0-9]' /proc/stat", "ls -d /sys/devices/system/cpu/cpu[0-9]* | wc -l",
            ] {
                let answer = try stage.run(command)
                clues.expect(number(answer.output) == count, "\(command): \(answer), nproc \(count ?? 0)")
            }
            let model = try stage.run("grep -m1 'model name' /proc/cpuinfo | cut -d: -f2-").line
            clues.expect(try stage.run("lscpu").output.contains("Model name:                     \(model)"), model)
        },
        Self("Memory is told alike", "free against /proc/meminfo") { stage, clues in
            let lines = try stage.run("free -k; cat /proc/meminfo").output
            let row =
                lines.split(separator: "\n").first { $0.hasPrefix("Mem:") }?
                .split(separator: " ", omittingEmptySubsequences: true).compactMap { Double($0) } ?? []
            guard row.count == 6 else { return clues.expect(false, lines) }
            clues.expect(value("MemTotal:", lines) == row[0], "total \(row[0])")
            clues.expect(value("MemFree:", lines) == row[2], "free \(row[2])")
            clues.expect(value("MemAvailable:", lines) == row[5], "available \(row[5])")
            let cache =
                (value("Buffers:", lines) ?? 0) + (value("\nCached:", "\n" + lines) ?? value("Cached:", lines) ?? 0)
                + (value("SReclaimable:", lines) ?? 0)
            clues.expect(cache == row[4], "cache \(row[4]) and \(cache)")
            clues.expect(abs(row[0] - row[1] - row[2] - row[4]) < 8, "it does not add up: \(row)")
            for value in row {
                clues.expect(value.truncatingRemainder(dividingBy: 4) == 0, "\(value) is no number of pages")
            }
        },
        Self("A guest says so everywhere, and a machine of its own nowhere", "lscpu, DMI, flags") { stage, clues in
            let product = try stage.run("cat /sys/class/dmi/id/sys_vendor").line
            let isGuest = ["QEMU", "VMware, Inc."].contains(product)
            let flags = try stage.run("grep -m1 ^flags /proc/cpuinfo").output
            clues.expect(flags.contains(" hypervisor ") == isGuest, "\(product): \(flags)")
            let listed = try stage.run("lscpu").output
            clues.expect(listed.contains("Hypervisor vendor:") == isGuest, "\(product): \(listed)")
            let told = try stage.run("hostnamectl").output
            clues.expect(told.contains("Virtualization:") == isGuest, "\(product): \(told)")
            let found = try stage.run("systemd-detect-virt").line
            let expected = product == "QEMU" ? "kvm" : isGuest ? "vmware" : "none"
            clues.expect(found == expected, "\(product): \(found)")
            let address = try stage.run("cat /sys/class/net/e*/address").line
            clues.expect(
                (address.hasPrefix("52:54:00") || address.hasPrefix("00:50:56")) == isGuest, "\(product): \(address)")
        },
        Self("Mounts are told alike", "df, mount, /proc/mounts, findmnt") { stage, clues in
            let mounts = try stage.run("cat /proc/mounts").lines.map { $0.split(separator: " ").map(String.init) }
            let shown = try stage.run("mount").lines
            clues.expect(mounts.count == shown.count && mounts.count > 8, "\(mounts.count) and \(shown.count)")
            for (one, other) in zip(mounts, shown) {
                clues.expect(other == "\(one[0]) on \(one[1]) type \(one[2]) (\(one[3]))", "\(one): \(other)")
            }
            let sizes = try stage.run("df -k").lines.dropFirst().map {
                $0.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
            }
            for row in sizes {
                guard let mount = mounts.first(where: { $0[1] == row.last }) else {
                    clues.expect(false, "\(row) is not mounted")
                    continue
                }
                clues.expect(mount[0] == row[0], "\(row) and \(mount)")
                if let limit = value("size=", mount[3].replacing(",", with: "\n")) {
                    clues.expect(Double(row[1]) == limit, "\(row) and \(mount)")
                }
                let (used, free) = (Double(row[2]) ?? 0, Double(row[3]) ?? 0)
                clues.expect(used + free <= Double(row[1]) ?? 0, "\(row)")
            }
            clues.expect(sizes.contains { $0.last == "/" }, "no root")
        },
        Self("The disk has one name", "lsblk, df, /proc/partitions, fstab, /dev") { stage, clues in
            let root = try stage.run("df / | tail -n1 | cut -d' ' -f1").line
            let partition = String(root.split(separator: "/").last ?? "")
            clues.expect(try stage.run("test -b \(root) && echo yes").line == "yes", "\(root) is no device")
            clues.expect(try stage.run("cat /proc/partitions").output.contains(" \(partition)\n"), "\(partition)")
            clues.expect(try stage.run("lsblk").output.contains(partition), "lsblk: \(partition)")
            let identity = try stage.run("grep ' / ' /etc/fstab").output
            let uuid = try stage.run("blkid -s UUID -o value \(root)").line
            clues.expect(identity.contains(uuid) && uuid.count == 36, "\(identity) and \(uuid)")
        },
    ]
}
