import Firewall
import Guard
import Settings
import TestGuards
import Testing

@testable import Dashboard

/// Every setting on a page, and what changes it.
@Suite(.timeLimit(.minutes(1)))
struct SettingsPageTests {
    @Test func everySettingStandsOnThePageOnce() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let page = try await dashboard.curl(path: "/settings")
            #expect(page.hasPrefix("HTTP/1.1 200"))
            let data = try await dashboard.curl(path: "/api/settings")
            for setting in GuardConfiguration.catalogue {
                #expect(page.components(of: "<div class=\"setting\" id=\"\(setting.name)\">") == 1, "\(setting.name)")
                #expect(data.contains("\"name\":\"\(setting.name)\""))
                // Whatever is entered there is labelled, by a label or by the button itself.
                let control = "id=\"set-\(setting.name)\""
                #expect(page.components(of: control) == page.components(of: "<label for=\"set-\(setting.name)\">"))
            }
            #expect(page.contains("Switch on: Log only") && page.contains("data, which wins"))
        }
    }

    @Test func secretsAreNotShown() async throws {
        try await ServedDashboard.whileServing("dashboard: {stats_token: verysecret0123456789}\n") { dashboard in
            for path in ["/settings", "/api/settings", "/sources", "/api/sources"] {
                let answer = try await dashboard.curl(path: path)
                #expect(!answer.contains("verysecret"), "\(path)")
            }
        }
    }

    @Test func aSettingIsChangedAndTakenBack() async throws {
        try await ServedDashboard.whileServing("report: {interval: 45m}\n") { dashboard in
            let changed = try await dashboard.change("set", ["name": "score_minimum", "value": "75"])
            #expect(changed.contains("50\"") && changed.contains("75\""), "\(changed)")
            #expect(try await dashboard.curl(path: "/settings").contains("Back to 50: Score minimum"))
            #expect(try await dashboard.change("unset", ["name": "score_minimum"]).contains("50\""))
            let locked = try await dashboard.change("set", ["name": "report.interval", "value": "1h"])
            #expect(locked.hasPrefix("HTTP/1.1 400") && locked.contains("which wins: change it there"))
            let wrong = try await dashboard.change("set", ["name": "score_minimum", "value": "0"])
            #expect(wrong.contains("takes a whole number from 1 to 100, not '0'"))
        }
    }

    @Test func logOnlyCountsAtOnce() async throws {
        try await ServedDashboard.whileServing { dashboard in
            _ = try await dashboard.change("set", ["name": "log_only", "value": "true"])
            try await mode(.logOnly, dashboard)
            _ = try await dashboard.change("unset", ["name": "log_only"])
            try await mode(.drop, dashboard)
        }
    }

    /// A secret is entered, never shown, and removed.
    @Test func aSecretIsRemoved() async throws {
        try await ServedDashboard.whileServing("abuseipdb: {url: 'http://127.0.0.1:9'}\n") { dashboard in
            let set = try await dashboard.change("set", ["name": "abuseipdb.key", "value": "abc123"])
            #expect(set.hasPrefix("HTTP/1.1 200") && !set.contains("abc123"), "\(set)")
            let page = try await dashboard.curl(path: "/settings")
            #expect(page.contains("Remove: AbuseIPDB key") && !page.contains("abc123"))
            #expect(
                await dashboard.service.orders?.configuration.sourceListings.contains { $0.kind == .abuseIPDB } == true)
            _ = try await dashboard.change("unset", ["name": "abuseipdb.key"])
            #expect(
                await dashboard.service.orders?.configuration.sourceListings.contains { $0.kind == .abuseIPDB } == false
            )
        }
    }

    /// Waits until packets of listed addresses are treated like this.
    private func mode(_ wanted: FirewallPolicy.Mode, _ dashboard: ServedDashboard) async throws {
        while await dashboard.guarded.backend.read().standing.stamp?.policy.mode != wanted {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    @Test func whatCountsAfterARestartIsKeptAndSaid() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let kept = try await dashboard.change("set", ["name": "ipv6", "value": "false"])
            #expect(kept.contains("counts when the guard is started again"), "\(kept)")
            let page = try await dashboard.curl(path: "/settings")
            #expect(page.contains("Counts after a restart of the guard. Until then: true."))
            #expect(page.contains("Some changes wait for a restart"))
        }
    }

    // MARK: - As a file

    private static let token = "0123456789abcdef-secret"

    @Test func whatWasChangedIsExportedAndImported() async throws {
        try await ServedDashboard.whileServing { dashboard in
            for (name, value) in [
                ("score_minimum", "75"), ("report.interval", "45m"), ("dashboard.stats_token", Self.token),
            ] {
                #expect(try await dashboard.change("set", ["name": name, "value": value]).hasPrefix("HTTP/1.1 200"))
            }
            let answer = try await dashboard.curl(as: .viewer, path: "/api/settings.yaml")
            #expect(
                answer.contains("Content-Type: application/yaml")
                    && answer.contains("filename=\"sikker-guard-settings.yaml\""))
            #expect(
                answer.hasSuffix(
                    "\r\n# What was changed while Sikker guard ran. Secrets are not in it.\nscore_minimum: 75\nreport:\n  interval: 45m\n"
                ))
            #expect(try await dashboard.curl(as: .nobody, path: "/api/settings.yaml").hasPrefix("HTTP/1.1 401"))
            let text = try #require(answer.split(separator: "\r\n\r\n", maxSplits: 1).last)

            let imported = try await dashboard.change(
                "import-settings", ["settings": "score_minimum: 80\nwhitelist: [office.example]\n", "replace": "true"])
            #expect(
                imported.contains("Changed: ")
                    && imported.contains("\"before\":\"score_minimum: 75; report.interval: 45m\""), "\(imported)")
            let desk = try #require(dashboard.service.orders)
            #expect(await desk.standing(ofSetting: "score_minimum")?.shown == "80")
            #expect(await desk.configuration.reporting.interval == .seconds(1800))
            #expect(await desk.configuration.dashboard.statsToken == Self.token, "secrets stay")
            let back = try await dashboard.change("import-settings", ["settings": String(text), "replace": "true"])
            #expect(back.hasPrefix("HTTP/1.1 200"))
            #expect(try await dashboard.curl(path: "/api/settings.yaml").hasSuffix(text))
            #expect(
                try await dashboard.change("import-settings", ["settings": String(text)]).contains(
                    "Nothing has changed."))
        }
    }

    /// By a form, as somebody does who has left a key in the file.
    @Test func secretsInAFileAreRefusedAndForgotten() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let page = try await dashboard.curl(path: "/settings")
            #expect(
                page.contains("action=\"/changes/import-settings\"") && page.contains("href=\"/api/settings.yaml\""))
            #expect(try await !dashboard.curl(as: .viewer, path: "/settings").contains("/changes/import-settings"))
            let answer = try await dashboard.curl(
                "-d", "back=/settings", "--data-urlencode", "settings=score_minimum: 70\napi:\n  key: \(Self.token)\n",
                path: "/changes/import-settings")
            let target = try #require(answer.firstMatch(of: /(?i)location: ([^\r]+)/)).1
            let told = try await dashboard.curl(path: String(target))
            #expect(told.contains("&#39;api.key&#39; is about a secret") && !told.contains(Self.token))
            let record = try await dashboard.curl(path: "/api/changes")
            #expect(record.contains("import-settings") && !record.contains(Self.token))
            #expect(await dashboard.service.orders?.standing(ofSetting: "score_minimum")?.shown == "50")
        }
    }

    /// What would keep the guard from starting again is not kept.
    @Test func aContradictionIsTakenBack() async throws {
        try await ServedDashboard.whileServing { dashboard in
            _ = try await dashboard.change("set", ["name": "ipv6", "value": "false"])
            let wrong = try await dashboard.change("set", ["name": "blacklist.ip_version", "value": "6"])
            #expect(wrong.hasPrefix("HTTP/1.1 400") && wrong.contains("change one of the two"), "\(wrong)")
            #expect(dashboard.guarded.reloading.read().faults.isEmpty)
        }
    }

    @Test(arguments: [
        ("report.interval", "Report interval"), ("api.key", "API key"), ("blacklist.only_asn", "Blacklist only ASN"),
        ("blocklist_de.feeds", "blocklist.de feeds"), ("abuseipdb.daily_calls", "AbuseIPDB daily calls"),
        ("ipv6", "IPv6"),
    ])
    func titles(_ name: String, _ title: String) {
        #expect(SettingTitle.of(name) == title)
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
