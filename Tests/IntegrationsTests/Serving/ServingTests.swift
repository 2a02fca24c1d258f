import Integrations
import TestHosts
import TestLoop
import TestWire
import Testing

/// The files and pages as the server hands them out.
@Suite struct ServingTests {
    private static func host(_ name: String, _ more: (String, String)...) -> [(String, String)] {
        [("Host", name)] + more
    }

    /// A server of the program under test, at an address.
    private static func described(_ baseURL: String) async throws -> IntegrationServer {
        let printed = try await TestThread.run { try TestCommand.run([LoopProgram.path, "--version"]) }
        let version = try #require(printed.split(whereSeparator: \.isWhitespace).last)
        return try IntegrationServer(baseURL: baseURL, version: String(version))
    }

    @Test func filesNameTheServerAsItWasAsked() async throws {
        let server = try await WireServer.start(["--balancer", "127.0.0.2/32"])
        let described = try await Self.described("http://sikker.example:7063")
        for file in IntegrationRegistry.all.flatMap(\.files) {
            let answer = try await server.get(file.path, fields: Self.host("sikker.example:7063"))
            #expect(answer.status == 200 && answer["Content-Type"] == "text/plain; charset=utf-8")
            #expect(answer["Cache-Control"] == "public, max-age=300")
            #expect(answer.text == file.text(for: described))
            let tag = try #require(answer["ETag"])
            let again = try await server.get(
                file.path, fields: Self.host("sikker.example:7063", ("If-None-Match", tag)))
            #expect(again.status == 304 && again.body.isEmpty)
            let other = try await server.get(file.path, fields: Self.host("[::1]:7063", ("If-None-Match", tag)))
            #expect(other.status == 200 && other.text.contains("http://[::1]:7063"))
            let head = try await server.head(file.path, fields: Self.host("sikker.example"))
            #expect(head.status == 200 && head.body.isEmpty)
        }
        // Only a balancer is believed when it says that it was asked by TLS.
        let fields = Self.host("sikker.example", ("X-Forwarded-Proto", "https"))
        for (source, scheme) in [("127.0.0.1", "http"), ("127.0.0.2", "https")] {
            let answer = try await server.withConnection(from: source) {
                try $0.exchange(.get("/fail2ban/sikkerapi.conf", fields: fields))
            }
            #expect(answer.text.contains(" \(scheme)://sikker.example,"), "from \(source)")
        }
        // Nothing that a script would take for more than an address.
        for host in [
            "a'b", "a;id", "$(id)", "`id`", "a b", "a\"b", "a/b", "user@host", "host:", "host:0", "host:99999", "[::1",
            "-x", "a|b", "a%27",
        ] {
            for path in ["/fail2ban/sikkerapi.conf", "/csf/sikkerapi-csf-report.sh", "/integrations/csf"] {
                let answer = try await server.get(path, fields: Self.host(host))
                #expect(answer.status == 400 && !answer.text.contains(host), "\(host)")
            }
        }
        #expect(try await server.post("/fail2ban/sikkerapi.conf", "{}").status == 405)
        #expect(try await server.get("/fail2ban/nothing.conf").status == 404)
        try await server.kill()
    }

    @Test func theSettingWins() async throws {
        let server = try await WireServer.start(["--public-url", "https://sikker.example/threats/"])
        let described = try await Self.described("https://sikker.example/threats")
        for file in IntegrationRegistry.all.flatMap(\.files) {
            let answer = try await server.get(file.path, fields: Self.host("'"))
            #expect(answer.text == file.text(for: described))
        }
        try await server.kill()
    }

    @Test func aSettingThatIsNoPlainAddressIsSaid() async throws {
        let server = try await WireServer.start(["--public-url", "https://sikker.example/?a=';id'"])
        let answer = try await server.get("/csf/sikkerapi-csf-report.sh")
        #expect(answer.status == 500 && answer.text.contains("public_url") && answer.text.contains("is one like"))
        try await server.kill()
    }

    @Test func pagesShowTheStepsWithTheServersAddress() async throws {
        let server = try await WireServer.start()
        let fields = Self.host("sikker.example:7063")
        let index = try await server.get("/integrations", fields: fields)
        #expect(index.status == 200 && index["Content-Type"] == "text/html; charset=utf-8")
        for integration in IntegrationRegistry.all {
            #expect(index.text.contains("<a href=\"/integrations/\(integration.id)\">"))
            let page = try await server.get("/integrations/\(integration.id)", fields: fields)
            #expect(page.status == 200)
            for step in integration.steps { #expect(page.text.contains("<h2>\(step.title)</h2>"), "\(step.title)") }
            for file in integration.files {
                #expect(page.text.contains("http://sikker.example:7063\(file.path)&quot;"))
                #expect(page.text.contains("<a href=\"\(file.path)\">") && page.text.contains(file.destination))
            }
            #expect(!page.text.contains("@BASE_URL@") && !page.text.contains("`"))
        }
        let missing = try await server.get("/integrations/nothing", fields: fields)
        #expect(missing.status == 404 && missing["Content-Type"] == "text/html; charset=utf-8")
        try await server.kill()
    }
}
