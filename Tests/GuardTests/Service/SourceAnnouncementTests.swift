import Blocklists
import Logging
import Testing
import ThreatModel

@testable import Guard

struct SourceAnnouncementTests {
    private static let later = Timestamp(milliseconds: 1_700_000_000_000)
    private static let muchLater = Timestamp(milliseconds: 1_700_000_900_000)

    private func lines(_ old: SourceHealth.State, _ new: SourceHealth.State) -> [SourceAnnouncement] {
        SourceAnnouncement.all(.first, from: SourceHealth(state: old), to: SourceHealth(state: new))
    }

    @Test func eachTurnIsSaidOnce() {
        #expect(lines(.waiting, .current).first?.text == "First: the list is up to date")
        #expect(lines(.current, .live).count == 1)
        #expect(lines(.live, .live).isEmpty && lines(.current, .current).isEmpty && lines(.live, .current).isEmpty)
        let failing = lines(.live, .failing("no route", again: Self.later))
        #expect(failing.first?.level == .warning)
        #expect(failing.first?.text.contains("no route") == true)
        #expect(lines(.failing("no route", again: Self.later), .failing("no route", again: Self.muchLater)).isEmpty)
        #expect(lines(.failing("no route", again: Self.later), .failing("other", again: Self.later)).count == 1)
        #expect(lines(.refused("a web page", again: Self.later), .refused("a web page", again: Self.muchLater)).isEmpty)
        #expect(lines(.failing("no route", again: Self.later), .live).count == 1)
    }

    @Test func warningsAndDisksAreSaidOnce() {
        let well = SourceHealth(state: .current)
        let ill = SourceHealth(
            state: .current, warnings: ["3 of 9 lines are no addresses"], storage: "The disk is full.")
        let said = SourceAnnouncement.all(.first, from: well, to: ill)
        #expect(said.map(\.level) == [.warning, .error])
        #expect(SourceAnnouncement.all(.first, from: ill, to: ill).isEmpty)
        #expect(SourceAnnouncement.all(.first, from: ill, to: well).map(\.level) == [.notice])
    }
}
