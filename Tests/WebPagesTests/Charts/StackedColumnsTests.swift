import Foundation
import Testing

@testable import WebPages

@Suite("Stacked columns") struct StackedColumnsTests {
    private let chart = StackedColumns(
        title: "Packets dropped", moment: "Hour", kinds: ["SikkerAPI", "<own> list"],
        columns: [
            .init(tick: "00", name: "00:00", counts: [30, 10]), .init(tick: "", name: "01:00", counts: [0, 0]),
            .init(tick: "02", name: "02:00", counts: [0, 1]),
        ])

    private var text: String { String(decoding: chart.figure(id: "packets").bytes, as: UTF8.self) }

    @Test("Bars stand on one another, on one scale") func bars() {
        // The axis ends at 40: thirty are three quarters of it. All bars of a kind are one shape.
        #expect(text.contains(#"<path class="k0" d="M1 250h8v750h-8z"></path>"#))
        #expect(text.contains(#"<path class="k1" d="M1 0h8v250h-8zM21 975h8v25h-8z"></path>"#))
        for tick in ["0", "10", "20", "30", "40"] { #expect(text.contains("<span>\(tick)</span>")) }
    }

    @Test("Everything drawn is in the table, and what strangers wrote is text") func table() {
        #expect(
            text.contains(
                #"<th scope="row">00:00</th><td>30</td><td>10</td><td>40</td>"#
            ))
        #expect(text.contains("&lt;own&gt; list") && !text.contains("<own>"))
        #expect(text.contains("<title>02:00\n&lt;own&gt; list: 1</title>"))
        // Of a column in which nothing is, nothing is said.
        #expect(!text.contains("<title>01:00"))
    }

    @Test("Nothing at all is drawn as an empty axis") func nothing() {
        let chart = StackedColumns(title: "x", moment: "Hour", kinds: [], columns: [])
        #expect(String(decoding: chart.figure(id: "x").bytes, as: UTF8.self).contains("<span>0</span>"))
    }
}
