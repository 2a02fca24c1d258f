import Foundation
import Testing
import ThreatModel

@testable import Commands

/// What a person reads who wants to know why.
@Suite("Explanations and networks, for people") struct ExplainTextTests {
    static let explained = """
        {"ip":"45.10.1.2","found":true,"explainedAt":"2026-11-22T12:00:00.000Z","confidenceLevel":49,
         "rawConfidenceLevel":49,"policyVersion":1,"points":61.5,"scale":70,
         "terms":[{"name":"sh.dropper_pipe","kind":"behavior","points":55,"severity":"very_high","description":"x",
           "attack":[],"protocols":["telnet"],"sessions":2,"weight":55,"fadedSessions":1,"multiplier":1,
           "halfLifeDays":30,"firstSeen":"2026-11-01T12:00:00.000Z","lastSeen":"2026-11-22T11:00:00.000Z"},
          {"name":"reports","kind":"reports","points":6.504,"weight":0.1,"recentReporters":1,"isCapped":true,
           "halfLifeDays":14,"votes":[{"reporter":"you","trust":0.1,"weight":0.1,"at":"2026-11-22T11:00:00.000Z"}]}],
         "limits":[{"name":"gate","confidence":49,"vettedOrganisations":0}],
         "firstSeen":"2026-11-01T12:00:00.000Z","lastSeen":"2026-11-22T11:00:00.000Z","totalSessions":9,
         "sessions":[{"id":"0199","protocol":"telnet","startedAt":"2026-11-22T11:00:00.000Z",
           "lastEventAt":"2026-11-22T11:00:00.000Z","events":5,"behaviors":["sh.dropper_pipe"]}],
         "totalReports":1,"reports":[{"id":"0a1b2c","category":"spam","protocol":null,"reportKind":"observed",
           "at":"2026-11-22T11:00:00.000Z","reporter":"you","comment":"a\\u001b[2Jb"}]}
        """

    private static func text<Answer: Decodable>(_ json: String, _ make: (Answer) -> String) throws -> String {
        make(try JSONDecoder().decode(Answer.self, from: Data(json.utf8)))
    }

    @Test func everyPointIsThere() throws {
        let text = try Self.text(Self.explained) { ExplainText($0).text }
        #expect(text.hasPrefix("45.10.1.2  confidence 49 of 100\n  seen 2026-11-01 12:00 to 2026-11-22 11:00\n"))
        #expect(text.contains("61.5 points; confidence = 100 x (1 - e^(-points / 70)), policy 1\n"))
        #expect(
            text.contains("55      sh.dropper_pipe  very_high 55 x 1: 2 sessions, last 2026-11-22 11:00, half as much"))
        #expect(text.contains("6.5     reports          1 organisation reported, you among them, held down"))
        #expect(
            text.contains(
                "  held at 49: no trusted sensor saw enough of it, and 0 vetted organisations reported it\n"))
        #expect(text.contains("sessions: 1 of 9\n") && text.contains("reports: 1 of 1\n"))
        #expect(text.contains("you       0a1b2c"))
        // What others wrote cannot move the cursor.
        #expect(text.contains("a\u{fffd}[2Jb") && !text.contains("\u{1b}"))
    }

    @Test func nothingKnownIsSaid() throws {
        let unknown = """
            {"ip":"9.9.9.9","found":false,"explainedAt":"2026-11-22T12:00:00.000Z","confidenceLevel":0,
             "rawConfidenceLevel":0,"policyVersion":0,"points":0,"scale":0,"terms":[],"limits":[],"totalSessions":0,
             "sessions":[],"totalReports":0,"reports":[]}
            """
        #expect(
            try Self.text(unknown) { ExplainText($0).text }
                == "9.9.9.9  nothing known, confidence 0: there is nothing to explain\n")
    }

    @Test func networks() throws {
        let json = """
            {"network":"45.10.0.0/16","scoreMinimum":50,"known":30,"listed":3,
             "levels":{"very_high":1,"high":2,"medium":27,"low":0,"none":0},
             "listedShares":[{"ipVersion":4,"unit":"address","listed":3,"of":65536,"share":0.000045776,
               "lower":0.000015568,"upper":0.00013459}],
             "truncated":false,"reportedAddress":[{"ip":"45.10.1.2","confidenceLevel":91,"lastSeen":1795348800000,
               "sessions":4,"numReports":0,"mostRecentReport":null,"countryCode":null}]}
            """
        let text = try Self.text(json) { RangeText($0).text }
        #expect(text.hasPrefix("45.10.0.0/16  30 addresses known, 3 listed at 50 or more\n"))
        #expect(text.contains("0.0046 % of all IPv4 addresses (95 % sure: 0.0016 % to 0.013 %)\n"))
        #expect(text.contains("  by level: very_high 1, high 2, medium 27\n"))
        #expect(text.contains("45.10.1.2  91          2026-11-22 12:00  4         0\n"))
    }

    @Test(
        "A network is told from an address",
        arguments: [("45.10.1.2", true), ("2a00::1", true), ("45.10.0.0/16", false), ("2a00::/48", false)])
    func subjects(text: String, isAddress: Bool) throws {
        switch try CheckSubject.parse(text) {
        case .address(let address): #expect(isAddress && "\(address)" == text)
        case .network(let network): #expect(!isAddress && "\(network)" == text)
        }
        #expect(throws: (any Error).self) { try CheckSubject.parse("45.10.1") }
    }
}
