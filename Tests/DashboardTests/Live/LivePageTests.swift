import Blocklists
import Firewall
import Foundation
import Guard
import TestGuards
import TestHosts
import Testing
import ThreatModel

@testable import Dashboard

/// The page, its JSON and the stream, as curl sees them.
@Suite(.timeLimit(.minutes(2)))
struct LivePageTests {
    @Test func theTableShowsWhatIsBlocked() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let empty = try await dashboard.curl(path: "/live")
            #expect(empty.hasPrefix("HTTP/1.1 200") && empty.contains("Nothing has been blocked yet"))
            #expect(empty.contains("<noscript><meta http-equiv=\"refresh\" content=\"10\"></noscript>"))
            let feed = dashboard.service.blocks
            feed.yield(LiveSamples.began(1))
            feed.yield(LiveSamples.began(2, port: 5432, [LiveSamples.second]))
            feed.yield(LiveSamples.ended(1, packets: 12))
            feed.yield(
                BlockEvent(
                    flow: LiveSamples.flow(3), phase: .began, began: LiveSamples.start, mode: .logOnly, isCut: true,
                    sources: []))
            let page = try await dashboard.curl(path: "/live")
            for piece in [
                "<a href=\"/addresses/45.40.0.1\">45.40.0.1</a>", "<td title=\"TCP 5432\">postgresql</td>",
                "<td class=\"number\">12</td>", "<span class=\"did\">BLOCKED</span>",
                "<span class=\"would\">WOULD BLOCK</span>", "cut</small>", "<td>Second</td>", "none any more",
                "22:13:20</time>", "data-live=\"500\"", "data-actions=\"all\"",
            ] {
                #expect(page.contains(piece), "\(piece)")
            }
            // Newest first.
            let third = try #require(page.firstRange(of: ">45.40.0.3<"))
            let first = try #require(page.firstRange(of: ">45.40.0.1<"))
            #expect(third.lowerBound < first.lowerBound)
            let filtered = try await dashboard.curl(path: "/live?port=5432&address=45.40.")
            #expect(filtered.contains(">45.40.0.2<") && !filtered.contains(">45.40.0.1<"))
            #expect(filtered.contains("data-query=\"address=45.40.&amp;port=5432\""))
            #expect(filtered.contains("value=\"5432\""))
            let held = try await dashboard.curl(path: "/live?hold=yes")
            #expect(!held.contains("http-equiv=\"refresh\""))
        }
    }

    @Test func wrongFiltersAreExplained() async throws {
        try await ServedDashboard.whileServing { dashboard in
            for wrong in ["address=%3Cb%3E", "port=ssh", "port=0", "limit=0", "limit=501", "before=x"] {
                let page = try await dashboard.curl(path: "/live?\(wrong)")
                #expect(page.hasPrefix("HTTP/1.1 400") && !page.contains("<b>"), "\(wrong)")
                let json = try await dashboard.curl(path: "/api/blocks?\(wrong)")
                #expect(json.hasPrefix("HTTP/1.1 400") && json.contains("must be"), "\(wrong)")
                if !wrong.hasPrefix("before") {
                    let stream = try await dashboard.curl(path: "/api/live?\(wrong)")
                    #expect(stream.hasPrefix("HTTP/1.1 400"), "\(wrong)")
                }
            }
        }
    }

    @Test func theStreamGoesOnWhereAPageIs() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let feed = dashboard.service.blocks
            feed.yield(LiveSamples.began(1))
            let json = try await dashboard.curl(path: "/api/blocks?limit=1")
            let after = try #require(json.firstMatch(of: /"after":"([0-9]+-[0-9]+)"/)).1
            feed.yield(LiveSamples.began(2))
            let follower = try dashboard.follow("/api/live?after=\(after)")
            #expect(try await follower.reads("\"address\":\"45.40.0.2\""))
            feed.yield(LiveSamples.began(3, port: 80))
            #expect(try await follower.reads("\"address\":\"45.40.0.3\""))
            feed.yield(LiveSamples.ended(3, port: 80, packets: 31))
            #expect(try await follower.reads("\"packets\":31"))
            follower.process.kill(SIGKILL)
            // A browser that comes back says so in its own way, and in vain to a guard that has started anew.
            let back = try dashboard.follow("/api/live?port=80", "-H", "Last-Event-ID: \(after)")
            #expect(try await back.reads("event: blocks"))
            let lost = try dashboard.follow("/api/live?port=80", "-H", "Last-Event-ID: 5-5")
            #expect(try await lost.reads("event: reset"))
            let new = try dashboard.follow("/api/live?port=80")
            #expect(try await new.reads("\"address\":\"45.40.0.3\""))
        }
    }

    /// A guard that stops does not wait for those who look on: this test would not come to its end.
    @Test func whoLooksOnDoesNotHoldTheGuard() async throws {
        var follower: Follower?
        try await ServedDashboard.whileServing { dashboard in
            let one = try dashboard.follow("/api/live")
            #expect(try await one.reads("event: reset"))
            follower = one
        }
        let process = try #require(follower).process
        _ = try await TestThread.run { process.wait() }
    }

    /// curl that follows.
}

/// Somebody who is told what is blocked, as it happens.
private struct Follower {
    let process: TestProcess

    func reads(_ text: String) async throws -> Bool {
        try await TestThread.run { [process] in process.waitForOutput(text) }
    }
}

extension ServedDashboard {
    fileprivate func follow(_ path: String, _ options: String...) throws -> Follower {
        let words = ["curl", "-sN", "--max-time", "60"] + credentials(of: .viewer) + options + [url + path]
        return Follower(process: try TestProcess(words))
    }
}
