import Blocklists
import FoundationEssentials
import Guard
import IPNetworks
import Testing
import ThreatModel

@testable import Dashboard

/// The first page of a guard at work, and what programs are given.
@Suite(.timeLimit(.minutes(2)))
struct OverviewServedTests {
    private static let source = SourceIdentity(id: "elsewhere", name: "Elsewhere <1>")

    private func round(at time: Timestamp) throws -> BlockRound {
        let flows = try (1...30).map { number in
            let address = try #require(IPAddress("45.40.0.\(number)"))
            return BlockedPackets(
                flow: BlockedFlow(source: address, transport: 6, destinationPort: 22), packets: number,
                sources: [Self.source])
        }
        return BlockRound(time: time, flows: flows)
    }

    private static func body(_ answer: String) throws -> Substring {
        try #require(answer.split(separator: "\r\n\r\n", maxSplits: 1).last)
    }

    private struct Answer: Decodable {
        struct History: Decodable {
            struct Totals: Decodable { var dropped, observed, addresses: Int }
            struct Top: Decodable { var address: String, packets: Int }

            var totals: Totals
            var addresses: [Top]
        }

        struct Latest: Decodable {
            struct Block: Decodable { var address, action, service: String }

            var rows: [Block]
            var after: String
        }

        struct Standing: Decodable { var state: String }

        var span: String
        var standing: Standing
        var history: History?
        var historyFailure: String?
        var latest: Latest
    }

    private func ask(_ dashboard: ServedDashboard, _ path: String = "/api/overview") async throws -> Answer {
        let answer = try await dashboard.curl(path: path)
        return try JSONDecoder().decode(Answer.self, from: Data(Self.body(answer).utf8))
    }

    @Test func whatHappenedIsCounted() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let history = try #require(dashboard.service.history)
            history.record(try round(at: SystemClock().now))
            var answer = try await ask(dashboard)
            while answer.history?.totals.dropped != 465 { answer = try await ask(dashboard) }
            let found = try #require(answer.history)
            #expect(answer.span == "24h" && answer.standing.state == "dry-run" && found.totals.addresses == 30)
            #expect(found.addresses.map(\.packets) == Array(stride(from: 30, to: 22, by: -1)))
            #expect(try await ask(dashboard, "/api/overview?span=30d").history?.totals.dropped == 465)

            let page = try await dashboard.curl(path: "/?span=7d")
            #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("Elsewhere &lt;1&gt;"))
            #expect(page.contains(#"<a href="/?span=7d" aria-current="page">7 days</a>"#))
            #expect(page.contains("45.40.0.30"))
        }
    }

    /// What is in the history and came before this start stands behind what comes now.
    @Test func theNewestAreThoseOfTheLivePage() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let history = try #require(dashboard.service.history)
            history.record(try round(at: SystemClock().now.advanced(by: .seconds(-600))))
            var answer = try await ask(dashboard)
            while answer.latest.rows.count < 10 { answer = try await ask(dashboard) }
            #expect(answer.latest.rows.count == 10 && answer.latest.rows.allSatisfy { $0.service == "ssh" })
            dashboard.service.blocks.yield(LiveSamples.began(77, port: 5432))
            answer = try await ask(dashboard)
            #expect(answer.latest.rows.count == 10 && answer.latest.rows.first?.service == "postgresql")
            #expect(answer.latest.rows.first?.action == "BLOCKED")
            #expect(try await dashboard.curl(path: "/").contains(#"data-after="\#(answer.latest.after)""#))
        }
    }

    @Test func spansHaveNames() async throws {
        try await ServedDashboard.whileServing { dashboard in
            for path in ["/?span=1y", "/api/overview?span=1y"] {
                let answer = try await dashboard.curl(path: path)
                #expect(answer.hasPrefix("HTTP/1.1 400") && answer.contains("24h, 7d, 30d"), "\(path)")
            }
        }
    }

    @Test func aHistoryThatIsOffIsSaidToBe() async throws {
        try await ServedDashboard.whileServing("history: {enabled: false}\n") { dashboard in
            let answer = try await ask(dashboard)
            #expect(answer.history == nil && answer.historyFailure == "the history is switched off")
            #expect(try await dashboard.curl(path: "/").contains("Because the history is switched off"))
        }
    }

    @Test func everyPageTellsHowTheGuardFares() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let page = try await dashboard.curl(path: "/log")
            #expect(page.contains(#"<a class="badge dry-run" href="/""#) && page.contains("Dry run</a>"))
        }
    }

    @Test func whatTheKernelSaidLongAgoIsNotBelieved() async throws {
        try await ServedDashboard.whileServing { dashboard in
            var status = try #require(await dashboard.service.status())
            while status.verified == nil { status = try #require(await dashboard.service.status()) }
            let verified = try #require(status.verified)
            #expect(StatusReport.state(of: status, at: verified) == .dryRun)
            // A backend that is not known to leave the kernel alone.
            status.backend = "memory"
            #expect(StatusReport.state(of: status, at: verified.advanced(by: .seconds(40))) == .protected)
            #expect(StatusReport.state(of: status, at: verified.advanced(by: .seconds(600))) == .unprotected)
            status.pausedUntil = verified.advanced(by: .seconds(3600))
            #expect(StatusReport.state(of: status, at: verified) == .paused)
            status.verified = nil
            #expect(StatusReport.state(of: status, at: verified) == .unprotected)
        }
    }
}
