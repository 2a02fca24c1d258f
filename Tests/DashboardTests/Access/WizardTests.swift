import Blocklists
import Guard
import Testing

@testable import Dashboard

/// The first settings are changes like all others.
@Suite(.timeLimit(.minutes(2)))
struct WizardTests {
    /// What a step led to: the next page, with a notice of what was done.
    private func notice(in answer: String, _ dashboard: ServedDashboard) async throws -> (id: String, page: String) {
        let target = try #require(
            answer.firstMatch(of: /(?i)location: (\/setup\/[a-z]+\?done=([0-9a-f]+))/), "\(answer)")
        return (String(target.2), try await dashboard.curl(path: String(target.1)))
    }

    @Test func aStepIsToldOnTheNextPageAndTakenBackThere() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let desk = try #require(dashboard.service.orders)
            let answer = try await dashboard.curl("-d", "feed-ssh=on", path: "/setup/sources")
            let (id, page) = try await notice(in: answer, dashboard)
            #expect(page.contains("<h1>Never blocked</h1>") && page.contains("Changed: blocklist_de.feeds."))
            #expect(page.contains("action=\"/changes/undo\"") && page.contains("value=\"\(id)\""))
            let entry = try #require(try await dashboard.service.changes.entries(limit: 1).first).entry
            #expect(entry.change == "set" && entry.before == "blocklist_de.feeds: (nothing)")
            #expect(entry.after == "blocklist_de.feeds: ssh")
            #expect(await desk.configuration.lists.blocklistDE.feeds == [.ssh])
            let undone = try await dashboard.curl("-d", "done=\(id)&back=/setup/allowlist", path: "/changes/undo")
            #expect(undone.contains("ocation: /setup/allowlist?done="))
            #expect(await desk.configuration.lists.blocklistDE.feeds.isEmpty)
        }
    }

    @Test func entriesAreAllowedTogetherOrNotAtAll() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let desk = try #require(dashboard.service.orders)
            _ = try await dashboard.change("allow", ["entry": "friend.example", "comment": "before"])
            let before = await desk.manualAllows()
            let wrong = try await dashboard.curl(
                "--data-urlencode", "entries=198.51.100.7\nno way!", path: "/setup/allowlist")
            #expect(wrong.hasPrefix("HTTP/1.1 400") && wrong.contains("&#39;noway!&#39; is no address"))
            #expect(await desk.manualAllows() == before)
            let answer = try await dashboard.curl(
                "-d", "entry-0=198.51.100.7", "--data-urlencode", "entries=203.0.113.0/24, office.example",
                path: "/setup/allowlist")
            let (id, page) = try await notice(in: answer, dashboard)
            #expect(page.contains("3 entries are not blocked."))
            #expect(await desk.manualAllows().count == 4)
            _ = try await dashboard.curl("-d", "done=\(id)&back=/", path: "/changes/undo")
            #expect(await desk.manualAllows().map(\.entry) == ["friend.example"])
            #expect(await desk.manualAllows().map(\.comment) == ["before"])
        }
    }

    @Test func whatIsSoAlreadyIsNoChange() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let before = try await dashboard.service.changes.entries(limit: 9).count
            for (step, fields) in [
                ("server", "x="), ("sources", "x="), ("allowlist", "entries="), ("mode", "mode=protect"),
            ] {
                let answer = try await dashboard.curl("-d", fields, path: "/setup/\(step)")
                #expect(answer.hasPrefix("HTTP/1.1 303") && !answer.contains("done="), "\(step)")
            }
            #expect(try await dashboard.service.changes.entries(limit: 9).count == before)
        }
    }
}
