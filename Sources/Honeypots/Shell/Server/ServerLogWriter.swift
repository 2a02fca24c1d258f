import ThreatModel

/// Makes the lines of a server's logs: what happens on a day follows from the persona and the day alone.
struct ServerLogWriter: Sendable {
    let hostname: String
    let seed: UInt64
    let boots: BootHistory
    /// People who log in on working days.
    let users: [String]
    /// Where they log in from.
    let administrator: String
    /// Number of the cron daemon.
    let cron: Int

    struct Line {
        var time: Int64
        var text: String
    }

    /// Lines of a log from `start` up to `end`, both in seconds since the epoch and at most a week apart.
    func text(_ kind: ServerLog.Kind, from start: Int64, until end: Int64) -> [UInt8] {
        var bytes: [UInt8] = []
        for line in lines(kind, from: start, until: end) {
            if kind == .access {
                bytes += "\(line.text)\n".utf8
            } else {
                bytes += "\(Self.stamp(line.time)) \(hostname) \(line.text)\n".utf8
            }
        }
        return bytes
    }

    func lastLine(_ kind: ServerLog.Kind, from start: Int64, until end: Int64) -> Int64? {
        // The last line of today, or else of the days before.
        lines(kind, from: max(start, end - 86_400), until: end).last?.time
    }

    private func lines(_ kind: ServerLog.Kind, from start: Int64, until end: Int64) -> [Line] {
        guard start < end, end - start <= 8 * 86_400 else { return [] }
        var lines: [Line] = []
        for day in start / 86_400...end / 86_400 {
            switch kind {
            case .authentication: lines += authentication(day)
            case .system: lines += rotation(day) + system(day)
            case .daemon: lines += system(day).filter { $0.text.hasPrefix("systemd") }
            case .messages: lines += rotation(day)
            case .kernel: break
            case .access: lines += access(day)
            case .user, .debug, .empty: break
            }
        }
        if kind != .access, kind != .empty { lines += boot(kind, before: end) }
        return lines.filter { $0.time >= start && $0.time < end }.sorted { $0.time < $1.time }
    }

    /// "Nov  3 04:12:55".
    static func stamp(_ time: Int64) -> String {
        let clock = CivilTime(seconds: Int(time))
        return "\(CivilDate.monthNames[clock.month - 1]) \(clock.day < 10 ? " " : "")\(clock.day) \(clock.clock)"
    }

    private func generator(_ day: Int64, _ salt: UInt64) -> SeededGenerator {
        SeededGenerator(seed: seed ^ UInt64(bitPattern: day) &* 0x9e37_79b9 ^ salt)
    }

    private func process(at time: Int64) -> Int { ServerProcessNumbers.newest(at: time, boots) }

    // MARK: What happens on a day

    /// When that account logs in on that day, if it does.
    static func login(of uid: Int, on day: Int64, seed: UInt64) -> Int64? {
        guard ![0, 6].contains(CivilDate.weekday(days: Int(day))) else { return nil }
        var generator = SeededGenerator(seed: seed ^ UInt64(bitPattern: day) &* 31 ^ UInt64(clamping: uid + 1))
        return day * 86_400 + Int64(generator.number(in: 7 * 3600...17 * 3600))
    }

    private func authentication(_ day: Int64) -> [Line] {
        var lines: [Line] = []
        for hour in 0..<24 as Range<Int64> {
            for minute in [9, 17, 39] as [Int64] {
                let time = day * 86_400 + hour * 3600 + minute * 60 + 1
                let id = process(at: time)
                lines.append(
                    Line(
                        time: time,
                        text: "CRON[\(id)]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)"))
                lines.append(
                    Line(time: time, text: "CRON[\(id)]: pam_unix(cron:session): session closed for user root"))
            }
        }
        var generator = generator(day, 1)
        for (uid, name) in [(0, "root")] + users.enumerated().map({ (1000 + $0, $1) }) {
            guard let time = Self.login(of: uid, on: day, seed: seed) else { continue }
            let (id, port) = (process(at: time), generator.number(in: 40_000...65_000))
            let end = time + Int64(generator.number(in: 120...5400))
            lines += [
                Line(
                    time: time,
                    text:
                        "sshd[\(id)]: Accepted publickey for \(name) from \(administrator) port \(port) ssh2: ED25519 SHA256:\(digest(of: name))"
                ),
                Line(
                    time: time,
                    text: "sshd[\(id)]: pam_unix(sshd:session): session opened for user \(name)(uid=\(uid)) by (uid=0)"),
                Line(
                    time: time,
                    text:
                        "systemd-logind[\(cron + 11)]: New session \(generator.number(in: 20...9000)) of user \(name)."),
                Line(
                    time: end,
                    text: "sshd[\(id)]: Received disconnect from \(administrator) port \(port):11: disconnected by user"
                ),
                Line(time: end, text: "sshd[\(id)]: pam_unix(sshd:session): session closed for user \(name)"),
            ]
        }
        for _ in 0..<generator.number(in: 8...45) {
            let time = day * 86_400 + Int64(generator.below(86_390))
            lines += failure(at: time, &generator)
        }
        return lines
    }

    /// Somebody out there tries a password.
    private func failure(at time: Int64, _ generator: inout SeededGenerator) -> [Line] {
        let address = Self.stranger(&generator)
        let (id, port) = (process(at: time), generator.number(in: 32_768...61_000))
        let name = generator.pick(
            "root", "root", "root", "admin", "test", "ubuntu", "oracle", "git", "user", "postgres")
        let unknown = name == "root" ? "" : "invalid user "
        var lines: [Line] = []
        if !unknown.isEmpty {
            lines.append(Line(time: time, text: "sshd[\(id)]: Invalid user \(name) from \(address) port \(port)"))
        }
        lines.append(
            Line(
                time: time,
                text:
                    "sshd[\(id)]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=\(address)\(unknown.isEmpty ? "  user=root" : "")"
            ))
        lines.append(
            Line(
                time: time + 2,
                text: "sshd[\(id)]: Failed password for \(unknown)\(name) from \(address) port \(port) ssh2"))
        lines.append(
            Line(
                time: time + 3,
                text:
                    "sshd[\(id)]: Connection closed by \(unknown.isEmpty ? "authenticating" : "invalid") user \(name) \(address) port \(port) [preauth]"
            ))
        return lines
    }

    /// An address of the public Internet, of no network in particular.
    static func stranger(_ generator: inout SeededGenerator) -> String {
        let first = generator.pick(
            31, 43, 45, 61, 77, 79, 91, 103, 110, 118, 134, 141, 152, 159, 161, 178, 185, 190, 201, 218)
        return "\(first).\(generator.below(256)).\(generator.below(256)).\(generator.number(in: 1...254))"
    }

    private func system(_ day: Int64) -> [Line] {
        var lines: [Line] = []
        var generator = generator(day, 2)
        let start = day * 86_400
        for hour in 0..<24 as Range<Int64> {
            let base = start + hour * 3600
            lines.append(
                Line(
                    time: base + 17 * 60 + 1,
                    text:
                        "CRON[\(process(at: base + 17 * 60 + 1) + 1)]: (root) CMD (   cd / && run-parts --report /etc/cron.hourly)"
                ))
            for minute in [9, 39] as [Int64] {
                let time = base + minute * 60 + 1
                lines.append(
                    Line(
                        time: time,
                        text:
                            "CRON[\(process(at: time) + 1)]: (root) CMD (  [ -x /usr/lib/php/sessionclean ] && if [ ! -d /run/systemd/system ]; then /usr/lib/php/sessionclean; fi)"
                    ))
                lines += unit("phpsessionclean.service", "Clean php session files", at: time + 6)
            }
        }
        lines += unit("logrotate.service", "Rotate log files", at: start + 8)
        lines += unit("man-db.service", "Daily man-db regeneration", at: start + 9)
        lines += unit(
            "apt-daily-upgrade.service", "Daily apt upgrade and clean activities",
            at: start + 6 * 3600 + Int64(generator.below(3500)))
        lines += unit(
            "apt-daily.service", "Daily apt download activities",
            at: start + Int64(generator.number(in: 8 * 3600...20 * 3600)))
        lines += unit(
            "systemd-tmpfiles-clean.service", "Cleanup of Temporary Directories",
            at: start + Int64(generator.number(in: 9 * 3600...21 * 3600)))
        lines.append(
            Line(
                time: start + 6 * 3600 + 25 * 60 + 1,
                text:
                    "CRON[\(process(at: start + 23_101) + 1)]: (root) CMD (test -x /usr/sbin/anacron || ( cd / && run-parts --report /etc/cron.daily ))"
            ))
        return lines
    }

    /// Logs are given new files at midnight, and whoever writes them is told.
    private func rotation(_ day: Int64) -> [Line] {
        let text =
            "rsyslogd: [origin software=\"rsyslogd\" swVersion=\"8.2102.0\" x-pid=\"\(cron + 3)\" x-info=\"https://www.rsyslog.com\"] rsyslogd was HUPed"
        return [Line(time: day * 86_400 + 9, text: text)]
    }

    private func unit(_ name: String, _ title: String, at time: Int64) -> [Line] {
        [
            Line(time: time, text: "systemd[1]: Starting \(title)..."),
            Line(time: time + 1, text: "systemd[1]: \(name): Succeeded."),
            Line(time: time + 1, text: "systemd[1]: Finished \(title)."),
        ]
    }

    /// In the combined format.
    private func access(_ day: Int64) -> [Line] {
        var generator = generator(day, 3)
        return (0..<generator.number(in: 60...180)).map { _ in
            let time = day * 86_400 + Int64(generator.below(86_400))
            let clock = CivilTime(seconds: Int(time))
            let (path, status, size) = generator.pick(
                ("/", 200, 4182), ("/about.html", 200, 2210), ("/robots.txt", 200, 34), ("/favicon.ico", 404, 271),
                ("/wp-login.php", 404, 271), ("/.env", 403, 274), ("/contact.html", 200, 1911),
                ("/css/style.css", 200, 1203))
            let agent = generator.pick(
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:109.0) Gecko/20100101 Firefox/115.0",
                "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "curl/7.68.0",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0.0.0 Safari/537.36",
                "-")
            let date =
                "\(CivilTime.two(clock.day))/\(CivilDate.monthNames[clock.month - 1])/\(clock.year):\(clock.clock) +0000"
            return Line(
                time: time,
                text:
                    "\(Self.stranger(&generator)) - - [\(date)] \"GET \(path) HTTP/1.1\" \(status) \(size) \"-\" \"\(agent)\""
            )
        }
    }

    /// What the machine said when it was started, if that was lately.
    private func boot(_ kind: ServerLog.Kind, before end: Int64) -> [Line] {
        let time = boots.bootTime(at: Timestamp(milliseconds: end * 1000)).seconds
        switch kind {
        case .authentication:
            return [
                Line(time: time + 6, text: "sshd[\(cron + 40)]: Server listening on 0.0.0.0 port 22."),
                Line(time: time + 6, text: "sshd[\(cron + 40)]: Server listening on :: port 22."),
            ]
        case .system, .kernel, .messages:
            let kernel = [
                (0, "    0.000000", "Command line: BOOT_IMAGE=/boot/vmlinuz ro quiet"),
                (0, "    0.004112", "x86/fpu: Supporting XSAVE feature 0x001: 'x87 floating point registers'"),
                (1, "    1.208821", "EXT4-fs: mounted filesystem with ordered data mode. Opts: (null)"),
                (2, "    2.377202", "systemd[1]: Detected architecture x86-64."),
                (4, "    4.551310", "IPv6: ADDRCONF(NETDEV_CHANGE): link becomes ready"),
            ]
            return kernel.map { Line(time: time + Int64($0.0), text: "kernel: [\($0.1)] \($0.2)") }
        case .daemon, .user, .debug, .access, .empty: return []
        }
    }

    /// What a key's fingerprint looks like: 43 letters of base 64, the same each day.
    private func digest(of name: String) -> String {
        var generator = SeededGenerator(seed: name.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
        return String(decoding: Base64.encode(generator.bytes(32)).prefix(43), as: UTF8.self)
    }
}
