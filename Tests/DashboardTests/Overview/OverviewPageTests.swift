import Guard
import Testing
import ThreatModel
import WebPages

@testable import Dashboard

/// The first page as text.
@Suite struct OverviewPageTests {
    private func text(_ model: OverviewModel, _ role: Role = .administrator) -> String {
        String(decoding: OverviewView().page(model, in: .sample(role)).content.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (
            StatusReport.State.protected, "<h1>Protected</h1>",
            "Packets from 1,234 addresses and 12 networks are dropped."
        ),
        (.paused, #"<h1>Paused until <time datetime="2026-11-22T"#, "Protection goes on by itself"),
        (.observing, "<h1>Observing</h1>", "are logged and let through"),
        (.dryRun, "<h1>Dry run</h1>", "The kernel is left alone"),
        (.starting, "<h1>Starting</h1>", "has not been given a list yet"),
        (.unprotected, "<h1>Not protected</h1>", "The kernel cannot be asked. The "),
    ])
    func everyStateHasItsWordAndItsSentence(_ state: StatusReport.State, _ word: String, _ sentence: String) {
        let text = text(.sample(state))
        #expect(text.contains(word) && text.contains(sentence))
        #expect(text.contains(#"<section class="standing \#(state.rawValue)""#))
        // Only a guard whose kernel has said so is said to protect.
        #expect(text.contains(">Protected<") == (state == .protected))
        #expect(text.contains("Read back from the kernel") == [.protected, .paused, .observing].contains(state))
    }

    @Test func aPauseEndsByItselfAndOnlyAdministratorsBeginOne() {
        let protected = text(.sample())
        #expect(protected.contains(#"action="/changes/pause""#) && protected.contains(#"name="token" value="abc""#))
        for length in ["5m", "1h", "tomorrow"] { #expect(protected.contains(#"name="for" value="\#(length)""#)) }
        #expect(!protected.contains("/changes/resume"))
        let paused = text(.sample(.paused))
        #expect(paused.contains(#"action="/changes/resume""#) && !paused.contains("/changes/pause"))
        #expect(paused.contains("in 58 min"))
        for state in [StatusReport.State.protected, .paused] {
            #expect(!text(.sample(state), .viewer).contains("<form"))
        }
    }

    @Test func whatIsNotAsItShouldBeIsSaid() {
        var model = OverviewModel.sample()
        model.standing.isInStep = false
        model.standing.warnings = ["a change was taken back"]
        model.standing.restores = 2
        let text = text(model)
        #expect(text.contains("A change of the lists is on its way to the kernel."))
        #expect(text.contains("<li>A change was taken back</li>"))
        #expect(text.contains("put back 2 times"))
        #expect(text.contains("it answers 503") && text.contains("asked again") && text.contains("1 of 2"))
    }

    @Test func whatStrangersWroteIsText() {
        let text = text(.sample())
        #expect(text.contains("AS64500 &lt;b&gt;Example") && !text.contains("<b>") && !text.contains("<i>"))
        var model = OverviewModel.sample()
        model.sources[1].reason = String(repeating: "<x>", count: 1000)
        let long = self.text(model)
        #expect(!long.contains("<x>") && long.utf8.count < text.utf8.count + 3000)
    }

    @Test func servicesAreNamedByWhatThereIs() {
        let text = text(.sample())
        #expect(text.contains("ssh<small>TCP 22</small>"))
        #expect(text.contains("4242<small>UDP 4242</small>"))
        #expect(text.contains("<td>ICMP</td>"))
    }

    @Test func aFirstDayIsFriendly() {
        var first = OverviewModel.sample(history: .empty)
        first.latest = OverviewModel.latest(isEmpty: true)
        let text = text(first)
        #expect(text.contains("No packet of a listed address came in 24 hours."))
        #expect(text.contains("Nothing has been blocked yet") && text.contains("data-live"))
        #expect(!text.contains("<figure") && !text.contains("NaN"))
        var model = OverviewModel.sample(history: .empty)
        model.entries = .init(addresses4: 0, addresses6: 0, networks4: 0, networks6: 0)
        #expect(self.text(model).contains("No list names anybody yet"))
        model.sources = []
        model.entries = .init()
        model.reports = nil
        let bare = self.text(model)
        #expect(bare.contains("Packets of listed addresses are dropped.") && bare.contains("none is set up"))
        #expect(bare.contains("no key to report with") && bare.contains("not counted"))
    }

    @Test func withoutAHistoryTheRestIsThere() {
        let text = text(.sample(history: nil))
        #expect(text.contains("Because there is no room left on the disk. Protection does not depend on it."))
        #expect(text.contains("<h1>Protected</h1>") && text.contains("SikkerAPI") && text.contains("In the kernel"))
        #expect(!text.contains("Packets blocked"))
    }

    @Test func theMapSaysWhatItDoesNotKnow() {
        func text(_ isComplete: Bool) -> String {
            self.text(
                .sample(
                    history: .sample(
                        countries: .init(
                            countries: [.init(code: "DE", name: "Germany", packets: 450)], addresses: 500,
                            packets: 450, isComplete: isComplete))))
        }
        #expect(
            text(false).contains("Of the 500 addresses with most packets, which sent 90 % of all packets in 24 hours."))
        #expect(!text(true).contains("Of the 500") && text(true).contains("Germany: 450"))
        #expect(self.text(.sample()).contains("tor-geoipdb"))
    }

    /// The live page's table, which the script fills from there on.
    @Test func theNewestRowsAreThoseOfTheLivePage() {
        let latest = OverviewModel.latest()
        let text = text(.sample())
        #expect(text.contains(#"<tbody data-live="10" data-after="1-1" data-query="" data-actions="all">"#))
        #expect(text.contains(#"<tr data-number="1">"#) && text.contains(#"<span class="did">BLOCKED</span>"#))
        #expect(self.text(.sample(), .viewer).contains(#"data-actions="""#))
        let table = BlockTable(rows: latest.rows, after: latest.after, most: 10, isActedOn: true)
        #expect(text.contains(String(decoding: table.html.bytes, as: UTF8.self)))
        // Without a history, too.
        #expect(self.text(.sample(history: nil)).contains(#"<tr data-number="1">"#))
    }

    @Test func muchFitsOnAPage() {
        let lists = (0..<30).map { "list number \($0)" }
        let points = (0..<30).map { day in
            OverviewHistory.Series.Point(
                start: Moment(OverviewModel.now.advanced(by: .seconds(86_400 * day))),
                packets: lists.indices.map { 12_345 + $0 })
        }
        let codes = ["US", "CN", "DE", "FR", "NL", "RU", "BR", "IN", "VN", "KR", "TW", "UA", "GB", "PL", "IT", "ES"]
        let history = OverviewHistory.sample(
            series: .init(lists: lists, points: points),
            countries: .init(
                countries: codes.map { .init(code: $0, name: "Country \($0)", packets: 1000) }, addresses: 500,
                packets: 400, isComplete: false))
        #expect(text(.sample(span: .month, history: history)).utf8.count < 27_000)
    }
}
