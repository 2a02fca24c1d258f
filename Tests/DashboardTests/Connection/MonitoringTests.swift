import TestGuards
import Testing

/// What monitoring asks for, and from whom nothing is answered.
@Suite(.timeLimit(.minutes(1)))
struct MonitoringTests {
    private static let token = "0123456789abcdef"
    private static let settings = "dashboard: {stats_token: \(token)}\n"

    @Test func healthAndMetricsAreOpenOnThisMachine() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let health = try await dashboard.curl(path: "/healthz")
            #expect(health.contains("guard.firewall") && health.contains("application/json"))
            let metrics = try await dashboard.curl(path: "/metrics")
            #expect(metrics.hasPrefix("HTTP/1.1 200") && metrics.contains("# TYPE guard_restores_total counter"))
            for answer in [health, metrics] {
                #expect(answer.lowercased().contains("cache-control: no-store"))
                #expect(answer.lowercased().contains("x-content-type-options: nosniff"))
            }
            #expect(try await dashboard.curl("-X", "POST", "-d", "x", path: "/healthz").hasPrefix("HTTP/1.1 40"))
        }
    }

    @Test func statisticsWantTheToken() async throws {
        try await ServedDashboard.whileServing(Self.settings) { dashboard in
            let stats = try await dashboard.curl("-H", "Authorization: Bearer \(Self.token)", path: "/api/stats")
            #expect(stats.hasPrefix("HTTP/1.1 200") && stats.contains("\"state\":\"dry-run\""))
            #expect(stats.contains("\"sources\":[{"))
            #expect(try await dashboard.curl(as: .nobody, path: "/api/stats").hasPrefix("HTTP/1.1 401"))
            for wrong in ["Bearer 0123456789abcdeF", "Bearer ", "Basic \(Self.token)", "Bearer \(Self.token)0"] {
                let answer = try await dashboard.curl("-H", "Authorization: \(wrong)", path: "/api/stats")
                #expect(answer.hasPrefix("HTTP/1.1 401"), "\(wrong)")
            }
        }
        try await ServedDashboard.whileServing { dashboard in
            let answer = try await dashboard.curl("-H", "Authorization: Bearer \(Self.token)", path: "/api/stats")
            #expect(answer.hasPrefix("HTTP/1.1 404") && answer.contains("SIKKER_STATS_TOKEN"))
        }
    }

    @Test func onlyOwnNamesAreAnswered() async throws {
        try await ServedDashboard.whileServing { dashboard in
            // A page on the web whose name leads here.
            for name in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "1"] {
                let answer = try await dashboard.curl("-H", "Host: \(name)", path: "/healthz")
                #expect(answer.hasPrefix("HTTP/1.1 421"), "\(name)")
            }
            for name in ["localhost", "127.0.0.1:1", "[::1]:80", "192.0.2.1"] {
                let answer = try await dashboard.curl("-H", "Host: \(name)", path: "/healthz")
                #expect(!answer.hasPrefix("HTTP/1.1 421"), "\(name)")
            }
            for path in ["/nothing", "/api", "/metrics/x", "/%2e%2e/etc/passwd"] {
                #expect(try await dashboard.curl(path: path).hasPrefix("HTTP/1.1 404"), "\(path)")
            }
        }
    }
}
