import Glibc
import TestHosts
import TestServers
import TestWire
import Testing

/// The script that has nginx turn listed clients away, with the real nginx.
@Suite("nginx", .serialized, .tags(.realClients), .enabled(if: Permission.realClients))
struct NginxTests {
    @Test("Listed clients get 403 and others 200")
    func realServer() async throws {
        let server = try await WireServer.start()
        let key = try await server.key()
        let score = ["SIKKERAPI_SCORE=50"]
        try await server.report("45.40.1.1", key: key)
        try await server.report("2600:40::1", key: key)
        let nginx = try await NginxStage(baseURL: "http://127.0.0.1:\(server.port)", key: key)
        let installed = try await nginx.run("--install", environment: score)
        #expect(installed.status == 0, "\(installed)")
        #expect(installed.output.contains("SikkerAPI: blocklist updated (2 IPs), Nginx reloaded\n"))
        #expect(installed.error.contains("now put 'include snippets/sikkerapi.conf;' into each server block"))
        try await nginx.protectSite()
        try await nginx.waitUntil("45.40.1.1", gets: "403")
        // After a reload the old workers may answer for a moment, each at its own listener.
        try await nginx.waitUntil("2600:40:0::1", gets: "403")
        #expect(try await nginx.status(for: "45.40.1.2") == "200")
        #expect(try await nginx.status(for: "2600:40::2") == "200")

        let lines = nginx.stage.text(of: NginxStage.list).split(separator: "\n")
        try #require(lines.count == 4)
        #expect(lines[0].wholeMatch(of: /# SikkerAPI blocklist, fetched \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
        #expect(lines[1] == "# 2 addresses with a confidence of at least 50")
        #expect(lines[2...] == ["45.40.1.1 1;", "2600:40::1 1;"])
        #expect(
            try await nginx.run("--install", environment: score)
                == ScriptOutcome(status: 0, output: "SikkerAPI: nothing to change\n"))

        // An unchanged list reloads nothing, whether the server or the script finds out.
        let workers = try await nginx.workers()
        let unchanged = ScriptOutcome(status: 0, output: "SikkerAPI: blocklist unchanged (2 IPs), Nginx not reloaded\n")
        #expect(try await nginx.run(environment: score) == unchanged)
        #expect(try await nginx.run(environment: score + ["SIKKERAPI_EXTRA=&limit=2"]) == unchanged)
        #expect(try await nginx.workers() == workers)
        try await server.report("45.40.1.2", key: key)
        #expect(
            try await nginx.run(environment: score)
                == ScriptOutcome(status: 0, output: "SikkerAPI: blocklist updated (3 IPs), Nginx reloaded\n"))
        try await nginx.waitUntil("45.40.1.2", gets: "403")
        try await server.kill()
    }

    @Test("A list that nginx does not take is put back, and tried again")
    func rollback() async throws {
        let server = try await PlayedListServer()
        server.setList(["45.40.1.1"])
        let nginx = try await NginxStage(baseURL: server.url, key: PlayedListServer.key)
        #expect(try await nginx.run("--install").status == 0)
        try await nginx.protectSite()
        try await nginx.waitUntil("45.40.1.1", gets: "403")
        let (list, workers) = (nginx.stage.text(of: NginxStage.list), try await nginx.workers())

        server.setList(["45.40.1.2"])
        let site = nginx.stage.text(of: NginxStage.site)
        try nginx.stage.write(site + "oops\n", to: NginxStage.site)
        let broken = try await nginx.run()
        #expect(broken.status == 1 && broken.output.isEmpty)
        #expect(broken.error.hasPrefix("SikkerAPI: nginx -t fails with the new list: "), "\(broken)")
        #expect(broken.error.split(separator: "\n").count == 1)
        #expect(nginx.stage.text(of: NginxStage.list) == list)
        #expect(try await nginx.workers() == workers)
        #expect(try await nginx.status(for: "45.40.1.1") == "403")
        #expect(try await !nginx.stage.tree().contains("sikkerapi-new"))

        try nginx.stage.write(site, to: NginxStage.site)
        #expect(try await nginx.run().output == "SikkerAPI: blocklist updated (1 IPs), Nginx reloaded\n")
        try await nginx.waitUntil("45.40.1.2", gets: "403")
        try await nginx.waitUntil("45.40.1.1", gets: "200")
    }

    @Test("Whatever is not a whole list changes nothing")
    func wrongAnswers() async throws {
        let server = try await PlayedListServer()
        server.setList(["45.40.1.1"])
        let nginx = try await NginxStage(baseURL: server.url, key: PlayedListServer.key)
        #expect(try await nginx.run("--install").status == 0)
        try await nginx.protectSite()
        try await nginx.waitUntil("45.40.1.1", gets: "403")
        let before = [try await nginx.stage.tree(), try await nginx.workers()]
        for wrong in WrongAnswer.all where wrong.testDescription != WrongAnswer.hang.testDescription {
            server.setAnswer(wrong.answer)
            let outcome = try await nginx.run()
            #expect(outcome.status == 1 && outcome.output.isEmpty, "\(wrong.testDescription)")
            #expect(outcome.error.contains(wrong.complaint), "\(wrong.testDescription): \(outcome.error)")
            #expect(
                outcome.error.hasSuffix("; the list in force stays\n"), "\(wrong.testDescription): \(outcome.error)")
        }
        #expect([try await nginx.stage.tree(), try await nginx.workers()] == before)
    }

    @Test("It is taken away without a trace, once no site asks for it", arguments: Shell.allCases)
    func uninstall(shell: Shell) async throws {
        let server = try await PlayedListServer()
        server.setList(["45.40.1.1"])
        let nginx = try await NginxStage(baseURL: server.url, key: PlayedListServer.key, shell: shell)
        let site = nginx.stage.text(of: NginxStage.site)
        let tree = try await nginx.stage.tree()
        let plan = try await nginx.run("--install", "--dry-run")
        #expect(plan.status == 0 && plan.output.contains("    geo $sikkerapi_listed {\n"), "\(plan)")
        #expect(try await nginx.stage.tree() == tree)
        #expect(try await nginx.run("--install").status == 0)
        try await nginx.protectSite()
        try await nginx.waitUntil("45.40.1.1", gets: "403")

        let refused = try await nginx.run("--uninstall")
        #expect(refused.status == 1 && refused.error.contains("a server block includes snippets/sikkerapi.conf"))
        try nginx.stage.write(site, to: NginxStage.site)
        try #require(chmod(nginx.stage.path(NginxStage.site), 0o644) == 0)
        #expect(try await nginx.run("--uninstall").status == 0)
        try await nginx.waitUntil("45.40.1.1", gets: "200")
        let left = try await nginx.stage.tree().split(separator: "\n").filter { !$0.contains("/run/") }
        #expect(left == tree.split(separator: "\n"))
        #expect(
            try await nginx.run("--uninstall") == ScriptOutcome(status: 0, output: "SikkerAPI: nothing to change\n"))
    }

    @Test("A configuration that does not include conf.d gets nothing")
    func noInclude() async throws {
        let server = try await PlayedListServer()
        server.setList(["45.40.1.1"])
        let nginx = try await NginxStage(baseURL: server.url, key: PlayedListServer.key)
        let text = nginx.stage.text(of: "/etc/nginx/nginx.conf").replacing("include conf.d/*.conf;", with: "")
        try nginx.stage.write(text, to: "/etc/nginx/nginx.conf")
        let outcome = try await nginx.run("--install")
        #expect(outcome.status == 1 && outcome.error.contains("have 'include conf.d/*.conf;'"), "\(outcome)")
        #expect(!nginx.stage.exists("/etc/nginx/conf.d/sikkerapi.conf"))
    }

    @Test(
        "The key is in nobody's list of processes, in no message, and in a file for root alone",
        arguments: Shell.allCases)
    func key(shell: Shell) async throws {
        let server = try await PlayedListServer()
        let nginx = try await NginxStage(baseURL: server.url, key: PlayedListServer.key, shell: shell)
        try await KeySecrecy.expectHidden(PlayedListServer.key, from: server) {
            try await nginx.run(environment: ["SIKKERAPI_TIMEOUT=2"])
        }
        try #require(chmod(nginx.stage.path("/etc/nginx/sikkerapi.key"), 0o644) == 0)
        #expect(try await nginx.run().error.contains("chmod 600"))
    }
}
