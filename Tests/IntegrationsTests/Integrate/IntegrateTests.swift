import Glibc
import TestHosts
import TestLoop
import TestWire
import Testing

/// The command that sets tools up, on machines below folders.
@Suite("sikker integrate", .serialized, .tags(.realClients), .enabled(if: Permission.realClients))
struct IntegrateTests {
    private static let nothing = ScriptOutcome(status: 0, output: "Nothing to change.\n")

    // MARK: Fail2Ban

    private static func withFail2Ban(_ body: (IntegrateStage) async throws -> Void) async throws {
        let stage = try await IntegrateStage()
        let root = stage.root
        _ = try await TestThread.run {
            try TestCommand.run([
                "sh", "-c", #"mkdir "$1/etc" && cp -r /etc/fail2ban "$1/etc/" && rm -f "$1"/etc/fail2ban/jail.d/*"#,
                "sh", root,
            ])
        }
        try stage.write(
            """
            [sshd]
            enabled = true
            backend = auto
            logpath = /dev/null
            action = %(action_mw)s

            [selinux-ssh]
            enabled = true
            backend = auto
            logpath = /dev/null

            [recidive]
            enabled = true
            backend = auto
            logpath = /dev/null
            action = %(action_)s
                     sikkerapi[key="@/etc/own.key", category="other"]

            [postfix]
            enabled = true
            backend = auto
            logpath = /dev/null

            """, to: "/etc/fail2ban/jail.local")
        // That the administrator uses already.
        let own = "[Definition]\nactionban = true\n"
        try stage.write(own, to: "/etc/fail2ban/action.d/sikkerapi.conf")
        try await body(stage)
    }

    private static func jails(_ root: String) async throws -> [String] {
        let dump = try await TestThread.run {
            try TestCommand.run(["fail2ban-client", "-c", root + "/etc/fail2ban", "-d"])
        }
        return dump.split(separator: "\n").filter { $0.contains("'addaction'") }.map { String($0) }
    }

    @Test("Fail2Ban: reports beside the actions that jails have, taken away to the byte")
    func fail2ban() async throws {
        try await Self.withFail2Ban { stage in
            let before = try await stage.tree()
            let plan = try await stage.run("fail2ban", "--dry-run")
            #expect(plan.status == 0 && plan.output.hasSuffix("Nothing was changed: this was --dry-run.\n"), "\(plan)")
            #expect(plan.output.contains("create /etc/fail2ban/sikkerapi.key (mode 600)\n  +sk_…\n"))
            #expect(plan.output.contains("  -actionban = true\n") && !plan.output.contains(stage.key))
            let unasked = try await stage.run("fail2ban")
            #expect(unasked.status == 2 && unasked.error.contains("say --yes or --dry-run"))
            #expect(try await stage.tree() == before)

            let done = try await stage.run("fail2ban", "--yes")
            #expect(done.status == 0 && done.output.hasSuffix("Done.\n"), "\(done)")
            #expect(done.error.contains("bans of selinux-ssh are not reported"))
            let actions = try await Self.jails(stage.root)
            #expect(actions.filter { $0.contains("'sshd'") }.count == 3)
            for jail in ["sshd", "recidive", "postfix"] {
                #expect(actions.count { $0.contains("'\(jail)'") && $0.contains("'sikkerapi'") } == 1, "\(jail)")
            }
            let drop = stage.text(of: "/etc/fail2ban/jail.d/zz-sikkerapi.local")
            #expect(!drop.contains("recidive") && !drop.contains(stage.key))
            #expect(stage.text(of: "/etc/fail2ban/sikkerapi.key") == stage.key + "\n")
            let installed = try await stage.tree()
            #expect(installed.contains("-rw------- ./etc/fail2ban/sikkerapi.key"))
            #expect(installed.contains("-rwxr-xr-x ./usr/local/bin/sikkerapi-report"))

            let again = try await stage.run("fail2ban", "--yes")
            #expect(again.status == 0 && again.output == Self.nothing.output)
            // The tool has the key by now.
            let keyless = try await IntegrateStage.run(["integrate", "fail2ban", "--yes"] + stage.words)
            #expect(keyless.status == 0 && keyless.output == Self.nothing.output, "\(keyless)")
            #expect(try await stage.tree() == installed)

            let gone = try await stage.run("fail2ban", "--uninstall", "--yes")
            #expect(gone.status == 0, "\(gone)")
            #expect(try await stage.tree() == before)
            #expect(try await stage.run("fail2ban", "--uninstall", "--yes") == Self.nothing)
        }
    }

    @Test("What the administrator wrote since stays, in JSON too")
    func laterEdits() async throws {
        try await Self.withFail2Ban { stage in
            let before = try await stage.tree()
            #expect(try await stage.run("fail2ban", "--yes", "--json").status == 0)
            let drop = "/etc/fail2ban/jail.d/zz-sikkerapi.local"
            try stage.write(stage.text(of: drop) + "[postfix]\nmaxretry = 7\n", to: drop)
            let action = "/etc/fail2ban/action.d/sikkerapi.conf"
            try stage.write(stage.text(of: action) + "# mine\n", to: action)
            let gone = try await stage.run("fail2ban", "--uninstall", "--yes", "--json")
            let json = try JSONValue(parsing: Array(gone.output.utf8))
            #expect(json["action"]?.string == "uninstall" && json["done"]?.bool == true)
            #expect(json["notes"]?[0]?.string?.hasPrefix("\(action) stays") == true, "\(gone.output)")
            #expect(stage.text(of: drop) == "[postfix]\nmaxretry = 7\n")
            #expect(stage.text(of: action).hasSuffix("# mine\n"))
            let changed = try await stage.tree().split(separator: "\n").filter { !before.contains($0) }
            #expect(changed.allSatisfy { $0.contains("sikkerapi.conf") || $0.contains("zz-sikkerapi.local") })
        }
    }

    @Test("A configuration that Fail2Ban does not take with it is as it was")
    func rollback() async throws {
        try await Self.withFail2Ban { stage in
            // Read only once our lines name it.
            try stage.write("[Definition]\nactionban = %(nowhere)s\n", to: "/etc/fail2ban/action.d/sikkerapi.local")
            let text = stage.text(of: "/etc/fail2ban/jail.local").replacing("sikkerapi[", with: "dummy[")
            try stage.write(text, to: "/etc/fail2ban/jail.local")
            let before = try await stage.tree()
            let outcome = try await stage.run("fail2ban", "--yes")
            #expect(outcome.status == 6 && outcome.error.contains("everything is as it was"), "\(outcome)")
            #expect(try await stage.tree() == before)
        }
    }

    // MARK: CSF

    @Test("CSF: a list to pull and a program to call, taken away to the byte")
    func csf() async throws {
        let stage = try await IntegrateStage()
        let settings = "TESTING = \"0\"\r\n# what lfd calls\nBLOCK_REPORT = \"\"\nUNBLOCK_REPORT = \"\""
        try stage.write(settings, to: "/etc/csf/csf.conf", mode: 0o600)
        try stage.write(
            "# lists\n#SPAMDROP|86400|0|http://example.org/drop", to: "/etc/csf/csf.blocklists", mode: 0o600)
        let before = try await stage.tree()
        let done = try await stage.run("csf", "--yes")
        #expect(done.status == 0 && !done.output.contains(stage.key), "\(done)")
        let line =
            "SIKKERAPI|86400|10000|http://127.0.0.1:\(stage.server.port)/v1/key/blacklist?key=\(stage.key)&plaintext=true&scoreMinimum=70"
        #expect(stage.text(of: "/etc/csf/csf.blocklists").split(separator: "\n").contains { $0 == line })
        let conf = stage.text(of: "/etc/csf/csf.conf").split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(
            conf.dropFirst() == ["BLOCK_REPORT = \"/usr/local/bin/sikkerapi-csf-report\"", "UNBLOCK_REPORT = \"\""])
        #expect(try await stage.run("csf", "--yes") == Self.nothing)

        try stage.write("NEW = \"1\"\n" + stage.text(of: "/etc/csf/csf.conf"), to: "/etc/csf/csf.conf", mode: 0o600)
        #expect(try await stage.run("csf", "--uninstall", "--yes").status == 0)
        #expect(stage.text(of: "/etc/csf/csf.conf") == "NEW = \"1\"\n" + settings)
        try stage.write(settings, to: "/etc/csf/csf.conf", mode: 0o600)
        #expect(try await stage.tree() == before)

        // lfd calls one program only.
        try stage.write("BLOCK_REPORT = \"/root/mine.sh\"\n", to: "/etc/csf/csf.conf", mode: 0o600)
        let taken = try await stage.run("csf", "--yes")
        #expect(taken.status == 6 && taken.error.contains("is /root/mine.sh already"), "\(taken)")
    }

    // MARK: Nginx

    @Test("Nginx: every site turns listed clients away, and as before afterwards")
    func nginx() async throws {
        let stage = try await IntegrateStage()
        try await stage.server.report("45.40.1.1", key: stage.key)
        let nginx = try await NginxStage(baseURL: "http://127.0.0.1:1", key: stage.key, isFurnished: false)
        let root = nginx.stage.root
        let score = ["SIKKERAPI_SCORE=50"]
        let before = try await IntegrateStage.tree(root)
        let plan = try await stage.run("nginx", "--dry-run", root: root, environment: score)
        #expect(plan.status == 0, "\(plan)")
        #expect(plan.output.contains("  +    include snippets/sikkerapi.conf; # sikker integrate nginx\n"), "\(plan)")
        #expect(plan.output.contains("      geo $sikkerapi_listed {\n"))
        #expect(try await IntegrateStage.tree(root) == before)

        let done = try await stage.run("nginx", "--yes", root: root, environment: score)
        #expect(
            done.status == 0 && done.output.contains("SikkerAPI: blocklist updated (1 IPs), Nginx reloaded\n"),
            "\(done)")
        try await nginx.waitUntil("45.40.1.1", gets: "403")
        #expect(try await nginx.status(for: "45.40.1.2") == "200")
        #expect(try await stage.run("nginx", "--yes", root: root, environment: score) == Self.nothing)

        let gone = try await stage.run("nginx", "--uninstall", "--yes", root: root, environment: score)
        #expect(gone.status == 0, "\(gone)")
        try await nginx.waitUntil("45.40.1.1", gets: "200")
        let left = try await IntegrateStage.tree(root).split(separator: "\n").filter { !$0.contains("/run/") }
        #expect(left == before.split(separator: "\n"))

        // Nothing of it where the configuration is broken already.
        try nginx.stage.write("oops\n", to: "/etc/nginx/conf.d/empty.conf")
        let broken = try await stage.run("nginx", "--yes", root: root, environment: score)
        #expect(broken.status == 6 && broken.error.contains("before anything was changed"), "\(broken)")
        #expect(!nginx.stage.exists(NginxStage.program))
    }

    // MARK: ipset

    @Test(
        "ipset: packets are dropped, and as before afterwards", .tags(.namespaces), .enabled(if: Permission.namespaces))
    func ipset() async throws {
        let host = try TestHost("protected")
        let folder = try LoopFolder()
        for name in ["root", "root/etc"] { try folder.makeFolder(name) }
        let data = ["--data", folder.file("server")]
        let server = try await LoopProcess(
            "server", [LoopProgram.path, "server", "--listen", "127.0.0.1:7063"] + data, in: host, folder: folder)
        try await TestThread.run { try server.waitForLog("Listening on", seconds: 180) }
        let key = try await TestThread.run {
            try TestCommand.run([LoopProgram.path, "key", "create", "--tier", "operator"] + data)
        }
        let secret = try #require(key.split(separator: "\n").first { $0.hasPrefix("sk_") }.map { String($0) })
        let environment = ["SIKKER_API_KEY=\(secret)", "SIKKERAPI_SCORE=50"]
        let words = ["integrate", "ipset", "--root", folder.file("root")]
        // The server looks for new keys some times a second.
        try await host.run {
            try LoopWait.until("the report is taken") {
                let report = ["report", "45.40.1.1", "--category", "brute_force"]
                return try TestProcess(["env", environment[0], LoopProgram.path] + report).wait().status == 0
            }
        }
        let before = try await IntegrateStage.tree(folder.file("root"))
        let plan = try await IntegrateStage.run(words + ["--dry-run"], environment: environment, on: host)
        #expect(
            plan.status == 0 && plan.output.contains("  iptables -I INPUT -m set --match-set sikker4 src -j DROP\n"),
            "\(plan)")
        #expect(try await host.command(["ipset", "list", "-n"]) == "")
        let done = try await IntegrateStage.run(words + ["--yes"], environment: environment, on: host)
        #expect(done.status == 0 && done.output.contains("SikkerAPI: blocklist updated (1 IPv4, 0 IPv6)\n"), "\(done)")
        // On loopback a packet comes from wherever the sender says.
        for address in ["45.40.1.1", "45.40.1.2"] { try await host.ip("addr add \(address)/32 dev lo") }
        #expect(try await host.hears("45.40.1.1") == false)
        #expect(try await host.hears("45.40.1.2"))
        #expect(
            try await IntegrateStage.run(words + ["--yes"], environment: environment, on: host).output
                == Self.nothing.output)
        let gone = try await IntegrateStage.run(words + ["--uninstall", "--yes"], environment: environment, on: host)
        #expect(gone.status == 0, "\(gone)")
        #expect(try await host.hears("45.40.1.1"))
        let left = try await IntegrateStage.tree(folder.file("root")).split(separator: "\n").filter {
            !$0.contains("/run/")
        }
        #expect(left == before.split(separator: "\n"))
        _ = try await TestThread.run { server.stop() }
    }

    // MARK: What cannot be

    @Test("What is missing or refused is said before anything changes")
    func refusals() async throws {
        let stage = try await IntegrateStage()
        let before = try await stage.tree()
        for (tool, name) in [("fail2ban", "Fail2Ban"), ("csf", "CSF"), ("nginx", "Nginx")] {
            let outcome = try await stage.run(tool, "--yes")
            #expect(outcome.status == 6 && outcome.error.contains("\(name) is not installed"), "\(outcome)")
        }
        try stage.folder.write("sk_free_NobodyKnowsThisKey0123456789\n", to: "wrong")
        let refused = try await stage.run("csf", "--yes", "--key-file", stage.folder.file("wrong"))
        #expect(refused.status == 4, "\(refused)")
        try stage.folder.write("sk_\"; reboot\n", to: "wrong")
        #expect(try await stage.run("csf", "--yes", "--key-file", stage.folder.file("wrong")).status == 4)
        #expect(
            try await IntegrateStage.run(["integrate", "csf", "--yes"] + stage.words).error.contains("no key: set"))
        let address = ["integrate", "csf", "--root", stage.root, "--key-file", stage.folder.file("key"), "--base-url"]
        #expect(try await IntegrateStage.run(address + ["https://a\"b"]).status == 2)
        #expect(try await IntegrateStage.run(address + ["http://127.0.0.1:1"]).status == 3)
        #expect(try await IntegrateStage.run(["integrate", "iptables"]).status == 2)
        #expect(try await stage.run("csf", "--json").status == 2)
        #expect(try await stage.tree() == before)
    }
}
