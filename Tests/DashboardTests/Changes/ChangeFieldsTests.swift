import Testing
import ThreatModel
import WebPages

@testable import Dashboard

/// What forms and programs say about a change, and what is refused of it.
struct ChangeFieldsTests {
    private func fields(_ json: String) throws(DashboardProblem) -> ChangeFields {
        try ChangeFields(json: Array(json.utf8))
    }

    @Test func membersAreTexts() throws {
        let fields = try fields(#"{"a":"x: y","b":3,"c":true,"d":null,"e":"","f\"g":"h"}"#)
        #expect(fields.values == ["a": "x: y", "b": "3", "c": "true", "f\"g": "h"])
        #expect(try self.fields("{}").values.isEmpty)
    }

    @Test(arguments: [
        "", "x", "[]", "null", "3", #"{"a":[1]}"#, #"{"a":{"b":1}}"#, #"{"a":1.5}"#, #"{"a":"x","a":"y"}"#,
        #"{"a":null,"a":"y"}"#, #"{"a":"x"}{"#, "{\"a\":\"\u{0}",
    ])
    func whatIsNoFlatObjectIsRefused(_ json: String) {
        #expect(throws: DashboardProblem.self) { try fields(json) }
    }

    @Test func aFormGivesEverythingButWhatAllFormsHave() throws {
        let fields = ChangeFields(try FormFields("token=t&back=/x&entry=+1.2.3.4+&comment=".utf8))
        #expect(fields.values == ["entry": "1.2.3.4"])
    }

    @Test func unknownFieldsAreNamed() throws {
        let fields = ChangeFields(["entry": "x", "entri": "y"])
        try ChangeFields(["entry": "x"]).check(against: ["entry"])
        let problem = #expect(throws: DashboardProblem.self) { try fields.check(against: ["entry"]) }
        #expect(problem?.sentence == "there is no field 'entri'; there are entry")
    }

    @Test func endsAreTimesOrMoments() throws {
        let now = Timestamp(milliseconds: 1_700_000_000_000)
        #expect(try ChangeFields([:]).end(at: now) == nil)
        #expect(try ChangeFields(["for": "1h"]).end(at: now) == now.advanced(by: .seconds(3600)))
        for text in ["2023-11-14T22:13:20Z", "2023-11-14T22:13:20.000Z"] {
            #expect(try ChangeFields(["until": text]).end(at: now) == now, "\(text)")
        }
        let wrong = [
            ["for": "soon"], ["for": "0s"], ["for": "9999d"], ["until": "tomorrow"], ["until": "2023-11-14"],
            ["for": "1h", "until": now.rfc3339],
        ]
        for fields in wrong {
            #expect(throws: DashboardProblem.self, "\(fields)") { try ChangeFields(fields).end(at: now) }
        }
    }

    @Test func whatIsWrittenIsReadAgain() {
        for milliseconds in [0, 1, 999, 1_700_000_000_123, 4_102_444_799_999] as [Int64] {
            let time = Timestamp(milliseconds: milliseconds)
            #expect(Timestamp(written: time.rfc3339) == time)
        }
    }

    @Test func boxesAreTickedOrNot() throws {
        #expect(try ChangeFields(["a": "on"]).flag("a") && ChangeFields(["a": "true"]).flag("a"))
        #expect(try !ChangeFields(["a": "false"]).flag("a") && !ChangeFields([:]).flag("a"))
        #expect(throws: DashboardProblem.self) { try ChangeFields(["a": "maybe"]).flag("a") }
    }
}
