import Glibc
import TestHosts
import TestLoop
import TestServers
import Testing

/// What has the list fetched every night and put back after every boot.
@Suite("ipset: installation", .serialized, .tags(.namespaces), .enabled(if: Permission.namespaces))
struct IpsetInstallTests {
    private static let rules4 = "-A INPUT -m set --match-set sikker4 src -j DROP\n"
    private static let rules6 = "-A INPUT -m set --match-set sikker6 src -j DROP\n"

    @Test("Twice is once, and nothing is left of it", arguments: Shell.allCases)
    func idempotent(shell: Shell) async throws {
        let server = try await PlayedListServer()
        server.setList(["45.40.1.1", "2600:40::1"])
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key, shell: shell)
        try await ipset.host.command(["iptables", "-A", "INPUT", "-p", "tcp", "--dport", "22", "-j", "ACCEPT"])
        let (rules, tree) = (try await ipset.rules(), try await ipset.stage.tree())

        let plan = try await ipset.run("--install", "--dry-run")
        #expect(
            plan.status == 0 && plan.output.contains("\n    ExecStart=\(IpsetStage.program) --restore\n"), "\(plan)")
        #expect(try await ipset.rules() == rules)
        #expect(try await ipset.sets() == [])
        #expect(try await ipset.stage.tree() == tree && server.requests.isEmpty)

        let installed = try await ipset.run("--install")
        #expect(installed.status == 0 && installed.error.isEmpty, "\(installed)")
        // Every step that was announced, and no other.
        let steps = { (output: String) in output.split(separator: "\n").filter { $0.hasPrefix("SikkerAPI: ") } }
        #expect(
            steps(installed.output).filter { $0 != "SikkerAPI: blocklist updated (1 IPv4, 1 IPv6)" }
                == steps(plan.output))
        #expect(try await ipset.rules() == Self.rules4 + rules + Self.rules6)
        for wanted in [
            "multi-user.target.wants/sikkerapi-ipset.service", "timers.target.wants/sikkerapi-ipset-update.timer",
        ] {
            #expect(try await ipset.stage.tree().contains("/etc/systemd/system/" + wanted))
        }
        let after = try await ipset.stage.tree()
        #expect(
            try await ipset.run("--install") == ScriptOutcome(status: 0, output: "SikkerAPI: nothing to change\n"))
        #expect(try await ipset.stage.tree() == after && server.requests.count == 1)

        #expect(try await ipset.run("--uninstall").status == 0)
        #expect(
            try await ipset.run("--uninstall") == ScriptOutcome(status: 0, output: "SikkerAPI: nothing to change\n"))
        #expect(try await ipset.rules() == rules)
        #expect(try await ipset.sets() == [])
        let left = try await ipset.stage.tree().split(separator: "\n").filter { !$0.contains("/run/") }
        #expect(left == tree.split(separator: "\n"))
    }

    @Test("cron, where there is cron, with the settings of the moment")
    func cron() async throws {
        let server = try await PlayedListServer()
        server.setList(["45.40.1.1"])
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key)
        try ipset.stage.addProgram("cron", "exit 0\n")
        let settings = [
            "SIKKERAPI_IPV6=false", "SIKKERAPI_EXTRA=&ipVersion=4&exceptCountries=US,CA", "SIKKERAPI_SCORE=90",
        ]
        try await ipset.install(environment: settings)
        let line = try #require(ipset.stage.text(of: "/etc/cron.d/sikkerapi").split(separator: "\n").last)
        #expect(
            line.contains(
                " 3 * * * root SIKKERAPI_SCORE='90' SIKKERAPI_EXTRA='&ipVersion=4&exceptCountries=US,CA' "
                    + "SIKKERAPI_IPV6='false' \(IpsetStage.program)"))
        #expect(!ipset.stage.exists("/etc/systemd/system/sikkerapi-ipset-update.timer"))
        let unit = ipset.stage.text(of: "/etc/systemd/system/sikkerapi-ipset.service")
        #expect(unit.contains("\nEnvironment=\"SIKKERAPI_EXTRA=&ipVersion=4&exceptCountries=US,CA\"\n"))
        #expect(try await ipset.rules() == Self.rules4)
        #expect(
            server.requests.map(\.target) == [
                "/v1/key/blacklist?plaintext=true&scoreMinimum=90&ipVersion=4&exceptCountries=US,CA"
            ])
        // As cron runs it.
        let command = line.split(separator: " ").dropFirst(6).joined(separator: " ")
            .replacing(IpsetStage.program, with: ipset.stage.path(IpsetStage.program))
        let words = ipset.stage.command([]).dropLast(2) + ["SIKKERAPI_ROOT=\(ipset.stage.root)", "sh", "-c", command]
        #expect(try await ipset.host.command(Array(words)) == "SikkerAPI: blocklist unchanged (1 IPv4, 0 IPv6)\n")
        #expect(try await ipset.run("--uninstall").status == 0)
        #expect(!ipset.stage.exists("/etc/cron.d/sikkerapi"))
    }

    @Test("After a boot the sets are there before rules that ask for them, and the rules whoever saved them")
    func boot() async throws {
        let server = try await PlayedListServer()
        server.setList(["45.40.1.1", "2600:40::1"])
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key)
        try await ipset.install()
        let saved = try await ipset.host.command(["iptables-save"])
        server.setAnswer(.cut)

        let booted = try ipset.rebooted()
        // What a firewall does with such rules when the sets are not there.
        await #expect(throws: (any Error).self) { try await booted.host.command(["iptables-restore"], input: saved) }
        #expect(try await booted.run("--restore") == ScriptOutcome(status: 0))
        #expect(try await booted.members("sikker4") == ["45.40.1.1"])
        #expect(try await booted.members("sikker6") == ["2600:40::1"])
        try await booted.host.command(["iptables-restore"], input: saved)
        #expect(try await booted.rules() == Self.rules4)
        #expect(try await booted.run("--rules").status == 0)
        #expect(try await booted.rules() == Self.rules4 + Self.rules6)
        #expect(try await booted.run("--rules", "--dry-run") == ScriptOutcome(status: 0))
        #expect(try await booted.run("--restore") == ScriptOutcome(status: 0))

        // A file that was damaged costs the list, and not the firewall.
        let text = booted.stage.text(of: IpsetStage.saved)
        try booted.stage.write(text.replacing("add sikker4 45", with: "add sikker4 x"), to: IpsetStage.saved)
        let damaged = try ipset.rebooted()
        #expect(try await damaged.run("--restore").status == 1)
        #expect(try await damaged.sets() == ["sikker4", "sikker6"])
        try await damaged.host.command(["iptables-restore"], input: saved)
        unlink(booted.stage.path(IpsetStage.saved))
        let bare = try ipset.rebooted()
        #expect(try await bare.run("--restore").status == 0)
        #expect(try await bare.sets() == ["sikker4", "sikker6"])
    }

    @Test("systemd takes the units, in an order that Debian's firewall units fit into")
    func units() async throws {
        let server = try await PlayedListServer()
        server.setList(["45.40.1.1"])
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key)
        try await ipset.install(environment: ["SIKKERAPI_SCORE=80"])
        for neighbour in ["netfilter-persistent", "nftables", "ufw", "firewalld"] {
            try ipset.stage.write(
                """
                [Unit]
                DefaultDependencies=no
                Wants=network-pre.target
                Before=network-pre.target shutdown.target
                Conflicts=shutdown.target

                [Service]
                Type=oneshot
                ExecStart=\(IpsetStage.program) --help

                """, to: "/etc/systemd/system/\(neighbour).service")
        }
        for target in ["sysinit", "basic", "shutdown", "timers"] {
            try ipset.stage.write("[Unit]\n", to: "/etc/systemd/system/\(target).target")
        }
        let units = ["ipset.service", "ipset-rules.service", "ipset-update.service", "ipset-update.timer"]
        for unit in units.map({ "sikkerapi-" + $0 }) {
            let output = try await ipset.host.command(
                ["systemd-analyze", "verify", "--man=no", "--root=\(ipset.stage.root)", unit])
            #expect(!output.contains("sikkerapi") && !output.contains("cycle"), "\(output)")
        }
        let before = ipset.stage.text(of: "/etc/systemd/system/sikkerapi-ipset.service")
        #expect(before.contains("\nBefore=network-pre.target netfilter-persistent.service iptables.service "))
        let after = ipset.stage.text(of: "/etc/systemd/system/sikkerapi-ipset-rules.service")
        #expect(after.contains("\nAfter=sikkerapi-ipset.service netfilter-persistent.service iptables.service "))
    }

    @Test("Rules that were saved with a firewall go too, and rules of the administrator's own keep the sets")
    func savedRules() async throws {
        let server = try await PlayedListServer()
        server.setList(["45.40.1.1"])
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key)
        try await ipset.install()
        let file = "/etc/iptables/rules.v4"
        let (head, tail) = ("*filter\n:INPUT ACCEPT [0:0]\n", "-A INPUT -p tcp -j ACCEPT\nCOMMIT\n")
        let own = "-A FORWARD -m set --match-set sikker4 src -j REJECT\n"
        try ipset.stage.write(head + Self.rules4 + own + tail, to: file)
        let refused = try await ipset.run("--uninstall")
        #expect(refused.status == 1 && refused.error.contains("a rule of your own in \(file)"), "\(refused)")
        #expect(try await ipset.sets() == ["sikker4", "sikker6"])
        #expect(try await ipset.rules() == "")
        #expect(ipset.stage.exists("/etc/systemd/system/sikkerapi-ipset.service"))
        #expect(ipset.stage.text(of: file) == head + own + tail)
        try ipset.stage.write(head + tail, to: file)
        #expect(try await ipset.run("--uninstall").status == 0)
        #expect(try await ipset.sets() == [])
        #expect(ipset.stage.text(of: file) == head + tail)
    }

    @Test("A set that the kernel still has in use is waited for, unless a rule asks it", arguments: Shell.allCases)
    func busySets(shell: Shell) async throws {
        let server = try await PlayedListServer()
        server.setList(["45.40.1.1"])
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key, shell: shell)
        try await ipset.install()
        let own = ["FORWARD", "-m", "set", "--match-set", "sikker4", "src", "-j", "REJECT"]
        try await ipset.host.command(["iptables", "-A"] + own)
        let refused = try await ipset.run("--uninstall")
        #expect(refused.status == 1 && refused.error.contains("a rule of your own asks sikker4"), "\(refused)")
        try await ipset.host.command(["iptables", "-D"] + own)
        // As a kernel says that frees rules later.
        let calls = ipset.stage.folder.file("calls")
        try ipset.stage.addProgram(
            "ipset",
            """
            if [ "$1" = destroy ] && echo >>'\(calls)' && [ "$(wc -l <'\(calls)')" -le 2 ]; then
                echo "ipset: Set cannot be destroyed: it is in use by a kernel component" >&2
                exit 1
            fi
            PATH=/usr/sbin:/sbin:/usr/bin exec ipset "$@"

            """)
        let gone = try await ipset.run("--uninstall")
        #expect(gone.status == 0 && gone.error.isEmpty, "\(gone)")
        #expect(try await ipset.sets() == [] && ipset.stage.folder.text(of: "calls").count >= 4)
    }

    @Test("Nothing is installed around a list that cannot be had")
    func noList() async throws {
        let server = try await PlayedListServer()
        server.setAnswer(.error(401, "unknown key"))
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key)
        let outcome = try await ipset.run("--install")
        #expect(outcome.status == 1 && outcome.error.contains("does not accept the key"), "\(outcome)")
        #expect(try await ipset.rules() == "")
        #expect(try await ipset.sets() == [])
        #expect(!ipset.stage.exists("/etc/systemd") && !ipset.stage.exists("/etc/cron.d"))
    }
}
