import Glibc
import Integrations
import TestHosts
import TestLoop
import TestWire
import Testing

/// The real fail2ban, set up by the steps that the page shows, word for word.
@Suite(
    "Fail2Ban itself", .tags(.realClients, .namespaces),
    .enabled(if: Permission.namespaces && Permission.realClients))
struct Fail2BanTests {
    /// Does what the page says up to the step where jails are written.
    private static func follow(_ host: Fail2BanHost) async throws {
        let server = try IntegrationServer(baseURL: Fail2BanHost.baseURL, version: "1.0.0")
        for step in Integration.fail2ban.steps.prefix(3) {
            var printed = ""
            for part in step.parts {
                switch part {
                case .commands(let commands): printed = try await host.type(server.filled(commands))
                case .output(let output): #expect(printed == server.filled(output) + "\n")
                case .text, .excerpt, .table: break
                }
            }
        }
    }

    /// The page's own example, and one like it for each other jail in the page's table.
    private static func jails(key: String = "@/etc/fail2ban/sikkerapi.key") throws -> String {
        let parts = Integration.fail2ban.steps.flatMap(\.parts)
        let example = try #require(
            parts.lazy.compactMap { if case .excerpt("/etc/fail2ban/jail.local", let text) = $0 { text } else { nil } }
                .first)
        return Fail2BanJail.all.dropFirst().reduce(into: example + "\n") { text, jail in
            let attacked = jail.protocol.map { #", protocol="\#($0)""# } ?? ""
            text += """
                [\(jail.name)]
                enabled = true
                action = %(action_)s
                         sikkerapi[key="\(key)", category="\(jail.category)"\(attacked)]

                """
        }
    }

    @Test func whoIsBannedIsReported() async throws {
        let host = try await Fail2BanHost()
        try await Self.follow(host)
        let logs = try JailLog.all()
        #expect(logs.map(\.jail) == Fail2BanJail.all.map(\.name))
        try host.folder.write(try Self.jails(), to: "etc/jail.local")
        for log in logs { try await host.type("file='\(log.file)'; mkdir -p \"${file%/*}\"; : >>\"$file\"") }
        var daemon = try await host.startFail2Ban()

        // Everybody is attacked at once, each jail by an address of its own.
        let addresses = Dictionary(
            uniqueKeysWithValues: logs.enumerated().map { ($1.jail, "45.40.7.\($0 + 1)") })
        for log in logs {
            let text = try log.lines(about: try #require(addresses[log.jail]))
            try await host.type("cat >>'\(log.file)' <<'END'\n\(text)END")
        }
        for jail in Fail2BanJail.all {
            let address = try #require(addresses[jail.name])
            #expect(try await host.outcome(address) == "Reported \(address) (\(jail.category)) to SikkerAPI")
            let known = try await host.contributor(address)
            #expect(known["reportCount"]?.int == 1)
            #expect(known["categories"]?.elements?.map { $0["name"]?.string } == [jail.category])
            #expect(known["protocols"]?.elements?.map(\.string) == (jail.protocol.map { [$0] } ?? []))
        }
        let firewall = try await host.firewall()
        for (jail, address) in addresses { #expect(firewall.contains(address), "\(jail)") }

        // Restored bans are no news.
        try await host.type("fail2ban-client stop")
        daemon = try await host.startFail2Ban()
        try await host.ban("45.40.8.1")
        #expect(try await host.outcome("45.40.8.1") == "Reported 45.40.8.1 (brute_force) to SikkerAPI")
        try await host.wait("an earlier ban is in force again") { [folder = host.folder] in
            folder.text(of: "log/fail2ban.log").contains("[sshd] Restore Ban 45.40.7.1")
        }
        for address in addresses.values { #expect(host.reportLines(address).count == 1) }
        try await host.type("fail2ban-client stop")
        daemon.kill(SIGKILL)
    }

    @Test func theBanStandsWhateverBecomesOfTheReport() async throws {
        let host = try await Fail2BanHost()
        try await Self.follow(host)
        // As the page's first hint has it: the key itself, which must not show up anywhere either.
        let example = """
            [sshd]
            enabled = true
            action = %(action_)s
                     sikkerapi[key="\(host.key)", category="brute_force", protocol="ssh"]

            [vsftpd]
            enabled = true
            action = %(action_)s
                     sikkerapi[key="@/etc/fail2ban/other.key", category="brute_force"]

            """
        try host.folder.write(example, to: "etc/jail.local")
        try await host.type(
            ": >/var/log/auth.log; : >/var/log/vsftpd.log; (umask 077; echo sk_free_nobody >/etc/fail2ban/other.key)")
        let daemon = try await host.startFail2Ban()
        func expectBanned(_ addresses: String...) async throws {
            let firewall = try await host.firewall()
            for address in addresses { #expect(firewall.contains(address)) }
        }

        try await host.ban("2a00:1450::7")
        #expect(try await host.outcome("2a00:1450::7") == "Reported 2a00:1450::7 (brute_force) to SikkerAPI")
        try await host.ban("45.41.0.1", jail: "vsftpd")
        #expect(
            try await host.outcome("45.41.0.1").hasPrefix(
                "Not reported 45.41.0.1 (brute_force) to SikkerAPI: the server refuses the key"))
        try await expectBanned("2a00:1450::7", "45.41.0.1")

        // A server that does not answer: bans go on meanwhile, and who looks at the list of processes finds no key.
        host.server.kill(SIGSTOP)
        let waiting = (1...4).map { "45.41.1.\($0)" }
        for address in waiting { try await host.ban(address) }
        try await host.wait("four bans") {
            waiting.allSatisfy { host.folder.text(of: "log/fail2ban.log").contains("[sshd] Ban \($0)") }
        }
        // While fail2ban runs an action, its shell is called with the key; the last one may not have ended.
        try await host.wait("the actions have ended") { ProcessTable.commandLines(containing: host.key).isEmpty }
        host.server.kill(SIGCONT)
        for address in waiting {
            #expect(
                try await host.outcome(address).hasPrefix(
                    "\(address) (brute_force) to SikkerAPI", after: ["Reported ", "Not reported "]))
        }
        try await expectBanned("45.41.1.1", "45.41.1.4")

        // The day's quota is used up.
        let rows = (0..<1000).map { #"{"ip":"45.42.\#($0 / 250).\#($0 % 250)","category":"spam"}"# }.joined(
            separator: ",")
        let key = host.key
        _ = try await host.host.run {
            try WireConnection(port: Fail2BanHost.port, from: nil, milliseconds: 60_000).exchange(
                .post("/v1/key/bulk-report", key: key, #"{"reports":[\#(rows)]}"#))
        }
        try await host.ban("45.41.0.2")
        let refusal = try await host.outcome("45.41.0.2")
        #expect(
            refusal.hasPrefix(
                "Not reported 45.41.0.2 (brute_force) to SikkerAPI: the server takes no more for now: today's quota of 1000 reports is used up"
            ))

        try await host.host.run { host.server.killAtOnce() }
        try await host.ban("45.41.0.3")
        #expect(try await host.outcome("45.41.0.3").contains("no answer from \(Fail2BanHost.baseURL): (7)"))
        try await expectBanned("45.41.0.2", "45.41.0.3")

        let log = host.folder.text(of: "log/fail2ban.log")
        #expect(!log.contains("ERROR") && !log.contains(host.key))
        try await host.type("fail2ban-client stop")
        daemon.kill(SIGKILL)
    }
}

extension String {
    fileprivate func hasPrefix(_ prefix: String, after openings: [String]) -> Bool {
        openings.contains { hasPrefix($0 + prefix) }
    }
}
