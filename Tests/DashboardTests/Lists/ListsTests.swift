import Foundation
import Guard
import IPNetworks
import Testing
import ThreatModel

@testable import Dashboard

/// The page of lists, and forms as browsers send them.
@Suite(.timeLimit(.minutes(2)))
struct ListsTests {
    private static let form = "Content-Type: application/x-www-form-urlencoded"
    private static let json = "Content-Type: application/json"

    /// Posts a form and follows it to the page that it leads to.
    private func post(
        _ fields: String, to change: String, _ dashboard: ServedDashboard, token: String = ""
    ) async throws -> String {
        try await dashboard.curl("-L", "-d", token + fields, path: "/changes/\(change)")
    }

    @Test func whatWasDoneIsSaidAndUndoneOnThePageThatItLeadsBackTo() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let page = try await post(
                "entry=45.90.0.0%2F24&for=1h&comment=%3Cb%3E&back=%2Flists%3Ffind%3D45", to: "block", dashboard)
            #expect(page.hasPrefix("HTTP/1.1 303") && page.contains("Location: /lists?find=45&done="))
            #expect(page.contains("<strong>Done.</strong> 45.90.0.0/24 is blocked until"))
            #expect(page.contains("<th scope=\"row\" class=\"mono\">45.90.0.0/24</th>"))
            #expect(page.contains("&lt;b&gt;") && !page.contains("<b>"))
            #expect(page.contains("action=\"/changes/undo\""))
            // A form leads back to the page without its notice.
            #expect(page.contains("name=\"back\" value=\"/lists?find=45\""))
            let done = try #require(page.firstMatch(of: /done=([0-9a-f]{32})/)?.1)
            let undone = try await post("done=\(done)&back=/lists", to: "undo", dashboard)
            #expect(undone.contains("<strong>Done.</strong> 45.90.0.0/24 is not blocked by hand any more."))
            #expect(await dashboard.service.orders?.manualBlocks().isEmpty == true)
            // Once.
            let again = try await post("done=\(done)&back=/lists", to: "undo", dashboard)
            #expect(again.contains("<strong>Not done.</strong> It is too late to undo that here"))
            let gone = try await dashboard.curl(path: "/lists?done=\(done)")
            #expect(gone.hasPrefix("HTTP/1.1 200") && !gone.contains("class=\"notice"))
        }
    }

    @Test func aRefusedFormKeepsWhatWasFilledIn() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let page = try await post("entry=45.90.0.%3Cx&for=7d&comment=why&back=/lists", to: "block", dashboard)
            #expect(page.contains("<strong>Not done.</strong>") && page.contains("no address, network or range"))
            #expect(page.contains("value=\"45.90.0.&lt;x\"") && page.contains("value=\"why\""))
            #expect(page.contains("<option value=\"7d\" selected>"))
        }
    }

    @Test func whatIsNoFormOfOursIsRefused() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let answers: [(status: String, arguments: [String], path: String)] = [
                ("400", ["-d", "entry=1&entry=2"], "/changes/block"),
                ("415", ["-H", "Content-Type: text/plain", "-d", "entry=1"], "/changes/block"),
                ("415", ["-H", Self.form, "-d", "{}"], "/api/changes/resume"),
                ("400", ["-H", Self.json, "-d", "[]"], "/api/changes/resume"),
                ("400", ["-H", Self.json, "-d", #"{"x":1}"#], "/api/changes/resume"),
                ("404", ["-H", Self.json, "-d", "{}"], "/api/changes/nothing"),
                ("404", ["-H", Self.json, "-d", "{}"], "/api/changes/confirm"),
            ]
            for (status, arguments, path) in answers {
                let answer = try await dashboard.curl(arguments, path: path)
                #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(path) \(arguments): \(answer.prefix(300))")
            }
            #expect(await dashboard.service.orders?.manualBlocks().isEmpty == true)
        }
    }

    @Test func listsAreExportedAndImported() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let text = "45.91.0.1\n45.92.0.0/16 # until 2090-01-01T00:00:00.000Z: x\n"
            let page = try await dashboard.curl(
                [
                    "-L", "-d", "list=block&back=/lists", "--data-urlencode", "text=\(text)",
                ], path: "/changes/import")
            #expect(page.contains("2 entries taken; 2 are blocked by hand now."))
            let export = try await dashboard.curl(path: "/api/lists/block.txt")
            #expect(export.contains("filename=\"sikker-block.txt\"") && export.contains("Content-Type: text/plain"))
            for line in text.split(separator: "\n") { #expect(export.contains(line)) }
            #expect(try await dashboard.curl(path: "/api/lists/allow.txt").contains("# Allowed by hand"))
            let refused = try await dashboard.curl(
                ["-L", "-d", "list=block&back=/lists", "--data-urlencode", "text=45.93.0.1\n!\n"],
                path: "/changes/import")
            #expect(refused.contains("nothing was taken") || refused.contains("Nothing was taken"))
            #expect(refused.contains("45.93.0.1\n!</textarea>"))
            #expect(await dashboard.service.orders?.manualBlocks().count == 2)
        }
    }

    @Test func longListsHavePages() {
        let entries = (0..<120).map {
            ListsModel.Entry(entry: "45.90.0.\($0)", since: "", until: nil, comment: $0 % 2 == 0 ? "Even" : "")
        }
        let first = ListsModel.Part(entries, finding: "", from: 0)
        #expect(first.entries.count == ListsModel.length && first.next == 50 && first.count == 120)
        let last = ListsModel.Part(entries, finding: "", from: 100)
        #expect(last.entries.count == 20 && last.next == nil)
        #expect(ListsModel.Part(entries, finding: "", from: 1000).from == 100)
        #expect(ListsModel.Part(entries, finding: "even", from: 0).count == 60)
        #expect(ListsModel.Part(entries, finding: "45.90.0.11", from: 0).count == 11)
        #expect(ListsModel.Part([], finding: "", from: 50) == ListsModel.Part(entries: [], count: 0, from: 0))
    }

    @Test func whatIsNeverBlockedAnywayIsTold() async throws {
        try await ServedOffice.whileServing("whitelist: [office.example, 45.70.0.1]\n") { served in
            let session: IPAddress = try #require(IPAddress("45.80.0.1"))
            let always = ListsModel.Always.all(
                try #require(await served.service.status()).allowlist,
                sessions: [session])
            #expect(always.first == .init(reason: "Logged in by SSH", addresses: ["45.80.0.1"], count: 1))
            #expect(always.contains(.init(reason: "Gateways", addresses: ["45.41.0.1"], count: 1)))
            #expect(always.contains(.init(reason: "Name servers", addresses: ["45.53.53.53"], count: 1)))
            #expect(!always.contains { $0.addresses.contains("45.70.0.1") })
            #expect(always.allSatisfy { $0.addresses.count <= ListsModel.mostAddresses && $0.count > 0 })
        }
    }

    @Test func midnightIsThatOfThisMachine() throws {
        let now = SystemClock().now
        let next = LocalTime.nextMidnight(after: now)
        #expect(next > now && next.since(now) <= .seconds(25 * 3600))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .current
        let parts = calendar.dateComponents(
            [.hour, .minute, .second], from: Date(timeIntervalSince1970: Double(next.seconds)))
        // Where clocks are set forward at midnight, the day begins at one.
        #expect(parts.minute == 0 && parts.second == 0 && (parts.hour ?? 9) <= 1)
    }
}
