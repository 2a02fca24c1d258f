import Testing
import ThreatModel
import WebPages

@testable import Dashboard

/// What the guard said of itself, filtered and page by page.
@Suite(.timeLimit(.minutes(2)))
struct LogPageTests {
    @Test func entriesAreFilteredAndTurned() async throws {
        try await ServedDashboard.whileServing { dashboard in
            // What is said is on disk within a second or two.
            while try await !dashboard.curl(path: "/api/log?text=running").contains("Running") { await Task.yield() }
            let page = try await dashboard.curl(path: "/log?level=info&kind=settings")
            #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("Running") && page.contains("Sikker guard"))
            let none = try await dashboard.curl(path: "/log?text=%3Cscript%3E&level=error")
            #expect(none.contains("Nothing of that kind") && !none.contains("value=\"<script"))
            for wrong in ["level=loud", "kind=x", "before=x", "after=-1"] {
                let answer = try await dashboard.curl(path: "/log?\(wrong)")
                #expect(answer.hasPrefix("HTTP/1.1 400"), "\(wrong)")
            }
        }
    }

    @Test func hostileEntriesBreakNothing() {
        let text = "<script>alert(1)</script>\u{202e}\u{1b}[31m" + String(repeating: "y", count: 1000)
        let entries = (0..<50).map { number in
            LogView.Model.Entry(
                number: number, time: Moment(Timestamp(milliseconds: number)), level: "<i>", text: text, details: text)
        }
        let model = LogView.Model(text: "\"><script>", entries: entries, older: 1, newer: 50)
        let page = String(decoding: LogView().page(model, in: AddressPageTests.frame).content.bytes, as: UTF8.self)
        #expect(!page.contains("<script") && !page.contains("<i>") && !page.unicodeScalars.contains("\u{202e}"))
        #expect(page.contains("after=50") && page.contains("before=1") && page.contains("%22%3E%3Cscript%3E"))
    }

    @Test func changesSayWhoWhatAndWhen() {
        let change = LoggedChange(
            number: 1, time: Moment(Timestamp(milliseconds: 0)), who: "<b>me</b>", change: "block",
            fields: ["entry": "45.40.0.1", "comment": "</td><script>"], before: "not blocked", after: "blocked",
            outcome: "refused", message: "it is the gateway")
        let html = ChangesSection(changes: [change], frame: AddressPageTests.frame).html
        let page = String(decoding: html.bytes, as: UTF8.self)
        for part in ["refused", "entry: 45.40.0.1", "not blocked", "it is the gateway", "&lt;b&gt;me"] {
            #expect(page.contains(part), "\(part)")
        }
        #expect(!page.contains("<script"))
        let none = ChangesSection(changes: [], frame: AddressPageTests.frame).html
        #expect(String(decoding: none.bytes, as: UTF8.self).contains("Nobody has changed anything"))
    }

    @Test func kindsKnowTheGuardsWords() {
        let samples: [(LogKind, String)] = [
            (.lists, "Office: the list is up to date"), (.rules, "Blocking 3 addresses"),
            (.rollbacks, "With the change just made, 192.0.2.1 cannot be reached"),
            (.refusals, "Office: an answer was refused, the last good list stays"),
            (.settings, "Protection is paused until 2026-11-22"),
            (.reports, "Blocked addresses reported to the server: 4"),
        ]
        #expect(Set(samples.map(\.0)).count == LogKind.allCases.count)
        for (kind, text) in samples { #expect(kind.phrases.contains { text.contains($0) }, "\(text)") }
        #expect(LogLevel.warning.andGraver == ["warning", "error", "critical"])
        #expect(LogLevel(named: "critical") == .error && LogLevel(named: "odd") == .info)
    }
}
