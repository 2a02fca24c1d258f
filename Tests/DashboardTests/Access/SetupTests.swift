import Blocklists
import Firewall
import Foundation
import Guard
import TestGuards
import TestHosts
import Testing

/// The first password, the first settings, and the way back in for who forgot.
@Suite(.timeLimit(.minutes(3)))
struct SetupTests {
    private static let password = "correct horse battery"

    /// What a guard says once its port is open, or is asked for.
    private static func word(in text: String) -> String? {
        text.firstMatch(of: /\/setup\?token=([0-9a-f]{32})/).map { String($0.1) }
    }

    private static func form(_ word: String, _ password: String = password, again: String? = nil) -> [String] {
        [
            "-d", "token=\(word)", "--data-urlencode", "password=\(password)", "--data-urlencode",
            "again=\(again ?? password)",
        ]
    }

    @Test func aLinkSetsThePasswordOnce() async throws {
        try await ServedDashboard.whileServing(hasPasswords: false) { dashboard in
            let line = await dashboard.guarded.guarding.log.line(containing: "/setup?token=")
            let word = try #require(Self.word(in: line))
            #expect(try await dashboard.curl(as: .nobody, path: "/log").lowercased().contains("location: /setup\r\n"))
            #expect(try await dashboard.curl(as: .nobody, path: "/login").lowercased().contains("location: /setup\r\n"))
            func set(_ form: [String]) async throws -> String {
                try await dashboard.curl(with: form, as: .nobody, path: "/setup")
            }
            #expect(try await set(Self.form(String(word.reversed()))).hasPrefix("HTTP/1.1 403"))
            for (short, again) in [
                ("short", "short"), ("aaaaaaaaaaaa", "aaaaaaaaaaaa"), (Self.password, "another one"),
            ] {
                let answer = try await set(Self.form(word, short, again: again))
                #expect(answer.hasPrefix("HTTP/1.1 422") && ServedDashboard.cookie(in: answer) == nil, "\(short)")
            }
            // Looking uses nothing up.
            let page = try await dashboard.curl(as: .nobody, path: "/setup?token=\(word)")
            #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("name=\"token\" value=\"\(word)\""))
            let answer = try await set(Self.form(word))
            #expect(answer.hasPrefix("HTTP/1.1 303") && answer.lowercased().contains("location: /setup/allowlist"))
            let cookie = try #require(ServedDashboard.cookie(in: answer))
            let known = ["-H", "Cookie: \(cookie)"]
            #expect(try await dashboard.curl(with: known, as: .nobody, path: "/log").hasPrefix("HTTP/1.1 200"))
            #expect(try await set(Self.form(word)).hasPrefix("HTTP/1.1 403"), "it holds once")
            #expect(
                try await dashboard.curl(as: .nobody, path: "/setup?token=\(word)").hasPrefix("HTTP/1.1 403"))

            let path = dashboard.guarded.folder.path("data/dashboard.json")
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
            #expect(try !String(contentsOfFile: path, encoding: .utf8).contains("horse"))

            // The way back in, and the end of what was before.
            let receipt: ControlReceipt = try await dashboard.guarded.client.ask(.password)
            let other = try #require(Self.word(in: receipt.message))
            #expect(try await dashboard.curl(with: known, as: .nobody, path: "/log").hasPrefix("HTTP/1.1 200"))
            let again = try await set(Self.form(other, "another password"))
            #expect(again.hasPrefix("HTTP/1.1 303"))
            #expect(try await dashboard.curl(with: known, as: .nobody, path: "/log").hasPrefix("HTTP/1.1 303"))
            let login = try await dashboard.curl(
                "--data-urlencode", "password=another password", as: .nobody, path: "/login")
            #expect(login.hasPrefix("HTTP/1.1 303") && ServedDashboard.cookie(in: login) != nil)
            let entries = try await dashboard.service.changes.entries(limit: 20)
            #expect(entries.contains { $0.entry.change == "password" } && !"\(entries)".contains("another password"))
        }
    }

    @Test func theSettingsWin() async throws {
        try await ServedDashboard.whileServing { dashboard in
            await #expect(throws: ControlError.self) {
                let _: ControlReceipt = try await dashboard.guarded.client.ask(.password)
            }
            #expect(try await dashboard.curl(as: .nobody, path: "/setup").lowercased().contains("location: /login"))
            let password = ServedDashboard.Login.administrator.password
            let answer = try await dashboard.curl(
                "--data-urlencode", "known=\(password)", "-d",
                "role=administrator&password=0123456789&again=0123456789",
                path: "/account")
            #expect(answer.hasPrefix("HTTP/1.1 422") && answer.contains("in the settings"))
        }
    }

    @Test func passwordsAreChangedByWhoKnowsThem() async throws {
        try await ServedDashboard.whileServing(hasPasswords: false) { dashboard in
            let word = try #require(
                Self.word(in: await dashboard.guarded.guarding.log.line(containing: "/setup?token=")))
            let answer = try await dashboard.curl(with: Self.form(word), as: .nobody, path: "/setup")
            let cookie = try #require(ServedDashboard.cookie(in: answer))
            let account = try await dashboard.curl("-H", "Cookie: \(cookie)", as: .nobody, path: "/account")
            let token = try #require(ServedDashboard.formToken(in: account))
            func change(_ role: String, known: String, to new: String) async throws -> Substring {
                try await dashboard.curl(
                    "-H", "Cookie: \(cookie)", "-d", "token=\(token)", "-d", "role=\(role)", "--data-urlencode",
                    "known=\(known)", "--data-urlencode", "password=\(new)", "--data-urlencode", "again=\(new)",
                    as: .nobody, path: "/account"
                ).dropFirst(9).prefix(3)
            }
            func logIn(_ password: String) async throws -> String? {
                ServedDashboard.cookie(
                    in: try await dashboard.curl(
                        "--data-urlencode", "password=\(password)", as: .nobody, path: "/login"))
            }
            #expect(try await change("viewer", known: "guessed", to: "just looking around") == "403")
            #expect(try await change("viewer", known: Self.password, to: "just looking around") == "303")
            let viewer = try #require(try await logIn("just looking around"))
            #expect(
                try await dashboard.curl("-H", "Cookie: \(viewer)", as: .nobody, path: "/account")
                    .contains("logged in as viewer"))
            let other = try #require(try await logIn(Self.password))
            #expect(try await change("administrator", known: Self.password, to: "the second one") == "303")
            // The session that did it stays; all others are over.
            for (shown, status) in [(cookie, "200"), (other, "303"), (viewer, "303")] {
                let page = try await dashboard.curl("-H", "Cookie: \(shown)", as: .nobody, path: "/log")
                #expect(page.dropFirst(9).prefix(3) == status)
            }
            #expect(try await logIn(Self.password) == nil)
            #expect(try await logIn("the second one") != nil)
        }
    }

    @Test func theStepsWriteSettings() async throws {
        try await ServedDashboard.whileServing { dashboard in
            for step in ["server", "sources", "allowlist", "mode"] {
                let page = try await dashboard.curl(path: "/setup/\(step)")
                #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("action=\"/setup/\(step)\""), "\(step)")
                #expect(try await dashboard.curl(as: .viewer, path: "/setup/\(step)").hasPrefix("HTTP/1.1 403"))
                #expect(try await dashboard.curl(as: .nobody, path: "/setup/\(step)").hasPrefix("HTTP/1.1 303"))
            }
            // Nobody answers there: nothing is saved, and it is said.
            let wrong = try await dashboard.curl(
                "-d", "server=http://127.0.0.1:1&key=sk_0123456789", path: "/setup/server")
            #expect(wrong.hasPrefix("HTTP/1.1 400") && wrong.contains("Nothing was saved"))
            let desk = try #require(dashboard.service.orders)
            #expect(await desk.configuration.credential == nil)
            #expect(try await dashboard.curl("-d", "x=", path: "/setup/server").contains("ocation: /setup/sources"))
            #expect(
                try await dashboard.curl("-d", "feed-ssh=on&feed-mail=on", path: "/setup/sources")
                    .contains("ocation: /setup/allowlist"))
            #expect(await desk.configuration.lists.blocklistDE.feeds == [.ssh, .mail])
            let allow = try await dashboard.curl(
                "-d", "entry-0=198.51.100.7", "--data-urlencode", "entries=203.0.113.0/24\noffice.example",
                path: "/setup/allowlist")
            #expect(allow.contains("ocation: /setup/mode"))
            // What is allowed is worked in soon, not at once.
            while true {
                let allowed = try #require(await dashboard.service.status()).allowlist.ranges.map { "\($0.reason)" }
                if allowed.contains("allowlist entry 198.51.100.7") { break }
                try Task.checkCancellation()
                await Task.yield()
            }
            #expect(try await dashboard.curl("-d", "mode=log", path: "/setup/mode").contains("ocation: /\r\n"))
            #expect(await desk.configuration.isLogOnly)
            #expect(await dashboard.service.status()?.policy.mode == .logOnly)
            let changes = try await dashboard.service.changes.entries(limit: 20).map(\.entry)
            #expect(changes.contains { $0.change == "set" && $0.fields["name"] == "log_only" })
            #expect(changes.contains { $0.change == "allow" && $0.fields["entry"] == "office.example" })
        }
    }
}
