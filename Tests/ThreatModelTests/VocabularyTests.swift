import FoundationEssentials
import Testing
import ThreatModel

@Suite struct VocabularyTests {
    /// Raw values are on disk and in other people's hands: this table may grow, never change.
    @Test func storedNumbersNeverChange() {
        #expect(
            AttackProtocol.allCases.map { "\($0.rawValue) \($0.name)" } == [
                "0 ssh", "1 telnet", "2 http", "3 ftp", "4 smtp", "5 imap", "6 mysql", "7 postgresql", "8 mssql",
                "9 mongodb", "10 redis", "11 elasticsearch", "12 docker", "13 smb", "14 rdp", "15 rtsp", "16 sip",
            ])
        #expect(Severity.allCases.map(\.name) == ["info", "low", "medium", "high", "very_high"])
        #expect(Severity.allCases.map(\.rawValue) == [0, 1, 2, 3, 4])
        #expect(
            EventKind.allCases.map(\.name) == [
                "connect", "fingerprint", "auth", "command", "request", "query", "file", "message", "forward", "raw",
                "close",
            ])
        #expect(EventKind.allCases.map(\.rawValue) == Array(0...10))
    }

    @Test func reportCategoriesAreTheSixteenOfTheWire() {
        #expect(ReportCategory.allCases.map(\.rawValue) == Array(1...16))
        #expect(ReportCategory(nameOrNumber: "brute_force") == .bruteForce)
        #expect(ReportCategory(nameOrNumber: "14") == .spoofing)
        for wrong in ["", "0", "17", "Brute_Force", "brute-force", "1.0", "256", "-1"] {
            #expect(ReportCategory(nameOrNumber: wrong) == nil, "\(wrong)")
        }
    }

    @Test func wordsTravelByNameAndWrongOnesAreAnsweredWithTheRightOnes() throws {
        #expect(try JSONEncoder().encode([Severity.veryHigh]) == Data(#"["very_high"]"#.utf8))
        #expect(try JSONDecoder().decode([Severity].self, from: Data(#"["low"]"#.utf8)) == [.low])
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Severity].self, from: Data(#"["critical"]"#.utf8))
        }
        #expect(String(describing: error).contains("info, low, medium, high, very_high"))
    }

    @Test func protocolSetKeepsItsMembers() {
        let set: AttackProtocolSet = [AttackProtocolSet(.redis), AttackProtocolSet(.ssh)]
        #expect(set.members == [.ssh, .redis])
        #expect(set.contains(AttackProtocol.redis))
        #expect(!set.contains(AttackProtocol.telnet))
    }
}
