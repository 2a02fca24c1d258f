import Synchronization
import TestServers
import Testing

@testable import Dashboard

/// Whom the guard tells, on a page and by programs.
@Suite(.timeLimit(.minutes(1)))
struct NotificationsPageTests {
    @Test func aTestMessageIsSentFromThePage() async throws {
        let bodies = Mutex<[String]>([])
        let status = Mutex(200)
        let server = try await TestHTTPServer { request in
            bodies.withLock { $0.append(request.text) }
            return .json("{}", status: status.withLock(\.self))
        }
        try await ServedDashboard.whileServing { dashboard in
            let empty = try await dashboard.curl(path: "/settings")
            #expect(empty.contains("Nobody is told yet") && !empty.contains("Send a test message"))
            let set = try await dashboard.change(
                "set", ["name": "notifications.url", "value": "\(server.url)/hooks/verysecret"])
            #expect(set.hasPrefix("HTTP/1.1 200") && !set.contains("verysecret"), "\(set)")
            let page = try await dashboard.curl(path: "/settings")
            #expect(page.contains("Send a test message") && page.contains("Messages to \(server.url)/…"))
            #expect(page.contains("action=\"/changes/notify-test\""))
            let sent = try await dashboard.change("notify-test", [:])
            #expect(sent.hasPrefix("HTTP/1.1 200") && sent.contains("was taken for \(server.url)/…"), "\(sent)")
            #expect(bodies.withLock { $0.count } == 1)
            status.withLock { $0 = 502 }
            let failed = try await dashboard.change("notify-test", [:])
            #expect(failed.hasPrefix("HTTP/1.1 500") && failed.contains("answers with status 502"), "\(failed)")
            #expect(try await dashboard.curl(path: "/settings").contains("does not arrive"))
            for path in ["/settings", "/api/settings", "/api/stats", "/api/changes", "/log", "/api/log"] {
                #expect(!(try await dashboard.curl(path: path)).contains("verysecret"), "\(path)")
            }
            #expect(try await dashboard.curl(path: "/api/stats").contains("\"place\":\"\(server.url)/…\""))
            let wrong = try await dashboard.change(
                "set", ["name": "notifications.url", "value": "http://hooks.example.com/verysecret"])
            #expect(wrong.hasPrefix("HTTP/1.1 400") && !wrong.contains("verysecret"), "\(wrong)")
            let program = try await dashboard.change(
                "set", ["name": "notifications.sendmail", "value": "/bin/sh"])
            #expect(program.hasPrefix("HTTP/1.1 400") && program.contains("change it in the file"), "\(program)")
        }
        await server.stop()
    }
}
