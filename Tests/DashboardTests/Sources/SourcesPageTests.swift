import IPNetworks
import TestGuards
import TestServers
import Testing

/// The page and the changes about sources, of a guard that follows a file and lists that a server of the test's plays.
@Suite(.timeLimit(.minutes(1)))
struct SourcesPageTests {
    private struct Answer: Decodable {
        struct Source: Decodable {
            struct Other: Decodable {
                var name: String
                var entries: Int
            }

            var id: String
            var name: String
            var state: String
            var ipv4: Int?
            var alone: Int?
            var shared: [Other]
            var reason: String?
            var warnings: [String]
        }

        var sources: [Source]

        subscript(name: String) -> Source? { sources.first { $0.name == name } }
    }

    private static func server() async throws -> TestHTTPServer {
        try await TestHTTPServer { request in
            let body =
                switch request.target.prefix(while: { $0 != "?" }) {
                case "/a": "45.40.0.1\n45.40.0.2\n"
                case "/b": "45.40.0.2\n45.40.0.3\nno address\n" + (4...30).map { "45.40.1.\($0)\n" }.joined()
                default: "<html><body>Log in</body></html>"
                }
            return .answer(status: 200, headers: [("content-type", "text/plain")], body: Array(body.utf8))
        }
    }

    private static func settings(_ server: TestHTTPServer) -> String {
        """
        lists:
          - {name: first, url: "\(server.url)/a?key=secret"}
          - {name: "<i>second</i>", url: "\(server.url)/b"}
          - {name: login, url: "\(server.url)/c"}

        """
    }

    private static func set(_ ranges: String...) -> IPAddressSet { IPAddressSet(ranges.compactMap { IPRange($0) }) }

    /// Asks until the answer is as wanted.
    private func sources(
        _ dashboard: ServedDashboard, until isWanted: (Answer) -> Bool
    ) async throws -> Answer {
        while true {
            let answer = try await dashboard.json(Answer.self, path: "/api/sources")
            if isWanted(answer) { return answer }
            try Task.checkCancellation()
        }
    }

    @Test func everySourceIsShownWithWhatItIsWorth() async throws {
        let server = try await Self.server()
        try await ServedDashboard.whileServing(Self.settings(server)) { dashboard in
            let answer = try await sources(dashboard) {
                $0["first"]?.state == "current" && $0["<i>second</i>"]?.state == "current"
                    && $0["login"]?.state == "refused" && $0["mine.txt"]?.state == "current"
                    && $0["first"]?.alone != nil
            }
            #expect(answer.sources.map(\.name) == ["mine.txt", "first", "<i>second</i>", "login", "Manual"])
            #expect(answer["<i>second</i>"]?.warnings.isEmpty == false)
            #expect(answer["login"]?.reason?.contains("web page") == true)
            let page = try await dashboard.curl(path: "/sources")
            #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("&lt;i&gt;second&lt;/i&gt;"))
            #expect(!page.contains("<i>second") && !page.contains("secret"))
            #expect(page.contains("answer refused") && page.contains("up to date") && page.contains("1 warning"))
            #expect(page.contains("Add: Spamhaus DROP"))
        }
        await server.stop()
    }

    @Test func aSourceIsSwitchedOffAndOnAgain() async throws {
        let server = try await Self.server()
        try await ServedDashboard.whileServing(Self.settings(server)) { dashboard in
            let all = Self.set("45.40.0.1-45.40.0.3", "45.40.1.4-45.40.1.30")
            try await dashboard.guarded.blocks(all)
            let off = try await dashboard.change("source-off", ["source": "first"])
            #expect(off.contains("\"after\":\"off\"") && off.contains("\"change\":\"source-on\""))
            // The file lists 45.40.0.1 too, so that this goes with the second list.
            _ = try await dashboard.change("source-off", ["source": "<i>second</i>"])
            try await dashboard.guarded.blocks(Self.set("45.40.0.1"))
            let answer = try await sources(dashboard) { $0["first"]?.state == "off" }
            #expect(answer["first"]?.ipv4 == nil && answer["first"]?.shared.isEmpty == true)
            await server.stop()
            // Their lists were kept, so that nobody need be asked.
            _ = try await dashboard.change("source-on", ["source": "first"])
            _ = try await dashboard.change("source-on", ["source": "<i>second</i>"])
            try await dashboard.guarded.blocks(all)
        }
    }

    @Test func whatTheFileSaysIsNotChangedHere() async throws {
        try await ServedDashboard.whileServing("sources: {off: []}\n") { dashboard in
            let refused = try await dashboard.change("source-off", ["source": "mine.txt"])
            #expect(refused.hasPrefix("HTTP/1.1 400") && refused.contains("which wins: change it there"))
        }
    }

    @Test(arguments: [
        ("manual", "entry by entry"), ("no such", "there is no source 'no such'"), ("", "'source' is missing"),
    ])
    func whatCannotBeSwitchedOffIsSaid(_ source: String, _ sentence: String) async throws {
        try await ServedDashboard.whileServing { dashboard in
            let answer = try await dashboard.change("source-off", ["source": source])
            #expect(answer.hasPrefix("HTTP/1.1 400") && answer.contains(sentence), "\(answer)")
        }
    }
}
