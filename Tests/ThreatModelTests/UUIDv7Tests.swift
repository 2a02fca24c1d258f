import Testing
import ThreatModel

@Suite struct UUIDv7Tests {
    @Test func carriesVersionVariantAndTime() {
        let time = Timestamp(milliseconds: 1_700_000_000_123)
        for _ in 0..<200 {
            let id = UUIDv7(at: time)
            #expect(id.bits >> 76 & 0xf == 7)
            #expect(id.bits >> 62 & 0b11 == 0b10)
            #expect(id.time == time)
        }
    }

    @Test func sortsByTime() {
        let earlier = UUIDv7(at: Timestamp(milliseconds: 1000))
        let later = UUIDv7(at: Timestamp(milliseconds: 1001))
        #expect(earlier < later)
    }

    @Test func textRoundTrips() {
        let id = UUIDv7(at: Timestamp(milliseconds: 1_700_000_000_123))
        #expect(UUIDv7(id.description) == id)
        #expect(UUIDv7(id.description.uppercased()) == id)
    }

    /// The example of RFC 9562, appendix A.6.
    @Test func readsTheExampleOfItsStandard() throws {
        let id = try #require(UUIDv7("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"))
        #expect(id.time.milliseconds == 1_645_557_742_000)
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    }

    @Test(arguments: [
        "", "017F22E2-79B0-7CC3-98C4-DC0C0C07398", "017F22E2-79B0-7CC3-98C4-DC0C0C07398FF",
        "017F22E279B07CC398C4DC0C0C07398F", "017F22E2-79B0-7CC3-98C4_DC0C0C07398F",
        "g17F22E2-79B0-7CC3-98C4-DC0C0C07398F", "017F22E2-79B0-7CC3-98C4-DC0C0C0739é",
    ])
    func refusesWhatIsNoUUID(text: String) {
        #expect(UUIDv7(text) == nil)
    }
}
