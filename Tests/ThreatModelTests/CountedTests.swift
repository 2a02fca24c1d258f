import Testing
import ThreatModel

@Suite struct CountedTests {
    @Test(arguments: [(0, "0 sessions"), (1, "1 session"), (2, "2 sessions"), (11, "11 sessions"), (-1, "-1 sessions")])
    func onlyOneIsOne(count: Int, text: String) { #expect(Counted(count, "session").description == text) }

    @Test func nounsMayHaveTheirOwnPlural() {
        #expect("\(Counted(UInt8(1), "address", plural: "addresses"))" == "1 address")
        #expect("\(Counted(UInt8(3), "address", plural: "addresses"))" == "3 addresses")
    }
}
