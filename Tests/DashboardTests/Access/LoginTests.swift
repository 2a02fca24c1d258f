import Foundation
import Guard
import TestGuards
import Testing
import WebPages

@testable import Dashboard

/// Who gets in, and what is believed of whoever is in.
@Suite(.timeLimit(.minutes(2)))
struct LoginTests {
    @Test func strangersSeeNothing() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let page = try await dashboard.curl(as: .nobody, path: "/log?before=7")
            #expect(
                page.hasPrefix("HTTP/1.1 303")
                    && page.lowercased().contains("location: /login?back=%2flog%3fbefore%3d7"))
            for path in ["/api/log", "/api/nothing", "/api"] {
                let answer = try await dashboard.curl(as: .nobody, path: path)
                #expect(answer.hasPrefix("HTTP/1.1 401") && answer.contains("{\"error\":\""), "\(path)")
            }
            for path in ["/changes/pause", "/api/changes/pause", "/logout", "/account", "/nothing"] {
                let answer = try await dashboard.curl("-d", "for=5m", as: .nobody, path: path)
                #expect(answer.hasPrefix("HTTP/1.1 303") || answer.hasPrefix("HTTP/1.1 401"), "\(path)")
            }
            #expect(
                try await dashboard.curl(as: .nobody, path: DashboardFiles.stylesheet.target.text).hasPrefix(
                    "HTTP/1.1 200"))
            #expect(await dashboard.service.orders?.status().pausedUntil == nil)
        }
    }

    @Test func whoeverKnowsThePasswordGetsIn() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let login = try await dashboard.curl(as: .nobody, path: "/login?back=/log")
            #expect(login.hasPrefix("HTTP/1.1 200") && login.contains("name=\"back\" value=\"/log\""))
            let password = "password=\(ServedDashboard.Login.administrator.password)"
            let answer = try await dashboard.curl(
                "--data-urlencode", password, "-d", "back=/log", as: .nobody, path: "/login")
            #expect(answer.hasPrefix("HTTP/1.1 303") && answer.lowercased().contains("location: /log\r\n"))
            let field = try #require(answer.split(whereSeparator: \.isNewline).first { $0.contains("sikker_guard") })
            for part in ["HttpOnly", "SameSite=Strict", "Path=/"] { #expect(field.contains(part)) }
            // Not to others, whatever the form says.
            for back in ["//evil.example/", "https://evil.example", "/\\evil.example", "javascript:alert(1)"] {
                let answer = try await dashboard.curl(
                    "--data-urlencode", password, "--data-urlencode", "back=\(back)", as: .nobody, path: "/login")
                #expect(answer.lowercased().contains("location: /\r\n"), "\(back)")
            }
        }
    }

    @Test func wrongPasswordsAllLookAlike() async throws {
        try await ServedDashboard.whileServing { dashboard in
            var bodies: Set<String> = []
            for password in ["", "x", "the viewer of this guarD", String(repeating: "x", count: 300)] {
                let answer = try await dashboard.curl(
                    "--data-urlencode", "password=\(password)", as: .nobody, path: "/login")
                #expect(answer.hasPrefix("HTTP/1.1 403") && ServedDashboard.cookie(in: answer) == nil)
                bodies.insert(answer.components(separatedBy: "\r\n\r\n").dropFirst().joined())
            }
            #expect(bodies.count == 1)
        }
    }

    @Test func guessingIsSlow() async throws {
        try await ServedDashboard.whileServing { dashboard in
            // However slowly this machine looks at a password, and gives tries back meanwhile.
            var statuses: [Substring] = []
            var wait = 0
            while statuses.count < 60, wait < 10 {
                let answer = try await dashboard.curl("-d", "password=wrong-password", as: .nobody, path: "/login")
                statuses.append(answer.dropFirst(9).prefix(3))
                let told = answer.lowercased().split(separator: "retry-after: ").dropFirst().first
                wait = told.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
            }
            #expect(statuses.prefix(5).allSatisfy { $0 == "403" } && statuses.last == "429" && wait >= 10)
            // Nor does the right one help now.
            let right = "password=\(ServedDashboard.Login.administrator.password)"
            #expect(
                try await dashboard.curl("--data-urlencode", right, as: .nobody, path: "/login")
                    .hasPrefix("HTTP/1.1 429"))
            // Whoever is in stays in.
            #expect(try await dashboard.curl(path: "/log").hasPrefix("HTTP/1.1 200"))
            let entries = try await dashboard.service.changes.entries(limit: 9)
            #expect(entries.count { $0.entry.outcome == .refused } == 1, "one entry for all of them")
        }
    }

    @Test func aSessionCannotBePlanted() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let name = try #require(dashboard.cookieName)
            let planted = "\(name)=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            let password = "password=\(ServedDashboard.Login.administrator.password)"
            let answer = try await dashboard.curl(
                "-H", "Cookie: \(planted)", "--data-urlencode", password, as: .nobody, path: "/login")
            let given = try #require(ServedDashboard.cookie(in: answer))
            #expect(given != planted)
            #expect(
                try await dashboard.curl("-H", "Cookie: \(planted)", as: .nobody, path: "/log").hasPrefix(
                    "HTTP/1.1 303"))
            #expect(
                try await dashboard.curl("-H", "Cookie: a=b; \(given)", as: .nobody, path: "/log")
                    .hasPrefix("HTTP/1.1 200"))
            for cookie in [name, "\(name)=", "x\(given)", "\(given)x", String(repeating: "a=b; ", count: 3000)] {
                #expect(
                    try await !dashboard.curl("-H", "Cookie: \(cookie)", as: .nobody, path: "/log")
                        .hasPrefix("HTTP/1.1 200"))
            }
        }
    }

    @Test func whoeverLeavesIsOut() async throws {
        try await ServedDashboard.whileServing { dashboard in
            // A link cannot do it.
            #expect(try await !dashboard.curl(path: "/logout").hasPrefix("HTTP/1.1 303"))
            #expect(try await dashboard.curl(path: "/log").hasPrefix("HTTP/1.1 200"))
            let answer = try await dashboard.curl("-X", "POST", path: "/logout")
            #expect(answer.hasPrefix("HTTP/1.1 303") && answer.contains("Max-Age=0"))
            #expect(try await dashboard.curl(path: "/log").hasPrefix("HTTP/1.1 303"))
            #expect(try await dashboard.curl(as: .viewer, path: "/log").hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func changesComeFromOurPagesOnly() async throws {
        try await ServedDashboard.whileServing { dashboard in
            func pause(_ arguments: [String], _ path: String = "/changes/pause") async throws -> Substring {
                try await dashboard.curl(with: ["-d", "for=5m"] + arguments, as: .administrator, path: path)
                    .dropFirst(9).prefix(3)
            }
            let none = ["-H", "X-Form-Token;"]
            #expect(try await pause(none) == "403")
            #expect(try await pause(["-H", "X-Form-Token: wrong"]) == "403")
            #expect(try await pause(none + ["-d", "token="]) == "403")
            #expect(try await pause(["-H", "Sec-Fetch-Site: cross-site"]) == "403")
            #expect(try await pause(["-H", "Sec-Fetch-Site: same-site"]) == "403")
            #expect(try await pause(["-H", "Origin: https://evil.example"]) == "403")
            #expect(try await pause(["-H", "Origin: null"]) == "403")
            #expect(try await pause(none + ["-H", "Content-Type: text/plain"], "/api/changes/pause") == "403")
            #expect(await dashboard.service.orders?.status().pausedUntil == nil)
            let page = try await dashboard.curl(path: "/account")
            let token = try #require(ServedDashboard.formToken(in: page))
            let again = try await dashboard.curl(path: "/account")
            #expect(ServedDashboard.formToken(in: again) != token, "it is another one on every page")
            // Without the header, as a browser without our script does.
            let posted = try await dashboard.curlAsForm("-d", "for=5m", "-d", "token=\(token)", path: "/changes/pause")
            #expect(posted.hasPrefix("HTTP/1.1 303"))
            #expect(await dashboard.service.orders?.status().pausedUntil != nil)
            #expect(try await dashboard.curl(path: "/changes/resume").hasPrefix("HTTP/1.1 404"), "never by GET")
            #expect(await dashboard.service.orders?.status().pausedUntil != nil)
        }
    }

    @Test func viewersLookAndChangeNothing() async throws {
        try await ServedDashboard.whileServing { dashboard in
            #expect(try await dashboard.curl(as: .viewer, path: "/log").hasPrefix("HTTP/1.1 200"))
            for path in ["/changes/pause", "/api/changes/pause", "/account"] {
                let body = path.hasPrefix("/api") ? "{\"for\":\"5m\"}" : "for=5m&role=viewer"
                let answer = try await dashboard.curl("-d", body, as: .viewer, path: path)
                #expect(answer.hasPrefix("HTTP/1.1 403"), "\(path)")
            }
            let account = try await dashboard.curl(as: .viewer, path: "/account")
            #expect(account.contains("logged in as viewer") && !account.contains("name=\"known\""))
        }
    }

    @Test func programsShowTokens() async throws {
        let settings = "dashboard: {stats_token: 0123456789abcdef, api_token: abcdef0123456789}\n"
        try await ServedDashboard.whileServing(settings) { dashboard in
            func status(_ token: String, _ path: String, _ arguments: [String] = []) async throws -> Substring {
                try await dashboard.curl(
                    with: ["-H", "Authorization: Bearer \(token)"] + arguments, as: .nobody, path: path
                ).dropFirst(9).prefix(3)
            }
            let pause = ["-H", "Content-Type: application/json", "-d", "{\"for\":\"5m\"}"]
            for token in ["0123456789abcdef", "abcdef0123456789"] {
                for path in ["/api/log", "/api/stats"] { #expect(try await status(token, path) == "200") }
                #expect(try await status(token, "/log") == "303", "pages are for people")
                #expect(try await status(token, "/account", ["-X", "POST"]) == "303")
            }
            #expect(try await status("0123456789abcdef", "/api/changes/pause", pause) == "403")
            #expect(try await status("wrong", "/api/changes/pause", pause) == "401")
            #expect(await dashboard.service.orders?.status().pausedUntil == nil)
            #expect(try await status("abcdef0123456789", "/api/changes/pause", pause) == "200")
            let entry = try #require(try await dashboard.service.changes.entries(limit: 1).first?.entry)
            #expect(entry.who == "api token" && entry.change == "pause" && entry.fields == ["for": "5m"])
            #expect(entry.outcome == .done && entry.before != nil && entry.after != nil)
        }
    }

    @Test func onlyNamesOfTheSettingsAreAnswered() async throws {
        try await ServedDashboard.whileServing("dashboard.names: [guard.example]\n") { dashboard in
            for (name, isOwn) in [
                ("guard.example", true), ("GUARD.example:443", true), ("evil.example", false),
                ("guard.example.evil.example", false),
            ] {
                for path in ["/log", "/login", "/api/log", "/assets/guard.css"] {
                    let answer = try await dashboard.curl("-H", "Host: \(name)", as: .nobody, path: path)
                    #expect(answer.hasPrefix("HTTP/1.1 421") == !isOwn, "\(name) \(path)")
                }
            }
        }
    }
}
