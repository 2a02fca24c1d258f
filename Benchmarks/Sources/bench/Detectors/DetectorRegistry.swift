/// Every detector of the bench: what attackers' scripts and researchers' scanners are known to look at. The tests have more of them, which need to see
/// a server from inside.
enum DetectorRegistry {
    static let all: [Detector] = wire + defaults + answers + agreement

    /// What a scanner sees before anybody logs in.
    private static let wire = [
        Detector("the banner's release offers other ciphers") { server in
            let (version, names) = try server.offer()
            return version.contains("OpenSSH") && !names.contains("chacha20-poly1305@openssh.com")
        },
        Detector("the banner's release does not offer such old ones") { server in
            let (version, names) = try server.offer()
            let old: Set = ["cast128-cbc", "blowfish-cbc", "3des-cbc", "hmac-md5", "hmac-md5-96", "arcfour"]
            return version.contains("OpenSSH") && !names.isDisjoint(with: old)
        },
        Detector("the banner's release exchanges keys otherwise") { server in
            let (version, names) = try server.offer()
            let release = version.split(separator: "_").last.flatMap { Double($0.prefix(3)) } ?? 0
            return release >= 8.5 && !names.contains("sntrup761x25519-sha512@openssh.com")
                || release >= 7.3 && !names.contains("diffie-hellman-group16-sha512")
        },
    ]

    /// What is published in the source of honeypots.
    private static let defaults = [
        Detector("a host name from a honeypot's source") { server in
            ["svr04", "svr03", "nas3", "ubuntu-honeypot"].contains(try server.run("hostname").text)
        },
        Detector("a user from a honeypot's source") { server in
            let accounts = try server.run("cat /etc/passwd").text
            return accounts.contains("phil:") || accounts.contains("richard:")
        },
        Detector("a processor from a honeypot's source") { server in
            try server.run("cat /proc/cpuinfo").text.contains("Intel(R) Core(TM)2 Duo CPU     E8200")
        },
    ]

    /// Commands whose answers are the same everywhere.
    private static let answers: [Detector] = [
        ("echo $((2+3))", "5"), ("awk 'BEGIN{print 6*7}'", "42"), ("perl -e 'print 6*7'", "42"),
        ("x=abc; echo ${#x} ${x%c} ${x/b/-}", "3 ab a-c"), ("f() { echo in $1; }; f here", "in here"),
        ("trap 'echo bye' EXIT; echo hi", "hi\nbye"), ("echo dGVzdA== | base64 -d", "test"),
        ("printf '%05d %x\\n' 42 255", "00042 ff"), ("cat <<E\none\nE", "one"), ("true && echo a || echo b", "a"),
        ("rm /tmp/is-not-there 2>/dev/null; echo $?", "1"), ("echo x > /proc/version 2>/dev/null && echo written", ""),
        ("nosuchcommand 2>/dev/null; echo $?", "127"), ("cd /etc/passwd 2>/dev/null; echo $?", "1"),
        ("echo a > /tmp/kept; cat /tmp/kept; rm /tmp/kept", "a"), ("seq 3 | sort -r | head -1", "3"),
        ("[ -e /proc/self/exe ] && echo yes", "yes"), ("test -w /root && echo yes", "yes"),
        ("echo /etc/host*s", "/etc/hosts"), ("case abc in a*) echo y;; esac", "y"),
    ].map { command, expected in
        Detector(command) { server in try server.run(command).text != expected }
    }

    /// Places that tell of the same thing.
    private static let agreement: [Detector] =
        [
            ("the host name and its file", "hostname", "cat /etc/hostname"),
            ("processors", "nproc", "grep -c ^processor /proc/cpuinfo"),
            ("memory", "free -k | awk '/^Mem/{print $2}'", "awk '/^MemTotal/{print $2}' /proc/meminfo"),
            ("the kernel", "uname -r", "awk '{print $3}' /proc/version"),
            (
                "addresses", "hostname -I | cut -d' ' -f1",
                "ip -4 -o addr show scope global | awk '{print $4}' | cut -d/ -f1 | head -1"
            ),
            ("the user", "id -u", "awk -F: '$1==\"root\"{print $3}' /etc/passwd"),
            ("the release", "cat /etc/debian_version | cut -d. -f1", ". /etc/os-release; echo $VERSION_ID"),
            ("mounts", "df -P / | awk 'END{print $1}'", "awk '$2==\"/\"{print $1}' /proc/mounts | tail -1"),
        ].map { name, first, second in
            Detector(name) { server in
                let answers = (try server.run(first), try server.run(second))
                return answers.0.text.isEmpty || answers.0.text != answers.1.text
            }
        } + [
            Detector("time stands still") { server in
                let times = try server.run("cut -d' ' -f1 /proc/uptime; sleep 1; cut -d' ' -f1 /proc/uptime").text
                    .split(separator: "\n").compactMap { Double($0) }
                return times.count != 2 || times[1] <= times[0]
            },
            Detector("what should be random is not") { server in
                let command = "head -c 16 /dev/urandom | md5sum"
                return try server.run(command).text == server.run(command).text
            },
        ]
}
