import Foundation
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Categories of AbuseIPDB")
struct AbuseIPDBCategoryTests {
    @Test("All 23 are there once, and every category of ours has a number that leads back to it")
    func complete() throws {
        #expect(AbuseIPDBCategory.all.map(\.number).sorted() == Array(1...23))
        for category in ReportCategory.allCases where category != .malware {
            for protocolName in [nil, "ssh", "ftp", "smtp", "sip", "gopher"] {
                let numbers = AbuseIPDBCategory.numbers(of: category, protocolName: protocolName)
                let list = numbers.map { String($0) }.joined(separator: ",")
                #expect(try AbuseIPDBCategory.meaning(of: list).category == category, "\(category) \(list)")
            }
        }
        #expect(AbuseIPDBCategory.numbers(of: .malware, protocolName: nil) == [15])
        for visited in AttackProtocol.allCases {
            #expect(AbuseIPDBCategory.numbers(ofVisitOn: visited).allSatisfy { (1...23).contains($0) })
        }
    }

    @Test(
        "Of several, the one that tells most counts",
        arguments: [
            ("18,22", ReportCategory.bruteForce, "ssh"), ("22", .bruteForce, "ssh"), ("18", .bruteForce, nil),
            ("5,18", .bruteForce, "ftp"), ("14,15,21", .webExploit, nil), ("21,16", .sqlInjection, nil),
            ("14, 18", .bruteForce, nil), ("15", .other, nil), ("11", .spam, "smtp"), ("14,22", .bruteForce, "ssh"),
        ] as [(String, ReportCategory, String?)])
    func meaning(_ list: String, _ category: ReportCategory, _ protocolName: String?) throws {
        let meaning = try AbuseIPDBCategory.meaning(of: list)
        #expect(meaning.category == category && meaning.protocolName == protocolName)
    }

    @Test(
        "What is no list of them is refused", arguments: ["", "0", "24", "18,", "ssh", "18;22", "-1", "1e1", "18 22"])
    func refused(_ list: String) { #expect(throws: RequestError.self) { try AbuseIPDBCategory.meaning(of: list) } }

    @Test("The documentation shows the same table")
    func documentation() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/facades.md"), encoding: .utf8)
        let rows = AbuseIPDBCategory.all.map { entry in
            let name = entry.protocolName.map { "`\($0)` " } ?? ""
            return "| \(entry.number) | \(entry.title) | `\(entry.category.name)` | \(name)|"
        }
        #expect(text.contains(rows.joined(separator: "\n")))
    }
}
