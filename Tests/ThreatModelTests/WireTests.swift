import FoundationEssentials
import IPNetworks
import Testing
import ThreatModel

@Suite struct WireTests {
    @Test(arguments: [
        FeedCursor(epoch: 0, sequence: 0), FeedCursor(epoch: .max, sequence: .max),
        FeedCursor(epoch: 7, sequence: 8, view: 9), FeedCursor(epoch: .max, sequence: .max, view: .max),
    ])
    func cursorRoundTrips(cursor: FeedCursor) {
        #expect(FeedCursor(cursor.description) == cursor)
        #expect(cursor.description.split(separator: "-").count == (cursor.view == 0 ? 2 : 3))
    }

    @Test(arguments: [
        "", "-", "1", "1-", "-1", "1-2-0", "1-2-x", "1-2-3-4", "1-2-", "1-2-4294967296", "a-1", "4294967296-1",
        "1-18446744073709551616",
    ])
    func refusesWhatIsNoCursor(text: String) {
        #expect(FeedCursor(text) == nil)
    }

    @Test func listingFactsRoundTripThroughTheirPackedForm() {
        for severity in Severity.allCases {
            let facts = ListingFacts(
                confidence: 77, rawConfidence: 100, severity: severity, protocols: [.init(.ssh), .init(.sip)])
            #expect(ListingFacts(packed: facts.packed) == facts)
        }
        #expect(ListingFacts(packed: 0xff << 16) == nil)
    }

    @Test func eventHasTheWireNames() throws {
        var fields: EventFields = ["username": "root"]
        fields.set("password", bytes: [0xff, 0xfe])
        let event = SessionEvent(
            id: try #require(UUIDv7("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")),
            session: try #require(UUIDv7("017f22e2-79b0-7cc3-98c4-dc0c0c073990")), seq: 3,
            at: Timestamp(milliseconds: 1_645_557_742_000), protocol: .telnet, transport: .tcp, dstPort: 23,
            src: try #require(IPAddress("45.10.1.2")), srcPort: 40_000, kind: .auth, fields: fields)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = String(decoding: try encoder.encode(event), as: UTF8.self)
        #expect(
            line == """
                {"at":1645557742000,"dstPort":23,"fields":{"password_b64":"//4=","username":"root"},\
                "id":"017f22e2-79b0-7cc3-98c4-dc0c0c07398f","kind":"auth","protocol":"telnet","seq":3,\
                "session":"017f22e2-79b0-7cc3-98c4-dc0c0c073990","src":"45.10.1.2","srcPort":40000,"transport":"tcp"}
                """)
        #expect(try JSONDecoder().decode(SessionEvent.self, from: Data(line.utf8)) == event)
        #expect(event.fields.bytes("password") == [0xff, 0xfe])
        #expect(event.fields.bytes("username") == Array("root".utf8))
        #expect(event.fields.bytes("command") == nil)
    }
}
