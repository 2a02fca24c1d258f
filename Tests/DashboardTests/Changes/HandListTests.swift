import Blocklists
import IPNetworks
import Testing
import ThreatModel

@testable import Dashboard

/// Lists made by hand as texts.
struct HandListTests {
    private static let text = """
        45.10.1.0/24 # until 2030-01-01T00:00:00.000Z: noisy; very
        45.10.2.1-45.10.2.9 # until 2030-01-01T00:00:00.000Z
        2600:1::/48 # a comment
        45.10.3.1

        """

    @Test func whatIsWrittenIsReadAgain() throws {
        let list = try HandList(.block, parsing: Self.text)
        #expect(list.count == 4 && list.text == Self.text)
        guard case .block(let blocks) = list.content else { return #expect(Bool(false)) }
        #expect(blocks[0].comment == "noisy; very" && blocks[0].until == Timestamp(written: "2030-01-01T00:00:00Z"))
        #expect(blocks[2].until == nil && blocks[2].comment == "a comment")
        let allowed = "office.example # until 2030-01-01T00:00:00.000Z: x\ncountry:DE\n198.51.100.7 # y\n"
        #expect(try HandList(.allow, parsing: allowed).text == allowed)
    }

    @Test func listsOfOthersAreReadToo() throws {
        let text = "; spamhaus\r\n\r\n45.10.1.0/24 ; SBL1\r\n  45.10.3.1\t\r\n# until then\r\n"
        let list = try HandList(.block, parsing: text.replacing("\r\n", with: "\n"))
        #expect(list.text == "45.10.1.0/24 # SBL1\n45.10.3.1\n")
        #expect(try HandList(.block, parsing: "").count == 0)
    }

    @Test func allLinesThatMakeNoSenseAreNamedAndNothingIsTaken() {
        let problem = #expect(throws: DashboardProblem.self) {
            try HandList(.block, parsing: "45.10.3.1\n45.10.3.256\n# x\noffice.example # y\n")
        }
        #expect(problem?.sentence.contains("line 2 ('45.10.3.256'), line 4 ('office.example')") == true)
        let many = #expect(throws: DashboardProblem.self) {
            try HandList(.allow, parsing: String(repeating: "!\n", count: 1000))
        }
        #expect(many?.sentence.contains("line 5 ('!') and 995 more are not") == true)
        #expect((many?.sentence.count ?? 0) < 300)
        let long = #expect(throws: DashboardProblem.self) {
            try HandList(.allow, parsing: String(repeating: "x", count: HandList.mostBytes + 1))
        }
        #expect(long?.kind == .tooLarge)
    }

    @Test func whatIsOverIsLeftOut() throws {
        let list = try HandList(.block, parsing: "45.10.1.1 # until 2020-01-01T00:00:00Z\n45.10.1.2\n")
        #expect(list.inForce(at: Timestamp(milliseconds: 1_700_000_000_000)).text == "45.10.1.2\n")
    }

    @Test func aCommentCannotBecomeAnEntry() {
        let block = ManualBlock(
            range: IPRange(IPAddress(v4: 0x2d0a_0101)), since: Timestamp(milliseconds: 0), comment: "a\n1.2.3.4\r\nb")
        #expect(HandList(blocks: [block]).text == "45.10.1.1 # a 1.2.3.4 b\n")
    }
}
